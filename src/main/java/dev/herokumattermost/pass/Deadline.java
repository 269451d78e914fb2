package dev.herokumattermost.pass;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The end of a pass, and how its time is shared out: reading must leave room for telling. */
record Deadline(InstantSource clock, Instant start, Instant end) {

  static Deadline at(InstantSource clock, Instant end) {
    return new Deadline(clock, clock.instant(), end);
  }

  Duration left() {
    return Duration.between(clock.instant(), end);
  }

  /** What is left of the time for reading: three fifths of the whole. */
  Duration leftToRead() {
    return leftOf(60);
  }

  /** What is left of the time for evidence: four fifths of the whole, with the reading. */
  Duration leftToAsk() {
    return leftOf(80);
  }

  private Duration leftOf(int percent) {
    Duration whole = Duration.between(start, end);
    return Duration.between(
        clock.instant(), start.plus(whole.multipliedBy(percent).dividedBy(100)));
  }
}
