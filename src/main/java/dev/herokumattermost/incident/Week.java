package dev.herokumattermost.incident;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/**
 * A week from Monday to Monday by the clock of a zone: an hour shorter or longer when clocks are
 * set.
 *
 * @param monday its first day
 */
public record Week(LocalDate monday, ZoneId zone) {
  public Week {
    if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
      throw new IllegalArgumentException("a week begins on a Monday");
    }
  }

  /** The last whole week before a moment. */
  public static Week before(Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return new Week(
        today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(1), zone);
  }

  public Instant from() {
    return monday.atStartOfDay(zone).toInstant();
  }

  /** The next week's first moment. */
  public Instant until() {
    return monday.plusWeeks(1).atStartOfDay(zone).toInstant();
  }

  /** By ISO 8601, such as {@code 2026-W48}. */
  public String name() {
    return "%d-W%02d"
        .formatted(
            monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  boolean contains(Instant moment) {
    return !moment.isBefore(from()) && moment.isBefore(until());
  }

  /** How long something was, as far as it falls into the week. */
  Duration within(Instant since, Instant to) {
    Instant start = since.isAfter(from()) ? since : from();
    Instant end = to.isBefore(until()) ? to : until();
    return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
  }
}
