package dev.herokumattermost.outbox;

import dev.herokumattermost.dyno.AppName;
import java.time.Duration;
import java.time.Instant;

/**
 * A notification that could not be delivered for a day, with everything that was tried. It is kept
 * apart from the outbox, for a person to read or to redeliver.
 *
 * @param app the app that the notification is about
 * @param setAsideAt by our clock
 */
public record DeadLetter(AppName app, Notification notification, Instant setAsideAt) {
  private static final Duration KEPT = Duration.ofDays(30);

  /** When the table deletes it. */
  public Instant expiresAt() {
    return setAsideAt.plus(KEPT);
  }
}
