package dev.herokumattermost.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeekTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T08:00:00Z, 2026-W48",
    "2026-11-29T22:59:59Z, 2026-W47",
    "2026-11-29T23:00:00Z, 2026-W48",
    "2026-12-06T12:00:00Z, 2026-W48",
    "2027-01-04T08:00:00Z, 2026-W53"
  })
  void lastWholeWeekIsThatOfTheZone(Instant now, String name) {
    assertThat(Week.before(now, BERLIN).name()).isEqualTo(name);
  }

  @Test
  void weekGoesFromMondayToMonday() {
    Week week = Week.before(Instant.parse("2026-11-30T08:00:00Z"), BERLIN);

    assertThat(week.from()).isEqualTo("2026-11-22T23:00:00Z");
    assertThat(week.until()).isEqualTo("2026-11-29T23:00:00Z");
    assertThat(week.contains(week.from())).isTrue();
    assertThat(week.contains(week.until())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2026-03-30T07:00:00Z, 167", "2026-10-26T08:00:00Z, 169"})
  void weekInWhichClocksAreSetIsAnHourShorterOrLonger(Instant now, long hours) {
    Week week = Week.before(now, BERLIN);

    assertThat(Duration.between(week.from(), week.until())).isEqualTo(Duration.ofHours(hours));
  }

  @Test
  void weeksFollowEachOtherWithoutAGap() {
    Week week = Week.before(Instant.parse("2026-03-30T07:00:00Z"), BERLIN);

    assertThat(Week.before(week.until().plus(Duration.ofDays(7)), BERLIN).from())
        .isEqualTo(week.until());
  }

  @Test
  void reportedWeekIsReportedInEveryZone() {
    Instant now = Instant.parse("2026-11-30T12:00:00Z");
    AppState account =
        AppState.unknown(AppState.ACCOUNT).withReportedUntil(Week.before(now, BERLIN).until());

    assertThat(account.hasReported(Week.before(now, ZoneId.of("America/New_York")))).isTrue();
    assertThat(account.hasReported(Week.before(now, ZoneId.of("Pacific/Auckland")))).isTrue();
    assertThat(account.hasReported(Week.before(now.plus(Duration.ofDays(7)), BERLIN))).isFalse();
  }
}
