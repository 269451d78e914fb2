package dev.herokumattermost.mattermost;

import java.time.Duration;

/**
 * How much of a time budget is left when one call takes several exchanges. Counts on the monotonic
 * clock, as the exchanges themselves do, so that setting the wall clock cannot stretch it.
 */
final class Deadline {
  private final long end;

  Deadline(Duration within) {
    end = System.nanoTime() + within.toNanos();
  }

  /** Never zero or less, which no exchange takes; then it fails at once by itself. */
  Duration left() {
    return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }
}
