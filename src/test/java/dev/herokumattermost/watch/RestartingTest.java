package dev.herokumattermost.watch;

import static dev.herokumattermost.watch.Seen.crashed;
import static dev.herokumattermost.watch.Seen.starting;
import static dev.herokumattermost.watch.Seen.up;
import static dev.herokumattermost.watch.Timeline.time;
import static dev.herokumattermost.watch.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.News.Failed;
import java.util.List;
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
    baseline().log(CRASH).sees(after, up("web.2")).judges("web: restarted → web.1 ill, crashed");
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
                            .only(Failed.class)
                            .dynos()
                            .getFirst()
                            .lastLines())
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
        .judges("web: restarted → harmless, cycled")
        .silence();
  }

  @ParameterizedTest
  @MethodSource("everyShapeOfARestart")
  void restartByHandInTheLogIsSilent(Seen after) {
    baseline()
        .log("02:01:30 web.1: Restarting")
        .sees(after, up("web.2"))
        .judges("web: restarted → harmless, restarted by hand")
        .silence();
  }

  @ParameterizedTest
  @MethodSource("everyShapeOfARestart")
  void withoutEvidenceTheCauseIsUnknown(Seen after) {
    baseline().sees(after, up("web.2")).judges("web: restarted → web.1 ill, restarting");
  }

  @Test
  void crashThatHealedItselfIsCountedAndSaysSince() {
    Timeline timeline =
        baseline()
            .log("02:01:30 web.1: Process exited with status 1", CRASH)
            .sees(up("web.1").since("02:01:40"), up("web.2"))
            .tells("web fails: web.1 crashed");

    Ailment ailment = timeline.only(Failed.class).dynos().getFirst();
    assertThat(ailment.since()).isEqualTo(time("02:01:30"));
    assertThat(ailment.upAgainSince()).isEqualTo(time("02:01:40"));
    assertThat(ailment.exit()).isEqualTo(1);
    assertThat(timeline.memory().crashes()).containsExactly(new Crash("web.1", time("02:01:30")));
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
        .tells("web fails: web.1 restarting");
  }

  @Test
  void appCannotForgeWhatThePlatformSays() {
    var forged = new LogLine(time("02:01:30"), "app", "web.1", "Cycling");

    Testimony testimony =
        Testimony.of(List.of(forged), Set.of("web.1"), time("02:01"), time("02:02"));

    assertThat(testimony).isEqualTo(Testimony.NOTHING);
  }

  @Test
  void restartsAreSilentIfTheRulesDoNotNameThem() {
    Rule rule = Rule.DEFAULT;
    watching(
            "api",
            new Rule(
                rule.apps(),
                rule.processes(),
                Set.of(DynoState.CRASHED),
                false,
                false,
                rule.steadyFor(),
                rule.reminders(),
                rule.crashLoop(),
                rule.address(),
                rule.logLines()))
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .judges("web: restarted → harmless, restarts do not alert")
        .silence();
  }

  @ParameterizedTest
  @ValueSource(strings = {"02:00:30", "03:00", "05:36:30"})
  void atTheAgeOfCyclingARestartIsSilent(String reborn) {
    agedDaily(reborn).judges("web: restarted → harmless, age of cycling").silence();
  }

  @ParameterizedTest
  @ValueSource(strings = {"01:50", "05:37:01"})
  void beforeAndAfterThatAgeARestartIsTold(String reborn) {
    agedDaily(reborn).tells("web fails: web.1 restarting");
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
        .judges(
            "web: restarted → harmless, restarted together",
            "web: restarted → harmless, restarted together")
        .silence();
  }

  @Test
  void allDynosOneAfterTheOtherWereNot() {
    baseline()
        .sees(up("web.1").born("02:00:30"), up("web.2").born("02:01:31"))
        .tells("web fails: web.1 restarting, web.2 restarting", "web recovered: web.1, 1 left");
  }

  @Test
  void herokuTryingAFailedDynoAgainIsSilent() {
    baseline()
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed")
        .at("02:04")
        .sees(starting("web.1").born("02:03:30"), up("web.2"))
        .judges("web: restarted → harmless, tried again")
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
