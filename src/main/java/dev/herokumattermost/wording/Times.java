package dev.herokumattermost.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and durations as people read them: UTC, and the two largest units. */
final class Times {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Times() {}

  /** The time alone, where UTC is understood. */
  static String ofDay(Instant moment) {
    return TIME_OF_DAY.format(moment);
  }

  /** A moment, with its day if it was not within the last twelve hours. */
  static String at(Instant moment, Instant now) {
    boolean recent = Duration.between(moment, now).abs().compareTo(Duration.ofHours(12)) < 0;
    return (recent ? TIME : DAY_AND_TIME).format(moment);
  }

  static String lasting(Duration duration) {
    Duration positive = duration.isNegative() ? Duration.ZERO : duration.plusMillis(500);
    long days = positive.toDays();
    long hours = positive.toHoursPart();
    long minutes = positive.toMinutesPart();
    long seconds = positive.toSecondsPart();
    if (days > 0) {
      return two(days, "d", hours, "h");
    }
    if (hours > 0) {
      return two(hours, "h", minutes, "min");
    }
    return minutes >= 10
        ? minutes + " min"
        : minutes > 0 ? two(minutes, "min", seconds, "s") : seconds + " s";
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return small == 0
        ? large + " " + largeUnit
        : large + " " + largeUnit + " " + small + " " + smallUnit;
  }
}
