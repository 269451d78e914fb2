package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.Reading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to the watch's own view of the apps. */
public sealed interface VisibilityEvent extends AlertEvent {

  /**
   * Apps cannot be read.
   *
   * @param apps empty if the event is about one app, the one that the notification belongs to
   * @param detail for people: status, error id, request id
   * @param herokuIncident of Heroku itself, open then; null if none was known
   */
  record BecameBlind(
      Reading.Cause cause,
      String detail,
      Instant since,
      List<AppName> apps,
      @Nullable HerokuIncident herokuIncident)
      implements VisibilityEvent {
    /** While no incident of Heroku itself was known. */
    public BecameBlind(Reading.Cause cause, String detail, Instant since, List<AppName> apps) {
      this(cause, detail, since, apps, null);
    }

    public BecameBlind {
      apps = List.copyOf(apps);
    }
  }

  /**
   * No app can be read: an expired token must not look like quiet.
   *
   * @param apps all that are watched
   * @param reminder whether it was reported before
   * @param herokuIncident of Heroku itself, open then; null if none was known
   */
  record AllBlind(
      Reading.Cause cause,
      String detail,
      Instant since,
      List<AppName> apps,
      boolean reminder,
      @Nullable HerokuIncident herokuIncident)
      implements VisibilityEvent {
    /** While no incident of Heroku itself was known. */
    public AllBlind(
        Reading.Cause cause, String detail, Instant since, List<AppName> apps, boolean reminder) {
      this(cause, detail, since, apps, reminder, null);
    }

    public AllBlind {
      apps = List.copyOf(apps);
    }
  }

  /** What could not be read can be read again. */
  record VisibleAgain(Instant since, Instant until) implements VisibilityEvent {}

  /** The token has no right to ask for what explains restarts. Reported once. */
  record PermissionMissing(String what, String detail) implements VisibilityEvent {}
}
