package dev.herokumattermost.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them, in their zone, and durations in their two largest units. */
record Times(Instant now, ZoneId zone) {
  private static final Duration RECENT = Duration.ofHours(12);

  /** To the minute, for headlines. */
  String at(Instant moment) {
    return format(isRecent(moment) ? "HH:mm" : "d MMM HH:mm", moment) + " " + zoneAt(moment);
  }

  /** To the second, for boxes. */
  String exactly(Instant moment) {
    return isRecent(moment) ? format("HH:mm:ss", moment) + " " + zoneAt(moment) : at(moment);
  }

  /** The time alone, where its zone is said beside it. */
  String ofDay(Instant moment) {
    return format("HH:mm:ss", moment);
  }

  /** How the zone is called at a moment, which changes with daylight saving. */
  String zoneAt(Instant moment) {
    // The names of zones are a large part of the locale's data, and most watches need none.
    return zone.getId().equals("UTC") ? "UTC" : format("zzz", moment);
  }

  private boolean isRecent(Instant moment) {
    return Duration.between(moment, now).abs().compareTo(RECENT) < 0;
  }

  private String format(String pattern, Instant moment) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(zone).format(moment);
  }

  /** Roughly, for headlines: 40 s, 7 min, 1 h, 1 h 30 min, 2 d 3 h. */
  static String about(Duration duration) {
    Duration positive = duration.isNegative() ? Duration.ZERO : duration;
    if (positive.toMinutes() == 0 || positive.toDays() > 0) {
      return lasting(positive);
    }
    long minutes = positive.toMinutes();
    return minutes < 60
        ? minutes + " min"
        : two(minutes / 60, "h", minutes % 60 < 30 ? 0 : 30, "min");
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
