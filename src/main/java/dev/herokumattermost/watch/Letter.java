package dev.herokumattermost.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * A notice that could not be told for a day, with everything that was tried: kept apart from the
 * outbox, for a person to read or to send again.
 *
 * @param app whose notice it is
 * @param setAsideAt by our clock
 */
public record Letter(AppName app, Notice notice, Instant setAsideAt) {
  private static final Duration KEPT = Duration.ofDays(30);

  /** When the table may forget it. */
  public Instant expiresAt() {
    return setAsideAt.plus(KEPT);
  }
}
