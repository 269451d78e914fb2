package dev.herokumattermost.wording;

import dev.herokumattermost.incident.Recurrence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * That a process type has failed before, in a few words. They count from when it failed this time,
 * so that they are the same whenever they are posted.
 *
 * @param zone in which days and weeks are counted
 */
record RecurrenceWording(ZoneId zone) {
  /** Beyond that, the number says nothing more. */
  private static final int COUNTED = 20;

  String text(Recurrence recurrence) {
    String last = "last " + moment(recurrence.last(), recurrence.at());
    Integer release = recurrence.release();
    return "%s, %s%s"
        .formatted(times(recurrence), last, release == null ? "" : " after release v" + release);
  }

  private String times(Recurrence recurrence) {
    int times = recurrence.inSevenDays() + 1;
    if (times == 1) {
      return "Failed before";
    }
    String count = times > COUNTED ? "More than " + COUNTED + " times" : ordinal(times) + " time";
    boolean sameWeek = week(recurrence.first()).equals(week(recurrence.at()));
    return count + (sameWeek ? " this week" : " in 7 days");
  }

  /** The Monday of a moment's week. */
  private LocalDate week(Instant moment) {
    LocalDate day = day(moment);
    return day.minusDays(day.getDayOfWeek().getValue() - 1L);
  }

  private LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, zone);
  }

  private String moment(Instant last, Instant at) {
    LocalDate day = day(last);
    if (day.equals(day(at))) {
      return "at " + new Times(at, zone).at(last);
    }
    return format(day.isAfter(day(at).minusDays(7)) ? "'on' EEEE" : "'on' d MMMM", last);
  }

  private String format(String pattern, Instant moment) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(zone).format(moment);
  }

  private static String ordinal(int number) {
    boolean teen = number % 100 / 10 == 1;
    return number
        + switch (teen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }
}
