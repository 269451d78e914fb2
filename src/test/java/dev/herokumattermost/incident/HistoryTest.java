package dev.herokumattermost.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random histories of an app on the model of Heroku, watched at random moments. {@code
 * -Dhistories=100000} plays more of them, {@code -Dhistory.seed=42} one alone, with its timeline.
 */
class HistoryTest {
  private static final int HISTORIES = Integer.getInteger("histories", 3000);

  @Test
  void whatPeopleAndHerokuDoDailyIsNeverTold() {
    seeds()
        .forEach(
            seed ->
                History.harmless(seed)
                    .mustHold(
                        history -> {
                          var played = new Played(history, Rules.DEFAULT);
                          show(played);
                          assertThat(played.told()).as("told%n%s", played).isEmpty();
                        }));
  }

  /** While it plays, it holds every look to it that each crash it can know of is counted once. */
  @Test
  void crashesAreToldAndWhatBeganEndsAndIsToldInPairs() {
    var openings = new AtomicLong();
    seeds()
        .forEach(
            seed -> History.of(seed).mustHold(history -> openings.addAndGet(inPairs(history))));
    if (Long.getLong("history.seed") == null) {
      assertThat(openings.get()).as("incidents in all histories").isGreaterThan(HISTORIES);
    }
  }

  private static long inPairs(History history) {
    var played = new Played(history, Rules.DEFAULT).healed();
    show(played);
    assertThat(played.stored().state().incidents().stream().filter(Incident::isOpen))
        .as("open at the end%n%s", played)
        .isEmpty();
    assertThat(played.openings()).as("told in pairs%n%s", played).isEqualTo(played.endings());
    assertThat(played.stored().state().crashes()).as("%s", played).hasSizeLessThan(60);
    return played.openings();
  }

  @Test
  void whatGoesWrongIsShownByTheFewestSteps() {
    Rule deaf = Rule.DEFAULT.withIgnore(true);
    Rules rules = Rules.of(List.of(), Set.of(), deaf);
    Consumer<History> play = history -> new Played(history, rules);

    assertThat(History.of(8).shrunk(play).steps()).hasSize(1);
    assertThatThrownBy(() -> History.of(8).mustHold(play))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dhistory.seed=8")
        .hasMessageContaining("shrunk to 1 steps");
  }

  private static LongStream seeds() {
    Long seed = Long.getLong("history.seed");
    return seed == null
        ? LongStream.range(0, HISTORIES).map(Seeds::seed).parallel()
        : LongStream.of(seed);
  }

  private static void show(Played played) {
    if (Long.getLong("history.seed") != null) {
      System.out.println(played);
    }
  }
}
