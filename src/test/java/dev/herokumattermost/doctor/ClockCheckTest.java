package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.doctor.Check.Result;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckTest {
  @ParameterizedTest
  @CsvSource({
    "0, OK, agrees with ours within 5 s",
    "-5, OK, agrees with ours within 5 s",
    "6, WARNING, 6 s ahead of ours",
    "-60, WARNING, 60 s behind ours",
    "61, FAILED, 61 s ahead of ours",
  })
  void areComparedBothWays(long secondsAhead, Result result, String seen) {
    Check check = ClockCheck.of("heroku", Optional.of(Duration.ofSeconds(secondsAhead)));

    assertThat(check.result()).isEqualTo(result);
    assertThat(check.seen()).isEqualTo(seen);
  }

  @Test
  void whoDoesNotTellTheTimeIsNotJudged() {
    assertThat(ClockCheck.of("heroku", Optional.empty()).result()).isEqualTo(Result.SKIPPED);
  }
}
