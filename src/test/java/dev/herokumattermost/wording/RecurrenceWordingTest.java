package dev.herokumattermost.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.incident.Recurrence;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceWordingTest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  /** 2026-05-08 is a Friday. */
  @ParameterizedTest
  @CsvSource({
    "2, 2026-05-04T09:00:00Z, 2026-05-05T14:00:00Z, 40, '3rd time this week, last on Tuesday after release v40'",
    "1, 2026-05-08T00:10:00Z, 2026-05-08T00:10:00Z,   , '2nd time this week, last at 00:10 UTC'",
    "1, 2026-05-02T09:00:00Z, 2026-05-02T09:00:00Z,   , '2nd time in 7 days, last on Saturday'",
    "1, 2026-05-01T09:00:00Z, 2026-05-01T09:00:00Z,   , '2nd time in 7 days, last on 1 May'",
    "0, 2026-04-03T09:00:00Z, 2026-04-03T09:00:00Z, 12, 'Failed before, last on 3 April after release v12'"
  })
  void saysHowOftenAndWhenTheLastTimeWas(
      int times, Instant first, Instant last, @Nullable Integer release, String text) {
    assertThat(text(UTC, times, first, last, release)).isEqualTo(text);
  }

  @Test
  void daysAreThoseOfTheZone() {
    Instant lateOnMonday = Instant.parse("2026-05-04T23:30:00Z");

    assertThat(text(ZoneId.of("Europe/Berlin"), 1, lateOnMonday, lateOnMonday, null))
        .isEqualTo("2nd time this week, last on Tuesday");
  }

  @Test
  void numbersHaveTheirEndings() {
    Instant monday = Instant.parse("2026-05-04T09:00:00Z");

    assertThat(IntStream.of(1, 2, 3, 10, 11, 12, 19, 20, 99))
        .extracting(times -> text(UTC, times, monday, monday, null).replaceFirst(" this.*", ""))
        .containsExactly(
            "2nd time",
            "3rd time",
            "4th time",
            "11th time",
            "12th time",
            "13th time",
            "20th time",
            "More than 20 times",
            "More than 20 times");
  }

  private static String text(
      ZoneId zone, int times, Instant first, Instant last, @Nullable Integer release) {
    Instant at = Instant.parse("2026-05-08T02:00:00Z");
    return new RecurrenceWording(zone).text(new Recurrence(at, times, first, last, release));
  }
}
