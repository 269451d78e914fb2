package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedParallelismTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 100).boxed().toList();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 200})
  void resultsKeepTheOrderOfTheItems(int atOnce) throws InterruptedException {
    assertThat(
            new BoundedParallelism(atOnce).map(ITEMS, item -> item, BoundedParallelismTest::failed))
        .isEqualTo(ITEMS);
  }

  @Test
  void neverMoreThanSoManyAtOnce() throws InterruptedException {
    var running = new AtomicInteger();

    List<Integer> seen =
        new BoundedParallelism(3)
            .map(
                ITEMS,
                _ -> {
                  int now = running.incrementAndGet();
                  Thread.yield();
                  running.decrementAndGet();
                  return now;
                },
                BoundedParallelismTest::failed);

    assertThat(seen).allMatch(now -> now <= 3);
  }

  @Test
  void oneAtATimeStaysOnTheCallersThread() throws InterruptedException {
    assertThat(
            new BoundedParallelism(1)
                .map(ITEMS, _ -> Thread.currentThread(), (_, _) -> new Thread("of a failure")))
        .containsOnly(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void whatFailsUnexpectedlyIsTheItemsOwnResult(int atOnce) throws InterruptedException {
    List<Integer> results =
        new BoundedParallelism(atOnce).map(ITEMS, BoundedParallelismTest::work, (item, _) -> -item);

    assertThat(results)
        .isEqualTo(ITEMS.stream().map(item -> item % 42 == 1 ? -item : item).toList());
  }

  private static int work(int item) {
    return switch (item) {
      case 1 -> throw new IllegalStateException("a bug");
      case 43 -> throw new StackOverflowError();
      case 85 -> throw new OutOfMemoryError();
      default -> item;
    };
  }

  private static int failed(int item, Throwable failure) {
    throw new AssertionError(item + " failed", failure);
  }
}
