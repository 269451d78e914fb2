package dev.herokumattermost.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time such as {@code 2026-11-24T02:00:00Z}, which is how Heroku writes times. A pass reads two
 * for each dyno and each stored one, and the JDK's parser of all forms takes several times as long.
 */
public final class UtcSecond {
  private static final String FORM = "0000-00-00T00:00:00Z";

  private UtcSecond() {}

  /**
   * The time, or nothing if it has another form.
   *
   * @throws DateTimeException if it has the form, but there is no such time
   */
  public static @Nullable Instant parse(String text) {
    return hasForm(text)
        ? LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19))
            .toInstant(ZoneOffset.UTC)
        : null;
  }

  private static boolean hasForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char there = text.charAt(i);
      boolean fits = FORM.charAt(i) == '0' ? there >= '0' && there <= '9' : there == FORM.charAt(i);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
