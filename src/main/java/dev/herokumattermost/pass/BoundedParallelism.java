package dev.herokumattermost.pass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    if (items.size() < 2) {
      return items.stream().map(item -> attempt(item, work, failed)).toList();
    }
    try (Begun<R> begun = begin(items, work, failed)) {
      return begun.results();
    }
  }

  /** As {@link #map}, but each result by its item, in the order of the items. */
  public <T, R> Map<T, R> byItem(
      List<T> items, Function<T, R> work, BiFunction<T, Throwable, R> failed)
      throws InterruptedException {
    List<R> results = map(items, work, failed);
    var byItem = new LinkedHashMap<T, R>();
    for (int i = 0; i < items.size(); i++) {
      byItem.put(items.get(i), results.get(i));
    }
    return byItem;
  }

  /** Begins the work, and leaves the caller to do something else meanwhile. */
  public <T, R> Begun<R> begin(
      List<T> items, Function<T, R> work, BiFunction<T, Throwable, R> failed) {
    if (atOnce == 1) {
      return new Begun<>(
          items.stream().map(item -> attempt(item, work, failed)).toList(), List.of(), null);
    }
    // In the order of the items: the first may be those that matter most.
    var permits = new Semaphore(atOnce, true);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var pending = new ArrayList<Future<R>>(items.size());
    for (T item : items) {
      pending.add(
          threads.submit(
              () -> {
                permits.acquire();
                try {
                  return attempt(item, work, failed);
                } finally {
                  permits.release();
                }
              }));
    }
    return new Begun<>(List.of(), pending, threads);
  }

  /**
   * Work that has begun. Closing it ends what is not done yet.
   *
   * @param done the results, if there was no thread but the caller's
   */
  public record Begun<R>(List<R> done, List<Future<R>> pending, @Nullable ExecutorService threads)
      implements AutoCloseable {
    /** Waits for all of it; the results are in the order of the items. */
    public List<R> results() throws InterruptedException {
      var results = new ArrayList<>(done);
      for (Future<R> future : pending) {
        results.add(result(future));
      }
      return results;
    }

    @Override
    public void close() {
      if (threads != null) {
        if (pending.stream().anyMatch(future -> !future.isDone())) {
          threads.shutdownNow();
        }
        threads.close();
      }
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
