package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.doctor.Check.Result;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HerokuBudgetTest {
  @ParameterizedTest
  @CsvSource({
    "1, 4499, OK",
    "37, 4499, OK",
    "38, 4499, WARNING",
    "150, 4499, WARNING",
    "151, 4499, FAILED",
    "1, 499, WARNING",
    "1, 500, OK",
  })
  void isJudgedByTheUsualSchedulesAndWhatIsLeft(int apps, int left, Result result) {
    assertThat(HerokuBudget.check(apps, OptionalInt.of(left)).result()).isEqualTo(result);
  }

  @Test
  void saysWhatSharePassesTake() {
    assertThat(HerokuBudget.check(10, OptionalInt.of(4321)).seen())
        .isEqualTo(
            "300 calls (7 %) an hour by a pass every 2 minutes, 600 calls (14 %) every minute,"
                + " of 4500; 4321 left now");
    assertThat(HerokuBudget.check(10, OptionalInt.empty()).seen()).endsWith("of 4500");
  }
}
