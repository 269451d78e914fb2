package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.local.ManualClock;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.rules.ReadingPlan;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One app among many that is looked at every 2, 8 or 20 minutes, because there are not calls enough
 * for more: however far the looks are apart, what is posted is true, and said once.
 */
class LooksApartTest {
  private static final Duration PERIOD = Duration.ofMinutes(2);
  private static final int OTHERS = 39;

  /** Calls an hour with which each of forty apps is looked at every so many minutes. */
  private static final Map<Integer, Integer> CALLS = Map.of(2, 1_560, 8, 540, 20, 240);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T02:00:00Z"));
  private final HerokuModel model = new HerokuModel(clock, 42);
  private final SimulatedApp shop =
      model.createApp("shop").bootsIn(Duration.ofSeconds(5)).scale("web", 2);
  private final Set<AppName> apps = new TreeSet<>(Set.of(new AppName("shop")));
  private final MemoryStore store = new MemoryStore();
  private final RecordingChannel channel = new RecordingChannel();
  private CallBudget budget = CallBudget.UNLIMITED;
  private @Nullable Cause everyAppFails;
  private @Nullable AppName blind;
  private int pending;

  LooksApartTest() {
    IntStream.range(0, OTHERS)
        .mapToObj(number -> model.createApp("app-" + number).scale("web", 1).name())
        .map(AppName::new)
        .forEach(apps::add);
  }

  /** The apps have run for a while, and all were looked at. */
  private void looksEvery(int minutes) throws InterruptedException {
    budget = new CallBudget(CALLS.get(minutes), PERIOD);
    clock.advance(Duration.ofHours(3));
    Report report = passesFor(Duration.ofMinutes(2L * minutes));
    assertThat(report.coverage().lookEvery()).isEqualTo(Duration.ofMinutes(minutes));
    assertThat(store.apps).hasSize(apps.size());
    clock.advance(Duration.ofSeconds(30));
  }

  private Report passesFor(Duration time) throws InterruptedException {
    Instant end = clock.instant().plus(time);
    Report last = null;
    while (clock.instant().isBefore(end)) {
      clock.advance(PERIOD);
      last = pass();
      assertThat(last.calls())
          .as("the budget is kept, but for the evidence of an alert")
          .isLessThanOrEqualTo(budget.perPass() + 4);
    }
    return last;
  }

  private Report pass() throws InterruptedException {
    var heroku = new ModelHeroku(model, Map.of());
    if (everyAppFails != null) {
      apps.forEach(app -> heroku.causes.put(app, everyAppFails));
    }
    if (blind != null) {
      heroku.causes.put(blind, Cause.NOT_FOUND);
    }
    return new Round(
            heroku,
            channel,
            store,
            apps,
            Presentation.DEFAULT,
            new ReadingOptions(1, budget, Map.of(), Optional.of(clock.instant())),
            clock,
            () -> "pending" + ++pending,
            UnaryOperator.identity())
        .run(apps, clock.instant().plusSeconds(50));
  }

  private List<String> headlines() {
    return channel.posts.stream()
        .map(post -> post.post().text().lines().findFirst().orElse(""))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void quietAppsAreNotTalkedAboutAndNothingIsWritten(int minutes) throws Exception {
    looksEvery(minutes);
    int writes = store.writes();

    passesFor(Duration.ofHours(1));

    assertThat(headlines()).isEmpty();
    assertThat(store.writes()).isEqualTo(writes);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void crashIsToldAtTheNextLookAndItsEndSoonAfterIt(int minutes) throws Exception {
    looksEvery(minutes);
    shop.crashStaying("web.1", 1);

    passesFor(Duration.ofMinutes(minutes));
    assertThat(headlines()).containsExactly("🔴 **`shop` `web`: 1 of 2 dynos crashed** — exit 1");
    shop.fix("web.1");
    passesFor(Duration.ofMinutes(6));
    passesFor(Duration.ofHours(1));

    assertThat(headlines())
        .hasSize(2)
        .last()
        .isEqualTo(
            "✅ **`shop` `web`: recovered after "
                + minutes
                + " min** — 1 crash; after a restart by Heroku");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void crashBetweenTwoLooksIsToldByTheLog(int minutes) throws Exception {
    looksEvery(minutes);
    shop.crash("web.1", 137);

    passesFor(Duration.ofHours(1));

    assertThat(headlines())
        .containsExactlyElementsOf(
            minutes == 20
                ? List.of("✅ **`shop` `web`: crashed and recovered in 5 s** — exit 137, killed")
                : List.of(
                    "⚠️ **`shop` `web`: `web.1` crashed, is up again** — exit 137, killed",
                    "✅ **`shop` `web`: recovered after 5 s** — 1 crash; after a restart by"
                        + " Heroku"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void crashLoopIsOneIncidentUntilItIsOver(int minutes) throws Exception {
    looksEvery(minutes);
    shop.breakDown("web.1", 1);

    passesFor(Duration.ofMinutes(90));
    assertThat(headlines())
        .noneMatch(headline -> headline.startsWith("✅"))
        .filteredOn(headline -> headline.contains("in a crash loop"))
        .singleElement()
        .asString()
        .contains("3 crashes in 10 min");
    shop.fix("web.1");
    passesFor(Duration.ofHours(1));

    assertThat(headlines())
        .filteredOn(headline -> headline.startsWith("✅"))
        .containsExactly(
            "✅ **`shop` `web`: recovered after 1 h 30 min** — 5 crashes; after a restart by"
                + " Heroku");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void whatIsNoFailureStaysNone(int minutes) throws Exception {
    looksEvery(minutes);
    for (Runnable event :
        List.<Runnable>of(
            () -> shop.cycle("web.1"),
            shop::restart,
            () -> shop.restart("web.2"),
            () -> shop.deploy("4f2d2e92", "ada@example.com"),
            () -> shop.scale("web", 4),
            () -> shop.scale("web", 1),
            () -> shop.resize("web", "standard-2x"))) {
      event.run();
      passesFor(Duration.ofMinutes(25));
    }
    assertThat(headlines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void appThatWasJustDeployedIsLookedAtInEveryPass(int minutes) throws Exception {
    looksEvery(minutes);
    untilItsTurn();
    shop.deploy("4f2d2e92", "ada@example.com");
    passesFor(PERIOD);
    shop.crashStaying("web.1", 1);

    passesFor(PERIOD);

    assertThat(headlines())
        .containsExactly(
            "🔴 **`shop` `web`: 1 of 2 dynos crashed** — exit 1, 2 min after release v2");
  }

  /** The next pass looks at the app. */
  private void untilItsTurn() throws InterruptedException {
    var plan = ReadingPlan.of(apps, 0, budget, clock.instant().plus(PERIOD)).apps(_ -> false);
    if (!plan.contains(new AppName("shop"))) {
      passesFor(PERIOD);
      untilItsTurn();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void crashSoonAfterARecoveryBelongsToTheSameIncidentThoughItIsSeenLate(int minutes)
      throws Exception {
    looksEvery(minutes);
    shop.crashStaying("web.1", 1);
    passesFor(Duration.ofMinutes(minutes));
    shop.fix("web.1");
    passesFor(Duration.ofMinutes(6));
    clock.advance(Duration.ofMinutes(8));
    shop.crashStaying("web.1", 1);
    clock.advance(Duration.ofMinutes(minutes));
    passesFor(Duration.ofMinutes(minutes));

    assertThat(headlines())
        .hasSize(3)
        .last()
        .isEqualTo("🔴 **`shop` `web`: failing again, 13 min after recovery** — exit 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 20})
  void thatNoAppCanBeReadIsSaidWhenAllWereTried(int minutes) throws Exception {
    looksEvery(minutes);
    everyAppFails = Cause.HEROKU_FAILED;

    passesFor(Duration.ofMinutes(minutes == 8 ? 6 : 8));
    assertThat(headlines())
        .singleElement()
        .asString()
        .matches("⚠️ .* more not monitored since \\d\\d:\\d\\d UTC.*Heroku's API fails");
    passesFor(Duration.ofMinutes(minutes));
    assertThat(headlines()).hasSize(2).last().asString().startsWith("🔴 **No apps monitored since");
    everyAppFails = null;
    passesFor(Duration.ofMinutes(minutes));

    assertThat(headlines()).hasSize(3).last().asString().startsWith("✅ **Apps monitored again");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void refusedTokenIsSaidAfterThreePasses(int minutes) throws Exception {
    looksEvery(minutes);
    everyAppFails = Cause.UNAUTHORIZED;

    passesFor(Duration.ofMinutes(6));

    assertThat(headlines()).singleElement().asString().startsWith("🔴 **No apps monitored since");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 20})
  void appThatCannotBeReadIsSaidOnceAfterThreeLooks(int minutes) throws Exception {
    looksEvery(minutes);
    blind = new AppName("shop");

    passesFor(Duration.ofMinutes(minutes + 4));
    assertThat(headlines()).singleElement().asString().startsWith("⚠️ **`shop` not monitored");
    passesFor(Duration.ofHours(1));

    assertThat(headlines()).hasSize(1);
  }
}
