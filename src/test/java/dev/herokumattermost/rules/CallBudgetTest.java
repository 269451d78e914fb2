package dev.herokumattermost.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the calls of an hour are spread over passes. */
class CallBudgetTest {
  @ParameterizedTest
  @CsvSource({
    "60, 2, 2",
    "61, 2, 4",
    "75, 2, 4",
    "100, 2, 4",
    "120, 2, 4",
    "150, 2, 6",
    "240, 2, 8",
    "1000, 2, 34",
    "29, 1, 1",
    "30, 1, 2",
    "100, 1, 4",
    "300, 10, 10"
  })
  void defaultBudgetLooksAtEachAppEverySoManyMinutes(int apps, int period, int minutes) {
    var budget = new CallBudget(2250, Duration.ofMinutes(period));

    assertThat(budget.period().multipliedBy(budget.turns(apps, 0)))
        .isEqualTo(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @CsvSource({"60, 0, 1", "40, 20, 1", "41, 20, 2", "1, 75, 1", "10, 200, 10"})
  void callsForSpacesComeFirst(int apps, int spaces, int turns) {
    assertThat(new CallBudget(2250, Duration.ofMinutes(2)).turns(apps, spaces)).isEqualTo(turns);
  }

  @Property
  void readingInTurnAndBeforeItsTurnLeavesCallsForEvidence(
      @ForAll @IntRange(min = 2000, max = 4500) int callsPerHour,
      @ForAll @IntRange(min = 1, max = 10) int period,
      @ForAll @IntRange(max = 5000) int apps) {
    var budget = new CallBudget(callsPerHour, Duration.ofMinutes(period));
    int inTurn = Math.ceilDiv(apps, budget.turns(apps, 0));
    int read = inTurn + budget.beforeTheirTurn(inTurn);

    assertThat(inTurn).isLessThanOrEqualTo(budget.perPass());
    assertThat(read + budget.forEvidence(read)).isLessThanOrEqualTo(budget.perPass());
    assertThat((long) budget.perPass() * 60 / period).isLessThanOrEqualTo(callsPerHour);
  }
}
