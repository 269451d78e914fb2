package dev.herokumattermost.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 30s}, {@code 5m}, {@code 1h30m}. */
final class Spans {
  /** For every message about a duration that cannot be read. */
  static final String FIX = "write hours, minutes and seconds, such as 30s, 5m or 1h30m";

  // Nine digits at most: beyond every use, and never beyond a long.
  private static final Pattern SPAN =
      Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  private Spans() {}

  /** Longer than nothing, or empty if this is not a duration. */
  static Optional<Duration> parse(String text) {
    var match = SPAN.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    var span =
        Duration.ofHours(count(match.group(1)))
            .plusMinutes(count(match.group(2)))
            .plusSeconds(count(match.group(3)));
    return span.isPositive() ? Optional.of(span) : Optional.empty();
  }

  private static long count(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
