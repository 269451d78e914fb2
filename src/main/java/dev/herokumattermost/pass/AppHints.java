package dev.herokumattermost.pass;

import dev.herokumattermost.detect.HintedExit;
import dev.herokumattermost.dyno.AppName;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the hints at one app. The app's own state knows nothing of them.
 *
 * @param revision of the item that it was read from; zero for none
 * @param lookedAt when the last pass that a hint asked for began to read; null if there was none
 * @param exits the newest exit statuses that hints told, newest first
 */
@RecordBuilder
public record AppHints(
    AppName app, long revision, @Nullable Instant lookedAt, List<HintedExit> exits)
    implements AppHintsBuilder.With {
  /** A mass crash of one app has no more dynos whose reasons people read. */
  private static final int MOST_EXITS = 50;

  public AppHints {
    exits = List.copyOf(exits);
  }

  public static AppHints none(AppName app) {
    return new AppHints(app, 0, null, List.of());
  }

  /** With the exit status that a hint tells, if it tells one. */
  public AppHints heard(Work.Hint hint) {
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
