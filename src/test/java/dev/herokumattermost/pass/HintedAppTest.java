package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.HintedExit;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.HintDecision.PassAt;
import dev.herokumattermost.pass.HintDecision.PassNow;
import dev.herokumattermost.pass.HintedApp.Outcome;
import dev.herokumattermost.pass.ScriptedPorts.Apps;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.pass.Work.LaterPass;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of a hint at an app, whatever keeps its state, its hints and its later passes. */
class HintedAppTest {
  private static final AppName API = new AppName("api");

  private final TestClock clock = new TestClock();
  private final Instant crash = clock.instant().minusMillis(300);
  private final Apps apps = new Apps(clock);
  private final MemoryStore store = new MemoryStore();
  private final Hints hints = new Hints();
  private final List<StoredApp> passes = new ArrayList<>();
  private final List<List<HintedExit>> exits = new ArrayList<>();
  private final List<Work> left = new ArrayList<>();
  private final List<Duration> delays = new ArrayList<>();

  /** Keeps the hints at one app; another invocation may come first. */
  private static final class Hints implements HintStore {
    AppHints kept = AppHints.none(API);
    AppHints savedFirst = AppHints.none(API);

    @Override
    public AppHints load(AppName app) {
      return kept;
    }

    @Override
    public boolean save(AppHints next) {
      if (savedFirst.revision() > kept.revision()) {
        kept = savedFirst;
        return false;
      }
      kept = next.withRevision(next.revision() + 1);
      return true;
    }
  }

  private Outcome take(String state, Integer exit) throws Exception {
    return take(state, exit, crash);
  }

  private Outcome take(String state, Integer exit, Instant at) throws Exception {
    return app()
        .take(new Hint("default", API, new DynoId("d"), new DynoState(state), exit, "1", at));
  }

  private HintedApp<RuntimeException> app() {
    return new HintedApp<>(
        "default",
        API,
        hints,
        store,
        new LastRounds() {
          @Override
          public Map<String, LastRound> load() {
            return Map.of();
          }

          @Override
          public void keep(LastRound round) {
            throw new AssertionError("a hint is no round");
          }
        },
        Rules.DEFAULT,
        (work, delay) -> {
          left.addAll(work);
          delays.add(delay);
        },
        clock,
        (known, told) -> {
          passes.add(known);
          exits.add(told);
          return new HintedPass(
                  apps,
                  HerokuStatus.OFF,
                  new RecordingChannel(),
                  store,
                  Presentation.DEFAULT,
                  clock,
                  () -> "pending",
                  UnaryOperator.identity())
              .run(known, told, clock.instant().plusSeconds(47));
        });
  }

  @Test
  void passGetsTheAppAsItWasLoadedToDecide() throws Exception {
    store.apps.put(API, StoredApp.unknown(API).withRevision(7));

    Outcome outcome = take("crashed", 137);

    assertThat(outcome.decision()).isEqualTo(new PassNow());
    assertThat(passes).containsExactly(StoredApp.unknown(API).withRevision(7));
    assertThat(exits)
        .containsExactly(List.of(new HintedExit(new DynoId("d"), DynoState.CRASHED, 137)));
  }

  @Test
  void whoeverIsSecondLeavesThePassForLater() throws Exception {
    Instant firstLook = clock.instant().minusMillis(400);
    hints.savedFirst = AppHints.none(API).withRevision(1).withLookedAt(firstLook);

    Outcome outcome = take("crashed", null);

    assertThat(outcome.decision()).isEqualTo(new PassAt(firstLook.plusSeconds(5)));
    assertThat(passes).isEmpty();
    assertThat(left).containsExactly(new LaterPass("default", API, firstLook.plusSeconds(5)));
    assertThat(delays.getFirst().toSeconds())
        .as("in whole seconds, and not too early")
        .isEqualTo(5);
  }

  @Test
  void laterPassRunsOnceThoughItIsTakenTwice() throws Exception {
    var later = new LaterPass("default", API, clock.instant());

    assertThat(app().take(later).decision()).isEqualTo(new PassNow());
    assertThat(app().take(later).decision())
        .isEqualTo(new HintDecision.Nothing(HintDecision.Reason.READ_SINCE));
    assertThat(passes).hasSize(1);
  }

  @Test
  void whatIsWaitedForLongerThanTheQueueCanIsLeftAgain() throws Exception {
    var later = new LaterPass("default", API, clock.instant().plus(Duration.ofHours(2)));

    app().take(later);

    assertThat(left).containsExactly(later);
    assertThat(delays).containsExactly(Duration.ofMinutes(15));
  }

  @Test
  void restartThatTheLogMayYetExplainIsLookedAtOnceMoreAndThenTold() throws Exception {
    apps.set("api", DynoState.UP);
    app().take(new LaterPass("default", API, clock.instant()));
    clock.advance(Duration.ofMinutes(1));
    apps.restarted("api");
    StoredApp before = store.apps.get(API);

    Outcome outcome = take("crashed", 1, clock.instant());

    assertThat(outcome.report().orElseThrow().deferred()).containsExactly(API);
    assertThat(store.apps).containsEntry(API, before);
    var later = new LaterPass("default", API, clock.instant().plusSeconds(10));
    assertThat(left).containsExactly(later);
    clock.advance(Duration.ofSeconds(10));
    assertThat(app().take(later).report().orElseThrow().posted()).hasSize(1);
    assertThat(left).as("once").containsExactly(later);
  }

  /** The log has no crash of the worker yet, and of the crash of another dyno nobody may wait. */
  @Test
  void restartBesideACrashIsLeftForLaterAndTheCrashIsTold() throws Exception {
    apps.set("api", DynoState.UP);
    apps.worker("api", 1);
    app().take(new LaterPass("default", API, clock.instant()));
    clock.advance(Duration.ofMinutes(1));
    apps.set("api", DynoState.CRASHED);
    apps.worker("api", 2);

    Outcome outcome = take("crashed", 1, clock.instant());

    assertThat(outcome.report().orElseThrow().posted())
        .singleElement()
        .satisfies(post -> assertThat(post.toString()).contains("web").doesNotContain("worker"));
    assertThat(left).hasSize(1);
    clock.advance(Duration.ofSeconds(10));
    assertThat(app().take((LaterPass) left.getFirst()).report().orElseThrow().posted())
        .singleElement()
        .satisfies(post -> assertThat(post.toString()).contains("worker"));
    assertThat(left).as("once").hasSize(1);
  }
}
