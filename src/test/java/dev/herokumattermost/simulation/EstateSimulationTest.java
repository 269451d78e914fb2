package dev.herokumattermost.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.simulation.EstateSabotages.Breach;
import dev.herokumattermost.simulation.EstateSabotages.Sabotage;
import dev.herokumattermost.simulation.EstateSimulation.Figures;
import dev.herokumattermost.simulation.World.Broken;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The promise of docs/guarantees.md for whole estates, held against random histories of several
 * accounts whose apps are discovered. {@code -Destate.histories=1000000} plays more of them, {@code
 * -Destate.seed=42} one alone, with its story.
 */
class EstateSimulationTest {
  private static final int HISTORIES = Integer.getInteger("estate.histories", 5_000);

  @Test
  void everyAccountTellsOfItsAppsWhateverItsListsSay() {
    Long seed = Long.getLong("estate.seed");
    if (seed != null) {
      var simulation = new EstateSimulation(seed, Sabotage.NONE);
      try {
        simulation.play();
      } finally {
        System.out.println(simulation.story());
      }
      return;
    }
    List<Figures> figures =
        LongStream.range(0, HISTORIES)
            .map(Seeds::seed)
            .parallel()
            .mapToObj(EstateSimulationTest::play)
            .toList();
    System.out.printf(
        "%,d histories of estates: %,d rounds, %,d calls to Heroku, %,d kills, %,d posts%n",
        figures.size(),
        figures.stream().mapToLong(Figures::rounds).sum(),
        figures.stream().mapToLong(Figures::calls).sum(),
        figures.stream().mapToLong(Figures::kills).sum(),
        figures.stream().mapToLong(Figures::posts).sum());
    var paths = Paths.of(figures.stream().map(Figures::paths), HISTORIES);
    System.out.println(paths.times());
    paths.haveAll(PATHS);
    assertThat(figures.stream().mapToLong(Figures::posts).sum()).isGreaterThan(HISTORIES);
  }

  /** What has to happen in a run, or it shows nothing about it. */
  private static final List<String> PATHS =
      List.of(
          "account without rounds is told",
          "another discovery was first",
          "app archived",
          "app changes its team",
          "app deleted",
          "app expired",
          "app in or out of a pipeline",
          "app in or out of sight",
          "app looked up: gone",
          "app looked up: there",
          "app made",
          "app made under the name of a deleted one",
          "app not looked up",
          "app renamed",
          "app seen for the first time",
          "apps are discovered",
          "apps are named",
          "apps read in turn",
          "deleted app has none",
          "in the history",
          "incident ended: GONE",
          "incident ended: UNWATCHED",
          "key of another account revoked meanwhile",
          "key revoked",
          "known apps not saved",
          "known apps saved, but the answer is lost",
          "list failed: HEROKU_FAILED",
          "list failed: NOT_FOUND",
          "list failed: RATE_LIMITED",
          "list failed: TIMED_OUT",
          "list failed: UNAUTHORIZED",
          "list failed: UNREADABLE",
          "list lied: A_PAGE_IS_MISSING",
          "list lied: LESS_THAN_HALF",
          "list lied: NOTHING",
          "message delayed",
          "message doubled",
          "message lost",
          "message redelivered",
          "messages in another order",
          "new app found",
          "news told by the account that has the app",
          "post shows that its app is gone",
          "renamed app has its incident",
          "round of one account failed",
          "selection changed",
          "small budget",
          "space listed",
          "space not listed: FORBIDDEN",
          "space not listed: HEROKU_FAILED",
          "space not listed: NOT_FOUND",
          "space not listed: TIMED_OUT",
          "space not listed: UNAUTHORIZED",
          "space not listed: UNREADABLE",
          "space's list leaves out an app",
          "stale tick",
          "state moved to another name",
          "tick killed",
          "two rounds over one account",
          "worker killed");

  private static Figures play(long seed) {
    try {
      return new EstateSimulation(seed, Sabotage.NONE).play();
    } catch (Broken broken) {
      throw new Broken(
          "seed %d (-Destate.seed=%d plays it alone): %s"
              .formatted(seed, seed, broken.getMessage()));
    }
  }

  @Test
  void believingAFailedDiscoveryIsCaught() {
    assertCaught(Sabotage.ofLists(EstateSabotages.Believing::new), "(forgotten|ended as GONE)");
  }

  @Test
  void takingAnAppForGoneThatAListLacksIsCaught() {
    assertCaught(Sabotage.ofLists(EstateSabotages.Hasty::new), "(forgotten|ended as GONE)");
  }

  @Test
  void takingARenamedAppForAnotherIsCaught() {
    assertCaught(Sabotage.ofLists(EstateSabotages.ByName::new), "ended as GONE");
  }

  @Test
  void endingWhatARoundDoesNotReadIsCaught() {
    assertCaught(Sabotage.ofKnown(EstateSabotages.OfOneRound::new), "(ended as|forgotten)");
  }

  @Test
  void endingIncidentsOfAnotherAccountIsCaught() {
    assertCaught(Sabotage.of(Breach.ONE_PARTITION_FOR_ALL_STATES), "ended as UNWATCHED");
  }

  @Test
  void watchingWhatAnEarlierAccountWatchesIsCaught() {
    assertCaught(Sabotage.of(Breach.EARLIER_ACCOUNTS_IGNORED), "watched are");
  }

  @Test
  void readingWithoutABudgetIsCaught() {
    assertCaught(Sabotage.of(Breach.BUDGET_IGNORED), "too many calls: \\d+ in a round");
  }

  @Test
  void obeyingStaleTicksIsCaught() {
    assertCaught(Sabotage.of(Breach.STALE_TICKS_OBEYED), "too many calls: \\d+ for ticks");
  }

  @Test
  void doubledMessagesWithoutAConditionOnWritesAreCaught() {
    assertCaught(Sabotage.ofStates(Sabotages.Unconditional::new), "(told twice|lost|ended as)");
  }

  @Test
  void doubledMessagesWithoutALeaseAreCaught() {
    assertCaught(Sabotage.ofStates(Sabotages::leaseless), "told twice");
  }

  @Test
  void countingRoundsThatNobodyEndedIsCaught() {
    assertCaught(Sabotage.of(Breach.DEAD_WORKERS_COUNTED), "an account has had no round");
  }

  /** As that, whatever else it leads to. */
  private static void assertCaught(Sabotage sabotage, String how) {
    Pattern expected = Pattern.compile("^" + how);
    boolean caught =
        LongStream.range(0, 2_000)
            .map(Seeds::seed)
            .mapToObj(seed -> caught(seed, sabotage))
            .anyMatch(message -> expected.matcher(message).find());
    assertThat(caught).as("caught as " + how).isTrue();
  }

  private static String caught(long seed, Sabotage sabotage) {
    try {
      new EstateSimulation(seed, sabotage).play();
      return "";
    } catch (Broken broken) {
      return String.valueOf(broken.getMessage());
    }
  }
}
