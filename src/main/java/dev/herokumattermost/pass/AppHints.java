package dev.herokumattermost.pass;

import dev.herokumattermost.detect.HintedExit;
import dev.herokumattermost.dyno.AppName;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the hints at one app. The app's own state knows nothing of them.
 *
 * @param revision of the item that it was read from; zero for none
 * @param lookedAt when the last pass that a hint asked for began to read; null if there was none
 * @param heardAt when a hint came last, to the hour; null if none ever did
 * @param exits the newest exit statuses that hints told, newest first
 */
@RecordBuilder
public record AppHints(
    AppName app,
    long revision,
    @Nullable Instant lookedAt,
    @Nullable Instant heardAt,
    List<HintedExit> exits)
    implements AppHintsBuilder.With {
  /** A mass crash of one app has no more dynos whose reasons people read. */
  private static final int MOST_EXITS = 50;

  private static final Duration TO_THE_HOUR = Duration.ofHours(1);

  /**
   * Heroku restarts a dyno after 24 hours and up to 216 minutes, and what came last may be an hour
   * younger than is written.
   */
  public static final Duration HEARD_WITHIN = Duration.ofHours(29);

  public AppHints {
    exits = List.copyOf(exits);
  }

  public static AppHints none(AppName app) {
    return new AppHints(app, 0, null, null, List.of());
  }

  /** With what a hint tells. That it came is written once an hour, not for each. */
  public AppHints heard(Work.Hint hint, Instant now) {
    boolean lately = heardAt != null && heardAt.plus(TO_THE_HOUR).isAfter(now);
    return (lately ? this : withHeardAt(now)).heard(hint);
  }

  /** Whether hints have come lately; a dyno restarts every day, so that each app sends some. */
  public boolean areHeard(Instant now) {
    return heardAt != null && heardAt.plus(HEARD_WITHIN).isAfter(now);
  }

  private AppHints heard(Work.Hint hint) {
    Integer status = hint.exitStatus();
    if (status == null) {
      return this;
    }
    var exit = new HintedExit(hint.dyno(), hint.state(), status);
    return exits.contains(exit)
        ? this
        : withExits(Stream.concat(Stream.of(exit), exits.stream()).limit(MOST_EXITS).toList());
  }
}
