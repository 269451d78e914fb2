package dev.herokumattermost.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.rules.QuietTime.Handling;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietTimeTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
  private static final QuietTime NIGHT = time("22:00", "07:00", EVERY_DAY);

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T21:59:59+02:00, false",
    "2026-05-04T22:00:00+02:00, true",
    "2026-05-05T06:59:59+02:00, true",
    "2026-05-05T07:00:00+02:00, false"
  })
  void nightGoesOnUntilTheNextMorning(OffsetDateTime moment, boolean within) {
    assertThat(NIGHT.contains(moment.toInstant())).isEqualTo(within);
  }

  /** 2026-05-08 is a Friday. */
  @ParameterizedTest
  @CsvSource({
    "2026-05-08T21:00:00+02:00, false",
    "2026-05-08T23:00:00+02:00, true",
    "2026-05-09T03:00:00+02:00, true",
    "2026-05-08T03:00:00+02:00, false",
    "2026-05-09T23:00:00+02:00, false"
  })
  void dayIsThatOfTheBeginning(OffsetDateTime moment, boolean within) {
    QuietTime friday = time("22:00", "07:00", Set.of(DayOfWeek.FRIDAY));

    assertThat(friday.contains(moment.toInstant())).isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-09T00:00:00+02:00, true",
    "2026-05-10T23:59:59+02:00, true",
    "2026-05-11T00:00:00+02:00, false",
    "2026-05-08T23:59:59+02:00, false"
  })
  void wholeDaysFollowEachOtherWithoutAGap(OffsetDateTime moment, boolean within) {
    QuietTime weekend = time("00:00", "00:00", Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));

    assertThat(weekend.contains(moment.toInstant())).isEqualTo(within);
  }

  @Test
  void nightIsAnHourShorterWhenClocksAreSetForward() {
    assertThat(minutes(NIGHT, "2026-03-28T12:00:00Z")).isEqualTo(8 * 60);
  }

  @Test
  void nightIsAnHourLongerWhenClocksAreSetBack() {
    assertThat(minutes(NIGHT, "2026-10-24T12:00:00Z")).isEqualTo(10 * 60);
  }

  @Test
  void timeThatClocksLeaveOutIsTheMomentOfTheChange() {
    assertThat(minutes(time("02:30", "04:00", EVERY_DAY), "2026-03-28T12:00:00Z")).isEqualTo(60);
    assertThat(minutes(time("01:00", "02:30", EVERY_DAY), "2026-03-28T12:00:00Z")).isEqualTo(60);
    assertThat(minutes(time("02:10", "02:50", EVERY_DAY), "2026-03-28T12:00:00Z")).isZero();
  }

  @Test
  void timeThatClocksShowTwiceBeginsWithTheFirstAndEndsWithTheSecond() {
    assertThat(minutes(time("02:30", "04:00", EVERY_DAY), "2026-10-24T12:00:00Z")).isEqualTo(150);
    assertThat(minutes(time("01:00", "02:30", EVERY_DAY), "2026-10-24T12:00:00Z")).isEqualTo(150);
  }

  @Test
  void holdingIsStrongerThanPostingQuietly() {
    var hold =
        new QuietTime(LocalTime.of(2, 0), LocalTime.of(4, 0), EVERY_DAY, BERLIN, Handling.HOLD);
    Rule rule = Rule.DEFAULT.withQuietTimes(List.of(NIGHT, hold));
    Instant three = OffsetDateTime.parse("2026-05-05T03:00:00+02:00").toInstant();
    Instant five = OffsetDateTime.parse("2026-05-05T05:00:00+02:00").toInstant();

    assertThat(rule.holdsAt(three)).isTrue();
    assertThat(rule.holdsAt(five)).isFalse();
    assertThat(rule.isQuietAt(five)).isTrue();
    assertThat(Rule.DEFAULT.isQuietAt(three)).isFalse();
  }

  /** How many minutes of the day that begins at a moment are within. */
  private static long minutes(QuietTime time, String from) {
    Instant start = Instant.parse(from);
    long minutes = 0;
    for (int minute = 0; minute < 24 * 60; minute++) {
      minutes += time.contains(start.plus(Duration.ofMinutes(minute))) ? 1 : 0;
    }
    return minutes;
  }

  private static QuietTime time(String from, String to, Set<DayOfWeek> days) {
    return new QuietTime(
        LocalTime.parse(from), LocalTime.parse(to), days, BERLIN, Handling.POST_QUIETLY);
  }
}
