package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    assertThat(new BoundedParallelism(atOnce).map(ITEMS, item -> item)).isEqualTo(ITEMS);
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
                });

    assertThat(seen).allMatch(now -> now <= 3);
  }

  @Test
  void oneAtATimeStaysOnTheCallersThread() throws InterruptedException {
    assertThat(new BoundedParallelism(1).map(ITEMS, _ -> Thread.currentThread()))
        .containsOnly(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void bugInOneIsNotSwallowed(int atOnce) {
    assertThatThrownBy(
            () ->
                new BoundedParallelism(atOnce)
                    .map(
                        ITEMS,
                        item -> {
                          if (item == 42) {
                            throw new IllegalStateException("a bug");
                          }
                          return item;
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a bug");
  }
}
