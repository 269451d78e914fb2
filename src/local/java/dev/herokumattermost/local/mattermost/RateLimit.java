package dev.herokumattermost.local.mattermost;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A server's rate limit: so many calls a second, and a burst of so many. */
final class RateLimit {
  private static final double MILLIS = 1_000;

  private final InstantSource clock;
  private final int perSecond;
  private final int burst;
  private double left;
  private Instant countedAt;

  RateLimit(InstantSource clock, int perSecond, int burst) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.burst = burst;
    left = burst;
    countedAt = clock.instant();
  }

  /** Whether one more call is answered. */
  synchronized boolean takes() {
    Instant now = clock.instant();
    left = Math.min(burst, left + Duration.between(countedAt, now).toMillis() / MILLIS * perSecond);
    countedAt = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
