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
 * @param crashes how many crashes are known of, with this one
 * @param exit the exit status the log gave; null if it gave none
 * @param errors the platform errors the log named, such as R10
 */
public record Ailment(
    String dyno,
    DynoState state,
    Instant since,
    int release,
    @Nullable Instant upAgainSince,
    int crashes,
    @Nullable Integer exit,
    List<PlatformError> errors,
    List<String> lastLines) {
  public Ailment {
    errors = List.copyOf(errors);
    lastLines = List.copyOf(lastLines);
  }

  /** An error of the platform as the log names it: the code and how often it stood there. */
  public record PlatformError(String code, int times) {}
}
