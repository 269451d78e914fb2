package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.starting;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.time;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When crashes are a loop, and when they are not. */
class CrashLoopTest {
  private static final ProcessType WEB = new ProcessType("web");

  @Test
  void thirdCrashIsTheLoopAndItIsToldOnce() {
    Timeline timeline =
        twoCrashes()
            .at("02:06")
            .sees(crashed("web.1").since("02:05"))
            .tells("web loops: web.1, 3 crashes");

    assertThat(timeline.only(CrashLooping.class).since()).isEqualTo(time("02:01"));
    timeline
        .at("02:08")
        .sees(crashed("web.1").since("02:07"))
        .silence()
        .at("02:10")
        .sees(crashed("web.1").since("02:09"))
        .silence();
    assertThat(timeline.app().state().openIncident(WEB).orElseThrow().crashes()).isEqualTo(5);
    assertThat(timeline.app().state().crashes()).hasSize(3);
  }

  @Test
  void crashesFartherApartAreNoLoop() {
    twoCrashes().at("02:36").sees(crashed("web.1").since("02:35")).silence();
  }

  @Test
  void crashesSeenOnlyInTheLogCount() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:06")
        .log(
            "02:01:00 web.1: State changed from up to crashed",
            "02:03:00 web.1: State changed from starting to crashed",
            "02:05:30 web.1: State changed from starting to crashed")
        .sees(crashed("web.1").since("02:05:30"))
        .tells("web fails: web.1 crashed, in a loop");
  }

  @Test
  void crashInTheLogAndInTheStateIsOneCrash() {
    Timeline timeline =
        watching("api")
            .at("02:00")
            .sees(up("web.1"))
            .at("02:02")
            .log("02:01:01 web.1: State changed from up to crashed")
            .sees(crashed("web.1").since("02:01"))
            .tells("web fails: web.1 crashed");

    assertThat(timeline.app().state().crashes()).hasSize(1);
  }

  /** The log is read after the dynos, and may be a crash ahead of them. */
  @Test
  void crashThatTheLogHasBeforeTheDynosAreSeenCrashedIsOneCrash() {
    Timeline timeline =
        crashAheadInTheLog().sees(crashed("web.1").born("02:01:55").since("02:02:01")).silence();

    assertThat(timeline.app().state().openIncident(WEB).orElseThrow().crashes()).isEqualTo(2);
    assertThat(timeline.app().state().crashes()).hasSize(2);
  }

  @Test
  void restartAfterSuchACrashIsNoneItself() {
    Timeline timeline = crashAheadInTheLog().sees(up("web.1").born("02:02:02")).silence();

    assertThat(timeline.app().state().openIncident(WEB).orElseThrow().crashes()).isEqualTo(2);
    assertThat(timeline.app().state().crashes()).hasSize(2);
  }

  /** Two crashes, of which the list of dynos has shown one. */
  private static Timeline crashAheadInTheLog() {
    String[] log = {
      "02:01:50 web.1: State changed from up to crashed",
      "02:02:01 web.1: State changed from up to crashed"
    };
    return watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .log(log)
        .sees(up("web.1").born("02:01:55"))
        .tells("web fails: web.1 crashed")
        .at("02:02:30")
        .log(log);
  }

  @Test
  void loopWithRecoveriesBetweenIsToldInTheThread() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"))
        .tells("web fails: web.1 crashed")
        .at("02:06")
        .sees(up("web.1").born("02:04"))
        .tells("web recovered: web.1")
        .at("02:12")
        .sees(crashed("web.1").since("02:11"))
        .tells("web fails again: web.1 crashed")
        .at("02:16")
        .sees(up("web.1").born("02:14"))
        .tells("web recovered: web.1")
        .at("02:22")
        .sees(crashed("web.1").since("02:21"))
        .tells("web fails again: web.1 crashed, in a loop");
  }

  @Test
  void afterALoopSteadyMeansFiveMinutes() {
    twoCrashes()
        .at("02:06")
        .sees(crashed("web.1").since("02:05"))
        .tells("web loops: web.1, 3 crashes")
        .at("02:08")
        .sees(up("web.1").born("02:06:30"))
        .silence()
        .at("02:11:29")
        .sees(up("web.1").born("02:06:30"))
        .silence()
        .at("02:11:30")
        .sees(up("web.1").born("02:06:30"))
        .tells("web recovered: web.1");
  }

  @Test
  void twentyDynosThatCrashOnceAreOneIncidentAndNoLoop() {
    Timeline timeline =
        watching("api")
            .at("02:00")
            .sees(twenty(Seen::up))
            .at("02:02")
            .sees(twenty(name -> crashed(name).since("02:01")));

    assertThat(timeline.only(Opened.class).report())
        .satisfies(
            failed -> {
              assertThat(failed.failing()).isEqualTo(20);
              assertThat(failed.has(Circumstance.CRASH_LOOP)).isFalse();
            });
  }

  private static Seen[] twenty(Function<String, Seen> dyno) {
    return IntStream.rangeClosed(1, 20).mapToObj(i -> dyno.apply("web." + i)).toArray(Seen[]::new);
  }

  private static Timeline twoCrashes() {
    return watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"))
        .tells("web fails: web.1 crashed")
        .at("02:03")
        .sees(starting("web.1").since("02:02:50"))
        .silence()
        .at("02:04")
        .sees(crashed("web.1").since("02:03"))
        .silence();
  }
}
