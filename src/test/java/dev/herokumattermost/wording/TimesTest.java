package dev.herokumattermost.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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
    assertThat(Times.at(moment, NOW)).isEqualTo(expected);
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
