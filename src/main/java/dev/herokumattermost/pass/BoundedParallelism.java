package dev.herokumattermost.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Does the same to many things at once, each on a virtual thread, but never to more than so many.
 * With one at a time it stays on the caller's thread, so that a simulation can replay it step by
 * step.
 */
public record BoundedParallelism(int atOnce) {

  /**
   * The results in the order of the items. What goes wrong with one item does not touch the others.
   *
   * @param failed the result for an item whose work failed unexpectedly. A stack that overflows or
   *     a memory that is full is of the item's making too: both are free again when its work ends.
   */
  public <T, R> List<R> map(List<T> items, Function<T, R> work, BiFunction<T, Throwable, R> failed)
      throws InterruptedException {
    Function<T, R> guarded = item -> attempt(item, work, failed);
    if (atOnce == 1 || items.size() < 2) {
      return items.stream().map(guarded).toList();
    }
    var permits = new Semaphore(atOnce);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pending = new ArrayList<Future<R>>(items.size());
      for (T item : items) {
        permits.acquire();
        pending.add(
            threads.submit(
                () -> {
                  try {
                    return guarded.apply(item);
                  } finally {
                    permits.release();
                  }
                }));
      }
      var results = new ArrayList<R>(items.size());
      for (Future<R> future : pending) {
        results.add(result(future));
      }
      return results;
    }
  }

  private static <T, R> R attempt(T item, Function<T, R> work, BiFunction<T, Throwable, R> failed) {
    try {
      return work.apply(item);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
      return failed.apply(item, failure);
    }
  }

  private static <R> R result(Future<R> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a worker of the pass failed", failed.getCause());
    }
  }
}
