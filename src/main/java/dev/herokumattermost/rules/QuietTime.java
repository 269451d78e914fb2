package dev.herokumattermost.rules;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A time of the day in which a rule alerts quietly: quiet hours, or planned maintenance.
 *
 * @param from when it begins, on each of the days
 * @param to when it ends, on the next day unless it is later than the beginning
 * @param days on which it begins
 * @param zone whose clock shows these times
 * @param incidents what becomes of the incidents that open within it
 */
public record QuietTime(
    LocalTime from, LocalTime to, Set<DayOfWeek> days, ZoneId zone, Handling incidents) {
  public QuietTime {
    days = Set.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a quiet time is on no day");
    }
  }

  /** What becomes of an incident that opens in a quiet time. */
  public enum Handling {
    /** It is posted without a mention and without a priority. */
    POST_QUIETLY,
    /** Nothing of it is posted before the end. */
    HOLD
  }

  /** Whether a moment is within it. The end is not. */
  public boolean contains(Instant moment) {
    LocalDate today = LocalDate.ofInstant(moment, zone);
    return Stream.of(today.minusDays(1), today)
        .filter(day -> days.contains(day.getDayOfWeek()))
        .anyMatch(day -> !moment.isBefore(beginning(day)) && moment.isBefore(end(day)));
  }

  private Instant beginning(LocalDate day) {
    return moment(day.atTime(from), ZoneOffsetTransition::getOffsetBefore);
  }

  private Instant end(LocalDate day) {
    LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
    return moment(last.atTime(to), ZoneOffsetTransition::getOffsetAfter);
  }

  /** Which of the two, when clocks are set back and show a time twice. */
  private interface Choice {
    ZoneOffset of(ZoneOffsetTransition transition);
  }

  /** When clocks are set forward, a time that they leave out is that moment. */
  private Instant moment(LocalDateTime shown, Choice choice) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(shown);
    if (transition == null) {
      return shown.atZone(zone).toInstant();
    }
    return transition.isGap() ? transition.getInstant() : shown.toInstant(choice.of(transition));
  }
}
