package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one dyno, as far as it is known.
 *
 * @param dyno its name
 * @param state {@code crashed}, {@code starting}, {@code down}, {@code restarting}, or another word
 * @param since by Heroku's clock
 * @param release the version of the release that the dyno ran when it failed
 * @param upAgainSince when its process came up again; null if it has not
 * @param crashes how often it crashed lately, this time included
 * @param crashesSince the first of those crashes; null if there was none
 * @param exit the exit status that the log or a webhook gave; null if neither did
 * @param errors the platform errors that the log named, such as R10
 * @param logLines the lines of its log that say most, oldest first; empty if it is not to be shown
 * @param crashesUntil the last of those crashes, if this pass learned of several; else null
 */
@RecordBuilder
public record Failure(
    String dyno,
    DynoState state,
    Instant since,
    int release,
    @Nullable Instant upAgainSince,
    int crashes,
    @Nullable Instant crashesSince,
    @Nullable Integer exit,
    List<PlatformError> errors,
    List<LogLine> logLines,
    @Nullable Instant crashesUntil)
    implements FailureBuilder.With {
  public Failure {
    errors = List.copyOf(errors);
    logLines = List.copyOf(logLines);
  }

  /** With at most one crash that this pass learned of. */
  public Failure(
      String dyno,
      DynoState state,
      Instant since,
      int release,
      @Nullable Instant upAgainSince,
      int crashes,
      @Nullable Instant crashesSince,
      @Nullable Integer exit,
      List<PlatformError> errors,
      List<LogLine> logLines) {
    this(
        dyno,
        state,
        since,
        release,
        upAgainSince,
        crashes,
        crashesSince,
        exit,
        errors,
        logLines,
        null);
  }

  /**
   * An error of the platform as the log names it.
   *
   * @param code such as R10
   * @param times how often the log had it
   * @param seconds the limit that the line names; null if it names none
   * @param fatal whether it ended the process, and did not merely precede its end
   */
  public record PlatformError(String code, int times, @Nullable Integer seconds, boolean fatal) {

    /** One that did not end the process. */
    public PlatformError(String code, int times) {
      this(code, times, null, false);
    }
  }

  /** The failure of a dyno of which only this much is known. */
  public static Failure of(FailingDyno dyno, int release) {
    return new Failure(
        dyno.name(),
        dyno.state(),
        dyno.since(),
        release,
        null,
        dyno.crashes(),
        dyno.crashes() == 0 ? null : dyno.since(),
        null,
        List.of(),
        List.of());
  }

  public Failure withoutLogLines() {
    return withLogLines(List.of());
  }

  /** Without the errors that concern the whole app, which are said of one dyno alone. */
  public Failure withoutSharedErrors() {
    return withErrors(
        errors.stream()
            .filter(error -> PlatformCode.of(error.code()).filter(PlatformCode::isShared).isEmpty())
            .toList());
  }
}
