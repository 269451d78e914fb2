package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.down;
import static dev.herokumattermost.incident.Seen.idle;
import static dev.herokumattermost.incident.Seen.in;
import static dev.herokumattermost.incident.Seen.starting;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.time;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.MoreDynosFailed;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rule.Reminders;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What alerts, and how often. */
class FailingTest {
  @Test
  void crashIsToldAtOnce() {
    FailureReport failed =
        watching("api")
            .at("02:00")
            .sees(up("web.1"), up("web.2"))
            .silence()
            .at("02:02")
            .sees(crashed("web.1").since("02:01:10"), up("web.2"))
            .tells("web fails: web.1 crashed")
            .only(Opened.class)
            .report();

    assertThat(failed.total()).isEqualTo(2);
    assertThat(failed.failing()).isOne();
    assertThat(failed.dynos())
        .containsExactly(
            new Failure(
                "web.1",
                DynoState.CRASHED,
                time("02:01:10"),
                1,
                null,
                1,
                time("02:01:10"),
                null,
                List.of(),
                List.of()));
  }

  @Test
  void ofSeveralDynosTheFirstThatFailedShowsItsLog() {
    FailureReport failed =
        watching("api")
            .at("02:00")
            .sees(up("web.1"), up("web.2"), up("web.3"))
            .at("02:02")
            .log(
                "02:01:08 web.1: Error R14 (Memory quota exceeded)",
                "02:01:02 web.2: Error R15 (Memory quota vastly exceeded)")
            .sees(
                crashed("web.1").since("02:01:10"),
                crashed("web.2").since("02:01:05"),
                crashed("web.3").since("02:01:01"))
            .only(Opened.class)
            .report();

    assertThat(failed.dynos()).extracting(dyno -> dyno.logLines().size()).containsExactly(0, 1, 0);
    assertThat(failed.dynos().get(1).logLines())
        .extracting(LogLine::text)
        .containsExactly("Error R15 (Memory quota vastly exceeded)");
  }

  @Test
  void crashesOfLateAreCounted() {
    FailureReport failed =
        watching("api")
            .at("02:00")
            .sees(up("web.1"))
            .at("02:02")
            .sees(crashed("web.1").since("02:01"))
            .at("02:08")
            .sees(up("web.1").born("02:05"))
            .at("02:26")
            .sees(crashed("web.1").since("02:25"))
            .only(Opened.class)
            .report();

    assertThat(failed.dynos().getFirst().crashes()).isEqualTo(2);
    assertThat(failed.dynos().getFirst().crashesSince()).isEqualTo(time("02:01"));
  }

  @Test
  void logTellsExitAndPlatformErrors() {
    FailureReport failed =
        watching("api")
            .at("02:00")
            .sees(up("web.1"))
            .at("02:02")
            .log(
                "02:01:08 web.1: Error R14 (Memory quota exceeded)",
                "02:01:09 web.1: Error R14 (Memory quota exceeded)",
                "02:01:10 web.1: Process exited with status 137",
                "02:01:10 web.1: State changed from up to crashed",
                "02:01:30 router: at=error code=H10 desc=\"App crashed\" dyno=web.1 status=503",
                "02:01:31 router: at=error code=H10 desc=\"App crashed\" dyno=web.2 status=503")
            .sees(crashed("web.1").since("02:01:10"))
            .only(Opened.class)
            .report();

    Failure failure = failed.dynos().getFirst();
    assertThat(failure.exit()).isEqualTo(137);
    assertThat(failure.errors())
        .containsExactly(
            new Failure.PlatformError("H10", 1), new Failure.PlatformError("R14", 2, null, true));
    assertThat(failure.crashes()).isOne();
  }

  @Test
  void stillCrashedIsSilent() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01:10"))
        .tells("web fails: web.1 crashed")
        .at("02:04")
        .sees(crashed("web.1").since("02:01:10"))
        .silence()
        .at("02:06")
        .sees(crashed("web.1").since("02:01:10"))
        .silence();
  }

  @Test
  void remindsAfterOneHourAndThenEveryFour() {
    Timeline timeline =
        watching("api")
            .at("02:00")
            .sees(up("web.1"))
            .at("02:02")
            .sees(crashed("web.1").since("02:01"))
            .tells("web fails: web.1 crashed");
    for (String quiet : List.of("03:00", "03:01:59")) {
      timeline.at(quiet).sees(crashed("web.1").since("02:01")).silence();
    }
    timeline
        .at("03:02")
        .sees(crashed("web.1").since("02:01"))
        .tells("web still fails: web.1 crashed")
        .at("07:00")
        .sees(crashed("web.1").since("02:01"))
        .silence()
        .at("07:02")
        .sees(crashed("web.1").since("02:01"))
        .tells("web still fails: web.1 crashed");
  }

  @Test
  void rulesMaySwitchRemindersOff() {
    watching("api", rule(Set.of(DynoState.CRASHED), Reminders.NEVER))
        .at("02:00")
        .sees(crashed("web.1"))
        .tells("web fails: web.1 crashed, already")
        .at("23:00")
        .sees(crashed("web.1"))
        .silence();
  }

  @Test
  void firstSightOfWellDynosIsSilent() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"), starting("worker.1").born("01:59:30"), idle("mail.1"))
        .silence();
  }

  @Test
  void firstSightTellsOnceWhatFailsAlready() {
    watching("api")
        .at("02:00")
        .sees(crashed("web.1").since("01:00"), crashed("web.2").since("01:10"), up("worker.1"))
        .tells("web fails: web.1 crashed, web.2 crashed, already")
        .at("02:02")
        .sees(crashed("web.1").since("01:00"), crashed("web.2").since("01:10"), up("worker.1"))
        .silence();
  }

  @Test
  void newDynoThatFailsIsLikeAnyFailure() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(up("web.1"), crashed("web.2").born("02:01"))
        .tells("web fails: web.2 crashed");
  }

  @Test
  void emptyAppIsABaselineToo() {
    watching("api")
        .at("02:00")
        .sees()
        .silence()
        .at("02:02")
        .sees(crashed("web.1").born("02:01"))
        .tells("web fails: web.1 crashed");
  }

  @Test
  void oneOffReleaseAndSchedulerDynosAreIgnored() {
    watching("api")
        .at("02:00")
        .sees(up("run.1234"))
        .at("02:02")
        .sees(crashed("run.1234"), crashed("release.1"), crashed("scheduler.1"))
        .silence();
  }

  @Test
  void sleepingAndWakingAreSilent() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(idle("web.1").since("02:01"))
        .silence()
        .at("02:04")
        .sees(up("web.1").born("02:03"))
        .silence();
  }

  @Test
  void unknownWordIsReportedOnceAndHarmless() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(in("hibernating", "web.1").since("02:01"))
        .diagnoses("web: unfamiliar → harmless, unfamiliar state")
        .silence()
        .at("02:04")
        .sees(in("hibernating", "web.1").since("02:01"))
        .diagnoses()
        .silence();
  }

  @Test
  void unknownWordAlertsIfTheRulesNameIt() {
    Rule rule =
        rule(
            Set.of(new DynoState("hibernating")),
            new Reminders(Duration.ofHours(1), Duration.ofHours(4)));

    watching("api", rule)
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(in("hibernating", "web.1").since("02:01"))
        .tells("web fails: web.1 hibernating");
  }

  @Test
  void unknownWordIsNoRecovery() {
    watching("api")
        .at("02:00")
        .sees(crashed("web.1"))
        .at("02:10")
        .sees(in("hibernating", "web.1").since("02:01"))
        .silence();
  }

  @Test
  void moreDynosJoinTheIncident() {
    Timeline timeline =
        watching("api")
            .at("02:00")
            .sees(up("web.1"), up("web.2"))
            .at("02:02")
            .sees(crashed("web.1").since("02:01"), up("web.2"))
            .tells("web fails: web.1 crashed")
            .at("02:04")
            .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:03"))
            .tells("web fails too: web.2 crashed");

    assertThat(timeline.only(MoreDynosFailed.class).report().failing()).isEqualTo(2);
    assertThat(timeline.app().state().incidents()).singleElement();
  }

  @Test
  void processTypesHaveIncidentsOfTheirOwn() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"), up("worker.1"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), crashed("worker.1").since("02:01"))
        .tells("web fails: web.1 crashed", "worker fails: worker.1 crashed");
  }

  @Test
  void startingIsStuckAfterThreeMinutes() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(up("web.1"), starting("web.2").born("02:01"))
        .silence()
        .at("02:04")
        .sees(up("web.1"), starting("web.2").born("02:01"))
        .silence()
        .at("02:04:01")
        .sees(up("web.1"), starting("web.2").born("02:01"))
        .tells("web fails: web.2 starting")
        .at("02:06")
        .sees(up("web.1"), starting("web.2").born("02:01"))
        .silence()
        .at("02:08")
        .sees(up("web.1"), up("web.2").born("02:01").since("02:06:30"))
        .tells("web recovered: web.2");
  }

  @Test
  void downIsToldAtTheSecondReadingIfTheFormationWantsIt() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(up("web.1"), down("web.2").since("02:01"))
        .silence()
        .at("02:04")
        .wants("web", 2)
        .sees(up("web.1"), down("web.2").since("02:01"))
        .tells("web fails: web.2 down")
        .at("02:06")
        .sees(up("web.1"), down("web.2").since("02:01"))
        .diagnoses()
        .silence();
  }

  @Test
  void unwantedDownIsAskedAboutOnce() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(up("web.1"), down("web.2").since("02:01"))
        .silence()
        .at("02:04")
        .wants("web", 1)
        .sees(up("web.1"), down("web.2").since("02:01"))
        .diagnoses("web: down → harmless, not wanted")
        .silence()
        .at("02:06")
        .sees(up("web.1"), down("web.2").since("02:01"))
        .diagnoses()
        .silence();
  }

  private static Rule rule(Set<DynoState> alertOn, Reminders reminders) {
    return Timeline.SHORT.withAlertOn(alertOn).withReminders(reminders);
  }
}
