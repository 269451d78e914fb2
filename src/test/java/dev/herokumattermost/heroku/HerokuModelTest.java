package dev.herokumattermost.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.Generation;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model behaves as Heroku was seen to behave. */
class HerokuModelTest {
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final HerokuModel model = new HerokuModel(() -> now);
  private final SimulatedApp shop = model.createApp("shop").scale("web", 2);

  @Test
  void aDynoComesUpAfterItsBootTime() {
    assertThat(states()).containsExactly("starting", "starting");

    pass(Duration.ofSeconds(5));

    assertThat(states()).containsExactly("up", "up");
    assertThat(shop.row("web.1").updatedAt()).isEqualTo(now);
  }

  @Test
  void theFirstCrashIsRestartedAtOnceAndTheSecondIsNot() {
    pass(Duration.ofMinutes(1));
    DynoRow before = shop.row("web.1");

    shop.crash("web.1", 1);
    assertThat(states()).containsExactly("starting", "up");
    assertThat(shop.row("web.1").id()).isNotEqualTo(before.id());

    pass(Duration.ofMinutes(1));
    shop.crash("web.1", 1);
    assertThat(states()).containsExactly("crashed", "up");
  }

  @Test
  void aCrashLoopPassesThroughUpAndWaitsLongerEachTime() {
    pass(Duration.ofMinutes(1));
    shop.breakDown("web.1", 1);
    pass(Duration.ofSeconds(6));
    assertThat(states()).containsExactly("crashed", "up");

    pass(Duration.ofMinutes(10));
    assertThat(states()).containsExactly("starting", "up");
    pass(Duration.ofSeconds(5));
    assertThat(states()).containsExactly("up", "up");
    pass(Duration.ofMinutes(11));
    assertThat(states()).containsExactly("crashed", "up");

    shop.fix("web.1");
    pass(Duration.ofHours(1));
    assertThat(states()).containsExactly("up", "up");
  }

  @Test
  void aCrashRestartMayKeepTheId() {
    pass(Duration.ofMinutes(1));
    DynoRow before = shop.row("web.1");

    shop.crashRestartsKeepId(true).crash("web.1", 1);

    assertThat(shop.row("web.1").id()).isEqualTo(before.id());
    assertThat(shop.row("web.1").updatedAt()).isAfter(before.updatedAt());
  }

  @Test
  void aDeployReplacesEveryDynoAndForgetsItsCrashes() {
    pass(Duration.ofMinutes(1));
    List<String> before = shop.dynos().stream().map(DynoRow::id).toList();
    shop.crash("web.1", 1);

    shop.deploy("4f2d2e92", "dev@example.com");
    pass(Duration.ofMinutes(1));
    shop.crash("web.1", 1);

    assertThat(shop.dynos()).extracting(row -> row.release().version()).containsOnly(2);
    assertThat(shop.dynos()).extracting(DynoRow::id).doesNotContainAnyElementsOf(before);
    assertThat(states()).containsExactly("starting", "up");
  }

  @Test
  void scalingAndResizingMakeNoRelease() {
    shop.scale("web", 3).resize("web", "Standard-2X").scale("web", 1);

    assertThat(shop.dynos()).extracting(DynoRow::size).containsExactly("Standard-2X");
    assertThat(shop.releases()).hasSize(1);
    assertThat(log("", "")).anyMatch(l -> l.contains("app[api]: Scaled to web@1:Standard-2X by"));
  }

  @Test
  void aOneOffDynoVanishesWhenItIsDone() {
    String run = shop.oneOff("run", "rake report");
    assertThat(shop.row(run).type()).isEqualTo("run");

    shop.finish(run, 0);

    assertThat(shop.dynos()).extracting(DynoRow::type).containsOnly("web");
  }

  @Test
  void everyInstanceOnFirHasANameOfItsOwn() {
    SimulatedApp pines = model.createApp("pines", Generation.FIR).scale("web", 1);
    String before = pines.dynos().getFirst().name();

    pines.restart();

    assertThat(pines.dynos().getFirst().name())
        .isNotEqualTo(before)
        .matches("web-[0-9a-f]{10}-[0-9a-f]{5}");
  }

  @Test
  void theDailyRestartAndACrashDifferInTheLog() {
    pass(Duration.ofMinutes(1));
    shop.cycle("web.1");
    shop.bootTimeout("web.2");

    assertThat(log("web.1", "heroku"))
        .extracting(line -> line.substring(line.indexOf(": ") + 2))
        .containsSubsequence(
            "Cycling",
            "State changed from up to starting",
            "Stopping all processes with SIGTERM",
            "Process exited with status 143");
    assertThat(log("web.2", "heroku"))
        .extracting(line -> line.substring(line.indexOf(": ") + 2))
        .containsSubsequence(
            "Error R10 (Boot timeout) -> Web process failed to bind to $PORT within 60 seconds of"
                + " launch",
            "Process exited with status 137",
            "State changed from starting to crashed",
            "State changed from crashed to starting");
  }

  @Test
  void theLogIsSortedByItsTimes() {
    pass(Duration.ofMinutes(1));
    shop.memoryVastlyExceeded("web.1");
    shop.setConfig("FOO", "dev@example.com");
    shop.rollback(1, "dev@example.com");

    assertThat(log("", "")).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anIdleDynoWakes() {
    shop.idle("web.1");
    assertThat(shop.row("web.1").state()).isEqualTo("idle");

    shop.unidle("web.1");
    pass(Duration.ofMinutes(1));
    assertThat(shop.row("web.1").state()).isEqualTo("up");
  }

  @Test
  void theSameSeedGivesTheSameIds() {
    assertThat(new HerokuModel(() -> now, 7).createApp("a").id())
        .isEqualTo(new HerokuModel(() -> now, 7).createApp("a").id())
        .isNotEqualTo(new HerokuModel(() -> now, 8).createApp("a").id());
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private List<String> states() {
    return shop.dynos().stream().map(DynoRow::state).toList();
  }

  private List<String> log(String dyno, String source) {
    return shop.log(1500, dyno, source);
  }
}
