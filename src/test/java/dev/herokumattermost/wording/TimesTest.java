package dev.herokumattermost.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  private static final Instant NOW = Instant.parse("2026-05-04T14:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T13:59:58.9Z, 13:59:58 UTC",
    "2026-05-04T02:00:01Z, 02:00:01 UTC",
    "2026-05-04T02:00:00Z, 4 May 02:00 UTC",
    "2025-12-31T23:59:59Z, 31 Dec 23:59 UTC",
  })
  void dayIsToldOnlyIfItIsLongAgo(Instant moment, String expected) {
    assertThat(new Times(NOW, ZoneId.of("UTC")).exactly(moment)).isEqualTo(expected);
  }

  /** Between two moments an hour apart the clock of Berlin stands still, or leaps. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:59Z, 01:59:59 CET, 01:59 CET",
    "2026-03-29T01:00:00Z, 03:00:00 CEST, 03:00 CEST",
    "2026-10-25T00:30:00Z, 02:30:00 CEST, 02:30 CEST",
    "2026-10-25T01:30:00Z, 02:30:00 CET, 02:30 CET",
  })
  void zoneFollowsDaylightSaving(Instant moment, String exactly, String briefly) {
    var times = new Times(moment, ZoneId.of("Europe/Berlin"));

    assertThat(times.exactly(moment)).isEqualTo(exactly);
    assertThat(times.at(moment)).isEqualTo(briefly);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-5S, 0 s",
    "PT14S, 14 s",
    "PT7M50S, 7 min",
    "PT59M59S, 59 min",
    "PT1H1M, 1 h",
    "PT1H45M, 1 h 30 min",
    "PT26H, 1 d 2 h",
  })
  void durationsInHeadlinesAreRough(Duration duration, String expected) {
    assertThat(Times.about(duration)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-5S, 0 s",
    "PT0S, 0 s",
    "PT59.4S, 59 s",
    "PT59.9S, 1 min",
    "PT1M, 1 min",
    "PT1M30S, 1 min 30 s",
    "PT9M59S, 9 min 59 s",
    "PT10M59S, 10 min",
    "PT1H, 1 h",
    "PT2H5M59S, 2 h 5 min",
    "P1D, 1 d",
    "P3DT4H59M, 3 d 4 h",
  })
  void durationsAreToldInTheirTwoLargestUnits(Duration duration, String expected) {
    assertThat(Times.lasting(duration)).isEqualTo(expected);
  }
}
