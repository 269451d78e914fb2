package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import java.time.Instant;
import java.util.List;

/** What happened to the watch's own view of the apps. */
public sealed interface VisibilityEvent extends AlertEvent {

  /**
   * Apps cannot be read.
   *
   * @param apps empty if the event is about one app, the one that the notification belongs to
   * @param detail for people: status, error id, request id
   */
  record BecameBlind(Reading.Cause cause, String detail, Instant since, List<AppName> apps)
      implements VisibilityEvent {
    public BecameBlind {
      apps = List.copyOf(apps);
    }
  }

  /**
   * No app can be read: an expired token must not look like quiet.
   *
   * @param apps all that are watched
   * @param reminder whether it was reported before
   */
  record AllBlind(
      Reading.Cause cause, String detail, Instant since, List<AppName> apps, boolean reminder)
      implements VisibilityEvent {
    public AllBlind {
      apps = List.copyOf(apps);
    }
  }

  /** What could not be read can be read again. */
  record VisibleAgain(Instant since, Instant until) implements VisibilityEvent {}

  /** The token has no right to ask for what explains restarts. Reported once. */
  record PermissionMissing(String what, String detail) implements VisibilityEvent {}
}
