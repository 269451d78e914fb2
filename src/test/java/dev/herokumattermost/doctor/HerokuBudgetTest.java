package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.doctor.Check.Result;
import dev.herokumattermost.rules.CallBudget;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HerokuBudgetTest {
  private static final CallBudget BUDGET = new CallBudget(2250, Duration.ofMinutes(2));

  @ParameterizedTest
  @CsvSource({
    "1, 0, 4499, OK",
    "60, 0, 4499, OK",
    "61, 0, 4499, WARNING",
    "40, 20, 4499, OK",
    "41, 20, 4499, WARNING",
    "1, 0, 499, WARNING",
    "1, 0, 500, OK",
  })
  void isJudgedByHowCloselyEachAppIsWatched(int apps, int spaces, int left, Result result) {
    assertThat(HerokuBudget.check(BUDGET, apps, spaces, OptionalInt.of(left)).result())
        .isEqualTo(result);
  }

  @Test
  void saysHowOftenEachAppIsLookedAt() {
    assertThat(HerokuBudget.check(BUDGET, 240, 0, OptionalInt.of(4321)).seen())
        .isEqualTo(
            "each app is looked at every 8 min with at most 2250 calls an hour; 4321 left now");
    assertThat(HerokuBudget.check(BUDGET, 10, 0, OptionalInt.empty()).seen())
        .isEqualTo("each app is looked at every 2 min with at most 2250 calls an hour");
  }
}
