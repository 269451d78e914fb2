package dev.herokumattermost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.simulation.Sabotages.LateSaver;
import dev.herokumattermost.simulation.Simulation.Figures;
import dev.herokumattermost.simulation.Simulation.Hints;
import dev.herokumattermost.simulation.Simulation.Sabotage;
import dev.herokumattermost.simulation.World.Broken;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The promise of docs/guarantees.md, held against random histories. {@code
 * -Dsimulation.histories=1000000} plays more of them, {@code -Dsimulation.seed=42} one alone, with
 * its story.
 */
class SimulationTest {
  private static final int HISTORIES = Integer.getInteger("simulation.histories", 10_000);

  @Test
  void everythingIsToldOnceInOrderWhateverDies() {
    Long seed = Long.getLong("simulation.seed");
    if (seed != null) {
      var simulation = new Simulation(seed, Sabotage.NONE);
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
            .mapToObj(SimulationTest::play)
            .toList();
    System.out.printf(
        "%,d histories: %,d passes, %,d kills, %,d posts, %,d in the default channel instead,"
            + " %,d in both as the other had gone%n",
        figures.size(),
        figures.stream().mapToLong(Figures::passes).sum(),
        figures.stream().mapToLong(Figures::kills).sum(),
        figures.stream().mapToLong(Figures::posts).sum(),
        figures.stream().mapToLong(Figures::rerouted).sum(),
        figures.stream().mapToLong(Figures::goneAndToldAgain).sum());
    var paths = Paths.of(figures.stream().map(Figures::paths), HISTORIES);
    System.out.println(paths.times());
    paths.haveAll(PATHS);
    assertThat(figures.stream().mapToLong(Figures::rerouted).sum()).isGreaterThan(HISTORIES / 10);
    assertThat(figures.stream().mapToLong(Figures::kills).sum()).isGreaterThan(HISTORIES);
    assertThat(figures.stream().mapToLong(Figures::posts).sum()).isGreaterThan(HISTORIES);
  }

  /** {@code -Dhinted.histories=5000} plays more of them. */
  @Test
  void withHintsAtAnyTimeAllOfThatHolds() {
    int histories = Integer.getInteger("hinted.histories", Math.min(HISTORIES, 2_000));
    List<Figures> figures =
        LongStream.range(0, histories)
            .map(Seeds::seed)
            .parallel()
            .mapToObj(seed -> play(seed, Hints.SOME))
            .toList();

    assertThat(figures.stream().mapToLong(Figures::hinted).sum())
        .as("passes that hints asked for")
        .isGreaterThan(histories * 10L);
    assertThat(figures.stream().mapToLong(Figures::posts).sum()).isGreaterThan(histories);
  }

  /** What has to happen in a run, or it shows nothing about it. */
  private static final List<String> PATHS =
      List.of(
          "Retry-After",
          "app expired",
          "app removed",
          "app returned",
          "blind: FORBIDDEN",
          "blind: HEROKU_FAILED",
          "blind: NOT_FOUND",
          "blind: RATE_LIMITED",
          "blind: TIMED_OUT",
          "dead letter",
          "edit refused for a while: DATABASE",
          "edit refused for a while: PERMISSION",
          "edit refused for a while: PROXY",
          "few calls left",
          "formation unknown",
          "looks in turn",
          "held back",
          "in the history",
          "redelivered",
          "refused for a while: DATABASE",
          "refused for a while: PERMISSION",
          "refused for a while: PROXY",
          "space not listed: FORBIDDEN",
          "space not listed: HEROKU_FAILED",
          "space not listed: RATE_LIMITED",
          "space's list leaves out an app",
          "time limit");

  private static Figures play(long seed) {
    return play(seed, Hints.NONE);
  }

  private static Figures play(long seed, Hints hints) {
    try {
      return new Simulation(seed, Sabotage.NONE, hints).play();
    } catch (Broken broken) {
      throw new Broken(
          "seed %d (-Dsimulation.seed=%d plays it alone): %s"
              .formatted(seed, seed, broken.getMessage()));
    }
  }

  @Test
  void withoutALeaseItIsCaught() {
    assertCaught(new Sabotage(channel -> channel, Sabotages::leaseless), "told twice");
  }

  @Test
  void withoutALookItIsCaught() {
    assertCaught(new Sabotage(Sabotages::blindfolded, store -> store), "told twice");
  }

  @Test
  void withoutAConditionOnWritesItIsCaught() {
    assertCaught(
        new Sabotage(channel -> channel, Sabotages.Unconditional::new), "(told twice|lost)");
  }

  @Test
  void takingARefusalForADeletionIsCaught() {
    assertCaught(
        new Sabotage(Sabotages.Credulous::new, store -> store), "the first post still shows");
  }

  @Test
  void postingBeforeSavingIsCaught() {
    assertCaught(late(LateSaver.IN_HAND), "told twice");
  }

  @Test
  void goingToAnotherChannelBeforeThatIsSavedIsCaught() {
    assertCaught(late(LateSaver.MOVED), "told twice");
  }

  private static Sabotage late(Predicate<Notification> which) {
    return new Sabotage(channel -> channel, store -> new LateSaver(store, which));
  }

  @Test
  void markingAsToldBeforePostingIsCaught() {
    assertCaught(new Sabotage(channel -> channel, Sabotages.Hasty::new), "lost");
  }

  private static void assertCaught(Sabotage sabotage, String how) {
    assertThatThrownBy(
            () ->
                LongStream.range(0, 2_000)
                    .map(Seeds::seed)
                    .forEach(seed -> new Simulation(seed, sabotage).play()))
        .isInstanceOf(Broken.class)
        .hasMessageFindingMatch("^" + how);
  }
}
