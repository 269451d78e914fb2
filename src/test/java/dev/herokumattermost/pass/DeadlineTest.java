package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

  @Test
  void timeUsedUpIsNegative() {
    Deadline over = Deadline.in(Duration.ofSeconds(-10), InstantSource.fixed(NOW));

    assertThat(over.left()).isEqualTo(Duration.ofSeconds(-10));
    assertThat(over.isOver()).isTrue();
  }

  @Test
  void itCanOnlyBecomeEarlier() {
    Deadline minute = Deadline.in(Duration.ofSeconds(60), InstantSource.fixed(NOW));

    assertThat(minute.atMost(Duration.ofSeconds(5)).left()).isEqualTo(Duration.ofSeconds(5));
    assertThat(minute.atMost(Duration.ofSeconds(90)).left()).isEqualTo(Duration.ofSeconds(60));
  }
}
