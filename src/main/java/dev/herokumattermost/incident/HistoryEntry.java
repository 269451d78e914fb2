package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.AppName;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that has come to its end, kept to be recalled when the same happens again and to be
 * counted in a report.
 */
public sealed interface HistoryEntry permits EndedIncident, BlindPeriod {
  /** How long it is kept. */
  Duration KEPT = Duration.ofDays(100);

  AppName app();

  /** When it began. */
  Instant from();

  /** When it was over. */
  Instant until();

  /** Tells it from whatever else of the app began at the same moment. */
  String name();

  /** When the table may delete it. */
  default Instant expiresAt() {
    return until().plus(KEPT);
  }

  default Duration lasted() {
    Duration lasted = Duration.between(from(), until());
    return lasted.isNegative() ? Duration.ZERO : lasted;
  }
}
