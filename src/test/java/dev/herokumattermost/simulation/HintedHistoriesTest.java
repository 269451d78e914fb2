package dev.herokumattermost.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.simulation.HintedHistory.Figures;
import dev.herokumattermost.simulation.HintedHistory.Sabotage;
import dev.herokumattermost.simulation.RecordedHeroku.Pace;
import dev.herokumattermost.simulation.Sabotages.LateSaver;
import dev.herokumattermost.simulation.World.Broken;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * That webhooks change how early an alert comes, and nothing else. One history of Heroku is watched
 * twice: by rounds alone, and by the same rounds with webhooks besides, which are lost, doubled,
 * late, replayed and forged. They go the whole way: the door, a queue, the decision and the pass.
 * {@link SameIncidents} says what both watches must have found.
 *
 * <p>{@code -Dhinted.histories=5000} plays more of each kind, {@code -Dhinted.seed=42} one alone,
 * with its story.
 */
class HintedHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("hinted.histories", 300);

  /** What has to happen in a run, or it shows nothing about it. */
  private static final List<String> PATHS =
      List.of(
          "another hint was first",
          "doubled",
          "forged",
          "hinted app not read",
          "late by hours",
          "late by minutes",
          "late in the queue",
          "left for later",
          "looked",
          "looked later",
          "lost",
          "met a round",
          "met another hint",
          "no call: FEW_CALLS_LEFT",
          "no call: NO_MATTER",
          "no call: NOT_WATCHED",
          "no call: READ_SINCE",
          "not queued",
          "overtaken",
          "recovery told by a later look",
          "refused at the door",
          "replayed",
          "replayed to another account",
          "taken twice",
          "told by a hint");

  @Test
  void whatLastsIsToldTheSameButEarlier() {
    play(Pace.LASTING);
  }

  @Test
  void whateverHappensNothingIsMissedOrMadeUp() {
    play(Pace.ANY);
  }

  private static void play(Pace pace) {
    Long seed = Long.getLong("hinted.seed");
    if (seed != null) {
      RecordedHeroku recorded = HintedHistory.record(seed, pace);
      var hinted = HintedHistory.hinted(seed, recorded, Sabotage.NONE);
      Figures told = hinted.play();
      var polled = HintedHistory.polled(seed, recorded, told.rounds());
      Figures found = polled.play();
      System.out.println(String.join("\n", recorded.story(), polled.story(), hinted.story()));
      SameIncidents.check(pace, recorded, found, told);
      return;
    }
    List<Figures> figures =
        LongStream.range(0, HISTORIES)
            .map(Seeds::seed)
            .parallel()
            .mapToObj(number -> play(number, pace, Sabotage.NONE))
            .toList();
    var paths = Paths.of(figures.stream().map(Figures::paths), HISTORIES);
    System.out.printf(
        "%s: %,d histories, %,d rounds, %,d passes that hints asked for, %,d kills,"
            + " %,d incidents, %,d posts%n%s%n",
        pace,
        figures.size(),
        figures.stream().mapToLong(one -> one.rounds().size()).sum(),
        figures.stream().mapToLong(Figures::looks).sum(),
        figures.stream().mapToLong(Figures::kills).sum(),
        figures.stream().mapToLong(one -> one.stories().size()).sum(),
        figures.stream().mapToLong(Figures::posts).sum(),
        paths.times());
    paths.haveAll(PATHS);
    assertThat(figures.stream().mapToLong(Figures::looks).sum()).isGreaterThan(HISTORIES);
    assertThat(figures.stream().mapToLong(one -> one.stories().size()).sum())
        .isGreaterThan(HISTORIES);
    assertThat(figures.stream().mapToLong(Figures::kills).sum()).isGreaterThan(HISTORIES / 10);
  }

  /** Watches one history twice, and compares. */
  private static Figures play(long seed, Pace pace, Sabotage sabotage) {
    RecordedHeroku recorded = HintedHistory.record(seed, pace);
    try {
      Figures hinted = HintedHistory.hinted(seed, recorded, sabotage).play();
      Figures polled = HintedHistory.polled(seed, recorded, hinted.rounds()).play();
      SameIncidents.check(pace, recorded, polled, hinted);
      return hinted;
    } catch (Broken broken) {
      throw new Broken(
          "%s, seed %d (-Dhinted.seed=%d plays it alone): %s"
              .formatted(pace, seed, seed, broken.getMessage()));
    }
  }

  @Test
  void aDoorThatTakesWhatIsNotSignedIsCaught() {
    assertCaught(Sabotage.NONE.door(HintSabotages::open), "let in though forged");
  }

  @Test
  void believingTheWebhookInsteadOfTheApiIsCaught() {
    assertCaught(
        Sabotage.NONE.heroku(HintSabotages::believing),
        "(other incidents|it did not happen|said otherwise|only \\d+ crashes)");
  }

  @Test
  void forgettingWhenTheAppWasLookedAtIsCaught() {
    assertCaught(
        Sabotage.NONE.hints(HintSabotages::forgettingLooks, rounds -> rounds),
        "(passes at .* not five seconds apart|a pass at)");
  }

  @Test
  void forgettingTheLastRoundIsCaught() {
    assertCaught(
        Sabotage.NONE.hints(hints -> hints, HintSabotages::forgettingRounds),
        "(a round at|few calls are left)");
  }

  @Test
  void decidingWithoutAConditionIsCaught() {
    assertCaught(
        Sabotage.NONE.hints(HintSabotages::unconditional, rounds -> rounds),
        "(passes at .* not five seconds apart|a pass at)");
  }

  @Test
  void hintedPassThatPostsBeforeItSavesIsCaught() {
    assertCaught(
        Sabotage.NONE.store(store -> new LateSaver(store, LateSaver.IN_HAND)), "(told twice|lost)");
  }

  @Test
  void hintedPassThatWritesOverOthersIsCaught() {
    assertCaught(Sabotage.NONE.store(Sabotages.Unconditional::new), "(told twice|lost|said|other)");
  }

  private static void assertCaught(Sabotage sabotage, String how) {
    assertThatThrownBy(
            () ->
                LongStream.range(0, 1_000)
                    .map(Seeds::seed)
                    .forEach(seed -> play(seed, Pace.LASTING, sabotage)))
        .isInstanceOf(Broken.class)
        .hasMessageFindingMatch("^LASTING, seed \\d+ \\(\\S+ plays it alone\\): " + how);
  }
}
