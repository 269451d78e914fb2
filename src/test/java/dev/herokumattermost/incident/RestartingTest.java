package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.starting;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.time;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Crash;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened between two looks, when a dyno is up at both but not the same. */
class RestartingTest {
  private static final String CRASH = "02:01:30 web.1: State changed from up to crashed";

  static Stream<Named<Seen>> everyShapeOfARestart() {
    return Stream.of(
        Named.of("only another id", up("web.1").id("another")),
        Named.of("only created anew", up("web.1").created("02:01:40")),
        Named.of("only changed anew", up("web.1").since("02:01:40")),
        Named.of("all of it", up("web.1").born("02:01:40")),
        Named.of("up, now starting", starting("web.1").since("02:01:40")));
  }

  @ParameterizedTest
  @MethodSource("everyShapeOfARestart")
  void crashInTheLogIsTold(Seen after) {
    baseline()
        .log(CRASH)
        .sees(after, up("web.2"))
        .diagnoses("web: restarted → web.1 failed, crashed");
  }

  @Test
  void unexplainedRestartIsToldWithWhatStoodBeforeIt() {
    Stream.of(
            up("web.1").since("02:01:40"),
            up("web.1").born("02:01:40"),
            starting("web.1").since("02:01:40"))
        .forEach(
            after ->
                assertThat(
                        baseline()
                            .log(
                                "02:01:29 web.1: last words",
                                "02:01:30 web.1: State changed from up to starting",
                                "02:01:34 web.1: Starting process with command `bin/web`",
                                "02:01:36 web.1: booting")
                            .sees(after, up("web.2"))
                            .only(Opened.class)
                            .report()
                            .dynos()
                            .getFirst()
                            .logLines())
                    .extracting(LogLine::text)
                    .containsExactly("last words"));
  }

  @ParameterizedTest
  @MethodSource("everyShapeOfARestart")
  void cyclingInTheLogIsSilent(Seen after) {
    baseline()
        .log(
            "02:01:30 web.1: Cycling",
            "02:01:30 web.1: State changed from up to starting",
            "02:01:31 web.1: Process exited with status 143")
        .sees(after, up("web.2"))
        .diagnoses("web: restarted → harmless, cycled")
        .silence();
  }

  @ParameterizedTest
  @MethodSource("everyShapeOfARestart")
  void restartByHandInTheLogIsSilent(Seen after) {
    baseline()
        .log("02:01:30 web.1: Restarting")
        .sees(after, up("web.2"))
        .diagnoses("web: restarted → harmless, restarted manually")
        .silence();
  }

  @ParameterizedTest
  @MethodSource("everyShapeOfARestart")
  void withoutEvidenceTheCauseIsUnknownAndItIsAWarning(Seen after) {
    baseline()
        .sees(after, up("web.2"))
        .diagnoses("web: restarted → web.1 failed, restarting")
        .tells("web fails: web.1 restarting, a warning");
  }

  @Test
  void crashThatHealedItselfIsCountedAndSaysSince() {
    Timeline timeline =
        baseline()
            .log("02:01:30 web.1: Process exited with status 1", CRASH)
            .sees(up("web.1").since("02:01:40"), up("web.2"))
            .tells("web fails: web.1 crashed");

    Failure failure = timeline.only(Opened.class).report().dynos().getFirst();
    assertThat(failure.since()).isEqualTo(time("02:01:30"));
    assertThat(failure.upAgainSince()).isEqualTo(time("02:01:40"));
    assertThat(failure.exit()).isEqualTo(1);
    assertThat(timeline.app().state().crashes())
        .containsExactly(new Crash("web.1", time("02:01:30")));
    timeline
        .at("02:04")
        .sees(up("web.1").since("02:01:40"), up("web.2"))
        .tells("web recovered: web.1");
  }

  @Test
  void crashThatIsLongSteadyAgainIsToldAsOver() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:05")
        .log(CRASH)
        .sees(up("web.1").since("02:01:40"), up("web.2"))
        .tells("web was over: web.1 crashed");
  }

  @Test
  void crashOutweighsCycling() {
    baseline()
        .log("02:01:20 web.1: Cycling", CRASH)
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .tells("web fails: web.1 crashed");
  }

  @Test
  void crashOfAnotherDynoProvesNothing() {
    baseline()
        .log("02:01:30 web.11: State changed from up to crashed")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .tells("web fails: web.1 restarting, a warning");
  }

  @Test
  void restartsAreSilentIfTheRulesDoNotNameThem() {
    watching("api", Timeline.SHORT.withAlertOn(Set.of(DynoState.CRASHED)))
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .diagnoses("web: restarted → harmless, restarts do not alert")
        .silence();
  }

  @ParameterizedTest
  @ValueSource(strings = {"02:00:30", "03:00", "05:36:30"})
  void atTheAgeOfCyclingARestartIsSilent(String reborn) {
    agedDaily(reborn).diagnoses("web: restarted → harmless, age of cycling").silence();
  }

  @ParameterizedTest
  @ValueSource(strings = {"01:50", "05:37:01"})
  void beforeAndAfterThatAgeARestartIsTold(String reborn) {
    agedDaily(reborn).tells("web fails: web.1 restarting, a warning");
  }

  @Test
  void crashAtTheAgeOfCyclingIsTold() {
    watching("api")
        .at("02:00")
        .sees(up("web.1").born("-1 02:00:30"), up("web.2"))
        .at("02:02")
        .log(CRASH)
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .tells("web fails: web.1 crashed");
  }

  @Test
  void allDynosAtOnceWereRestartedByOneHand() {
    baseline()
        .sees(up("web.1").born("02:01:00"), up("web.2").born("02:01:50"))
        .diagnoses(
            "web: restarted → harmless, restarted together",
            "web: restarted → harmless, restarted together")
        .silence();
  }

  @Test
  void allDynosOneAfterTheOtherWereNot() {
    baseline()
        .sees(up("web.1").born("02:00:30"), up("web.2").born("02:01:31"))
        .tells("web fails: web.1 restarting, web.2 restarting, a warning");
  }

  @Test
  void herokuTryingAFailedDynoAgainIsSilent() {
    baseline()
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed")
        .at("02:04")
        .sees(starting("web.1").born("02:03:30"), up("web.2"))
        .diagnoses("web: restarted → harmless, tried again")
        .silence();
  }

  private static Timeline agedDaily(String reborn) {
    return watching("api")
        .at("01:48")
        .sees(up("web.1").born("-1 02:00:30"), up("web.2"))
        .silence()
        .at(reborn)
        .sees(up("web.1").born(reborn), up("web.2"));
  }

  private static Timeline baseline() {
    return watching("api").at("02:00").sees(up("web.1"), up("web.2")).silence().at("02:02");
  }
}
