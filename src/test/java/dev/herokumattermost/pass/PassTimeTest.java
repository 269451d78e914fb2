package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PassTimeTest {
  private static final Instant START = Instant.parse("2026-05-04T12:00:00Z");

  @Test
  void readingAndAskingLeaveTimeForDelivering() {
    PassTime time = PassTime.until(START.plusSeconds(100), InstantSource.fixed(START));

    assertThat(time.read().left()).isEqualTo(Duration.ofSeconds(60));
    assertThat(time.ask().left()).isEqualTo(Duration.ofSeconds(80));
    assertThat(time.whole().left()).isEqualTo(Duration.ofSeconds(100));
  }
}
