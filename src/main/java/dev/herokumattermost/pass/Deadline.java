package dev.herokumattermost.pass;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment at which something must be over. */
public record Deadline(InstantSource clock, Instant end) {

  public static Deadline in(Duration time, InstantSource clock) {
    return new Deadline(clock, clock.instant().plus(time));
  }

  /** What is left; negative if it is over. */
  public Duration left() {
    return Duration.between(clock.instant(), end);
  }

  public boolean isOver() {
    return !left().isPositive();
  }

  /** This deadline, or an earlier one after so much time. */
  public Deadline atMost(Duration time) {
    Instant earlier = clock.instant().plus(time);
    return earlier.isBefore(end) ? new Deadline(clock, earlier) : this;
  }
}
