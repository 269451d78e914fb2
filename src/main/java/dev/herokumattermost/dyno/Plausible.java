package dev.herokumattermost.dyno;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value from outside must be to be worked with. What is not is refused where it comes in,
 * because it would fail later, in the middle of a pass, or fill the app's item.
 */
public final class Plausible {
  /** In UTF-16 units; Heroku allows a process type 128 characters. */
  static final int LONGEST_NAME = 200;

  /**
   * The year 2200 in seconds since 1970: any two times between are less nanoseconds apart than a
   * long can count.
   */
  private static final long END = 7_258_118_400L;

  private static final Pattern WORD = Pattern.compile("[!-~]{1," + LONGEST_NAME + "}");

  private Plausible() {}

  /** Whether calculating with a time can overflow nothing. */
  public static boolean isTime(Instant time) {
    return time.getEpochSecond() >= 0 && time.getEpochSecond() < END;
  }

  /**
   * The time, if it is plausible.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static Instant time(Instant time) {
    if (!isTime(time)) {
      throw new IllegalArgumentException("a time is not between 1970 and 2200");
    }
    return time;
  }

  /** A name that can stand in a line of words; null is none, and is none too much. */
  static void word(String what, @Nullable String name) {
    if (name != null && !WORD.matcher(name).matches()) {
      throw new IllegalArgumentException(what + " is no word of a usual length");
    }
  }

  static String name(String what, String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          what + " is blank or longer than " + LONGEST_NAME + " characters");
    }
    return name;
  }
}
