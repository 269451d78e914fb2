package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Instant START = Instant.parse("2026-05-04T12:00:00Z");

  @Test
  void readingAndAskingLeaveTimeForTelling() {
    Deadline deadline = Deadline.at(InstantSource.fixed(START), START.plusSeconds(100));

    assertThat(deadline.leftToRead()).isEqualTo(Duration.ofSeconds(60));
    assertThat(deadline.leftToAsk()).isEqualTo(Duration.ofSeconds(80));
    assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void timeUsedUpIsNegative() {
    InstantSource later = InstantSource.fixed(START.plusSeconds(90));
    var deadline = new Deadline(later, START, START.plusSeconds(100));

    assertThat(deadline.leftToRead()).isEqualTo(Duration.ofSeconds(-30));
    assertThat(deadline.leftToAsk()).isEqualTo(Duration.ofSeconds(-10));
    assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(10));
  }
}
