package dev.herokumattermost.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How long the checks may take, one by one and all together. */
record TimeLeft(InstantSource clock, Instant end) {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** For one question; when all time is used up, it fails at once by itself. */
  Duration forOne() {
    Duration left = Duration.between(clock.instant(), end);
    return left.compareTo(LONGEST) < 0 ? left : LONGEST;
  }
}
