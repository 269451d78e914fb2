package dev.herokumattermost.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Who may hold a large body. */
class LargeBodyTest {
  private static final Duration NOW = Duration.ZERO;

  private final Semaphore free = new Semaphore(1);
  private final LargeBody body = new LargeBody(free);

  @Test
  void rightIsTakenOnceAndGivenBack() {
    assertThat(body.await(NOW)).isTrue();
    assertThat(body.await(NOW)).isTrue();
    assertThat(free.availablePermits()).isZero();

    body.close();
    body.close();
    assertThat(free.availablePermits()).isOne();
  }

  @Test
  void rightThatAnotherHoldsDoesNotCome() {
    var other = new LargeBody(free);
    other.await(NOW);

    assertThat(body.await(NOW)).isFalse();
    other.close();
    assertThat(body.await(NOW)).isTrue();
  }

  @Test
  void whoeverHasLeftGetsNoRightAndKeepsNone() {
    body.close();

    assertThat(body.await(NOW)).isFalse();
    assertThat(free.availablePermits()).isOne();
  }

  @Test
  void interruptedThreadGetsNoRightAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    assertThat(body.await(NOW)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(free.availablePermits()).isOne();
  }
}
