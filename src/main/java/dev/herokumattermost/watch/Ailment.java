package dev.herokumattermost.watch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one dyno, as far as it is known.
 *
 * @param dyno its name
 * @param state {@code crashed}, {@code starting}, {@code down}, {@code restarting}, or another word
 * @param since by Heroku's clock
 * @param release the version of the release it runs
 * @param upAgainSince when its process came up again; null if it has not
 * @param crashes how often it crashed of late, this time included
 * @param crashesSince the first of those; null if there was none
 * @param exit the exit status the log gave; null if it gave none
 * @param errors the platform errors the log named, such as R10
 * @param lastLines the end of its log, oldest first; empty if it is not to be told
 */
public record Ailment(
    String dyno,
    DynoState state,
    Instant since,
    int release,
    @Nullable Instant upAgainSince,
    int crashes,
    @Nullable Instant crashesSince,
    @Nullable Integer exit,
    List<PlatformError> errors,
    List<LogLine> lastLines) {
  public Ailment {
    errors = List.copyOf(errors);
    lastLines = List.copyOf(lastLines);
  }

  /** An error of the platform as the log names it: the code and how often it stood there. */
  public record PlatformError(String code, int times) {}

  /** A dyno of which only this much is known. */
  static Ailment of(Patient patient, int release) {
    return new Ailment(
        patient.name(),
        patient.state(),
        patient.since(),
        release,
        null,
        patient.crashes(),
        patient.crashes() == 0 ? null : patient.since(),
        null,
        List.of(),
        List.of());
  }

  Ailment crashedOfLate(int times, Instant first) {
    return new Ailment(
        dyno, state, since, release, upAgainSince, times, first, exit, errors, lastLines);
  }

  Ailment withoutLines() {
    return withLines(List.of());
  }

  Ailment withLines(List<LogLine> lines) {
    return new Ailment(
        dyno, state, since, release, upAgainSince, crashes, crashesSince, exit, errors, lines);
  }
}
