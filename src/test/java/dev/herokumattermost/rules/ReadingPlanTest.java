package dev.herokumattermost.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Which apps a pass reads when there are not calls enough for all. */
class ReadingPlanTest {
  private static final Duration PERIOD = Duration.ofMinutes(2);
  private static final Instant TICK = Instant.parse("2026-11-24T02:00:30Z");
  private static final CallBudget DEFAULT = new CallBudget(2250, PERIOD);

  @Test
  void everyAppIsReadWhileThereAreCallsForAll() {
    ReadingPlan plan = ReadingPlan.of(apps(60), 0, DEFAULT, TICK);

    assertThat(plan.apps(_ -> false)).hasSize(60);
    assertThat(plan.lookEvery(PERIOD)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void appInTroubleIsReadInEveryPassAndFirst() {
    var troubled = new AppName("app-0013");
    for (int pass = 0; pass < 6; pass++) {
      assertThat(plan(150, pass).apps(troubled::equals)).startsWith(troubled).hasSizeLessThan(53);
    }
  }

  @Test
  void ifTooManyAreInTroubleTheyTakeTurnsToo() {
    var read = new HashSet<AppName>();
    for (int pass = 0; pass < 6; pass++) {
      List<AppName> apps = plan(150, pass).apps(_ -> true);
      assertThat(apps).doesNotHaveDuplicates().hasSize(71);
      read.addAll(apps);
    }
    assertThat(read).hasSize(150);
  }

  @Test
  void callsThatFindOutTheAppsLeaveFewerForAppsBeforeTheirTurn() {
    ReadingPlan quiet = ReadingPlan.of(apps(150), 0, DEFAULT, TICK);
    ReadingPlan discovering = ReadingPlan.of(apps(150), 0, 10, DEFAULT, TICK);

    assertThat(discovering.inTurn()).isEqualTo(quiet.inTurn());
    assertThat(quiet.apps(_ -> true)).hasSize(71);
    assertThat(discovering.apps(_ -> true)).hasSize(61);
  }

  @Property(tries = 100)
  void everyAppHasItsTurnWithinTheTimeThatIsSaid(
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(max = 1_000_000) int begin,
      @ForAll @IntRange(min = 60, max = 4500) int callsPerHour) {
    Set<AppName> apps = apps(count);
    var budget = new CallBudget(callsPerHour, PERIOD);
    var read = new ArrayList<AppName>();
    int turns = budget.turns(count, 0);
    for (int pass = begin; pass < begin + turns; pass++) {
      Instant tick = TICK.plus(PERIOD.multipliedBy(pass));
      read.addAll(ReadingPlan.of(apps, 0, budget, tick).apps(_ -> false));
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(apps);
  }

  private static ReadingPlan plan(int apps, int pass) {
    return ReadingPlan.of(apps(apps), 0, DEFAULT, TICK.plus(PERIOD.multipliedBy(pass)));
  }

  private static Set<AppName> apps(int count) {
    var apps = new HashSet<AppName>();
    IntStream.range(0, count).forEach(i -> apps.add(new AppName("app-%04d".formatted(i))));
    return apps;
  }
}
