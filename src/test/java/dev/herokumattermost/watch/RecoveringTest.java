package dev.herokumattermost.watch;

import static dev.herokumattermost.watch.Seen.crashed;
import static dev.herokumattermost.watch.Seen.idle;
import static dev.herokumattermost.watch.Seen.starting;
import static dev.herokumattermost.watch.Seen.up;
import static dev.herokumattermost.watch.Timeline.time;
import static dev.herokumattermost.watch.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.News.Over;
import dev.herokumattermost.watch.News.Recovered;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How trouble ends, and when it is the same trouble again. */
class RecoveringTest {
  @Test
  void recoveryIsToldWhenSteadyForAMinute() {
    Timeline timeline =
        crashedOnce()
            .at("02:04")
            .sees(up("web.1").born("02:03:01"), up("web.2"))
            .silence()
            .at("02:06")
            .sees(up("web.1").born("02:03:01"), up("web.2"))
            .tells("web recovered: web.1");

    assertThat(timeline.only(Recovered.class))
        .isEqualTo(
            new Recovered(
                new ProcessType("web"),
                List.of("web.1"),
                time("02:01"),
                time("02:03:01"),
                1,
                0,
                new Remedy.HerokuRestarted()));
    assertThat(timeline.memory().incidents())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.isOpen()).isFalse();
              assertThat(incident.patients()).isEmpty();
              assertThat(incident.remindAt()).isNull();
            });
  }

  @Test
  void steadinessIsMeasuredByHerokusClock() {
    crashedOnce()
        .at("02:04")
        .whileHerokuSays("02:03:40")
        .sees(up("web.1").born("02:03"), up("web.2"))
        .silence()
        .at("02:04:10")
        .whileHerokuSays("02:04")
        .sees(up("web.1").born("02:03"), up("web.2"))
        .tells("web recovered: web.1");
  }

  @Test
  void steadyAtTheFirstLookNeedsNoSecond() {
    crashedOnce()
        .at("02:04")
        .sees(up("web.1").born("02:02:30"), up("web.2"))
        .tells("web recovered: web.1");
  }

  @Test
  void whatCameAndWentTwiceBeforeItCouldBeToldIsTwiceOver() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .mattermostDown()
        .at("02:02")
        .sees(crashed("web.1").since("02:01"))
        .at("02:06")
        .sees(up("web.1").born("02:04"))
        .at("02:10")
        .sees(crashed("web.1").since("02:09"))
        .mattermostUp()
        .at("02:30")
        .sees(up("web.1").born("02:12"))
        .tells("web was over: web.1 crashed", "web was over again: web.1 crashed");
  }

  @Test
  void startingAgainIsNoRecovery() {
    crashedOnce().at("02:04").sees(starting("web.1").born("02:02:30"), up("web.2")).silence();
  }

  @Test
  void dynosRecoverOneByOne() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:01"))
        .tells("web fails: web.1 crashed, web.2 crashed")
        .at("02:06")
        .sees(crashed("web.1").since("02:01"), up("web.2").born("02:03"))
        .tells("web recovered: web.2, 1 left")
        .at("02:10")
        .sees(up("web.1").born("02:07"), up("web.2").born("02:03"))
        .tells("web recovered: web.1");
  }

  @Test
  void failingAgainSoonIsTheSameIncident() {
    Timeline timeline =
        crashedOnce()
            .at("02:06")
            .sees(up("web.1").born("02:03"), up("web.2"))
            .tells("web recovered: web.1")
            .at("02:21")
            .sees(crashed("web.1").id("web.1#02:03").created("02:03").since("02:20"), up("web.2"))
            .tells("web fails again: web.1 crashed");

    assertThat(timeline.memory().incidents())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.openedAt()).isEqualTo(time("02:01"));
              assertThat(incident.troubleSince()).isEqualTo(time("02:20"));
              assertThat(incident.root().post()).isEqualTo(new PostId("post1"));
            });
  }

  @Test
  void failingAgainLaterIsANewIncident() {
    Timeline timeline =
        crashedOnce()
            .at("02:06")
            .sees(up("web.1").born("02:03"), up("web.2"))
            .tells("web recovered: web.1")
            .at("02:21:01")
            .sees(crashed("web.1").id("web.1#02:03").created("02:03").since("02:20"), up("web.2"))
            .tells("web fails: web.1 crashed");

    assertThat(timeline.memory().incidents())
        .extracting(Incident::id)
        .containsExactly("api/web@2026-05-04T02:20:00Z");
  }

  @Test
  void scaledAwayDynoClosesItsIncident() {
    crashedOnce()
        .at("02:04")
        .wants("web", 1)
        .sees(up("web.2"))
        .tells("web closed: web.1 scaled_away")
        .at("02:06")
        .sees(up("web.2"))
        .silence();
  }

  @Test
  void vanishedDynoThatIsStillWantedKeepsItsIncident() {
    Timeline timeline =
        crashedOnce()
            .at("02:04")
            .wants("web", 2)
            .sees(up("web.2"))
            .judges("web: gone → harmless, still wanted")
            .silence();

    assertThat(timeline.memory().openIncident(new ProcessType("web"))).isPresent();
  }

  @Test
  void vanishedAndBackIsARecovery() {
    crashedOnce()
        .at("02:04")
        .wants("web", 2)
        .sees(up("web.2"))
        .silence()
        .at("02:08")
        .sees(up("web.1").born("02:05"), up("web.2"))
        .tells("web recovered: web.1");
  }

  @Test
  void sleepingDynoClosesItsIncident() {
    crashedOnce()
        .at("02:04")
        .sees(idle("web.1").born("02:03"), up("web.2"))
        .tells("web closed: web.1 idle");
  }

  @Test
  void resizedDynoClosesItsIncident() {
    crashedOnce()
        .at("02:04")
        .sees(up("web.1").born("02:03").size("Standard-2X"), up("web.2"))
        .tells("web closed: web.1 resized");
  }

  @Test
  void ignoringATypeClosesItsIncidentSilently() {
    Timeline timeline =
        crashedOnce()
            .withRule(Rule.DEFAULT.ignored())
            .at("02:04")
            .sees(crashed("web.1").since("02:01"), up("web.2"))
            .silence();

    assertThat(timeline.memory().openIncident(new ProcessType("web"))).isEmpty();
  }

  @Test
  void appThatIsNoLongerWatchedIsForgottenSilently() {
    Memory before = crashedOnce().memory();
    Judge judge = new Judge(Rules.DEFAULT, () -> "pending");

    Memory after = judge.unwatched(before, time("02:04"));

    assertThat(after.openIncident(new ProcessType("web"))).isEmpty();
    assertThat(after.dynos()).isEmpty();
    assertThat(after.outbox()).isEmpty();
    assertThat(after.seen()).isFalse();
    assertThat(judge.unwatched(after, time("02:06"))).isSameAs(after);
  }

  @Test
  void failureAndRecoveryBothUntoldAreToldAsOne() {
    Timeline timeline =
        watching("api")
            .mattermostDown()
            .at("02:00")
            .sees(up("web.1"), up("web.2"))
            .at("02:02")
            .sees(crashed("web.1").since("02:01"), up("web.2"))
            .at("02:04")
            .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:03"))
            .at("02:08")
            .sees(up("web.1").born("02:05"), up("web.2").born("02:05"))
            .silence()
            .mattermostUp()
            .at("02:10")
            .sees(up("web.1").born("02:05"), up("web.2").born("02:05"))
            .tells("web was over: web.1 crashed, web.2 crashed");

    assertThat(timeline.only(Over.class).recovery().dynos()).containsExactly("web.1", "web.2");
    assertThat(timeline.memory().outbox()).isEmpty();
  }

  @Test
  void recoveryWaitsForTheFailureThatMayHaveBeenTold() {
    Memory failed = crashedOnceUntold();
    Notice failure = failed.outbox().getFirst();
    Memory doubtful =
        Dispatch.refused(
            failed,
            failure,
            new Delivery.Refused(Delivery.Refusal.AMBIGUOUS, "no answer", Duration.ZERO),
            time("02:02"));
    var recovery =
        new Notice(
            new NoticeId("recovery"),
            failure.thread(),
            new Recovered(
                new ProcessType("web"),
                List.of("web.1"),
                time("02:01"),
                time("02:03"),
                1,
                0,
                new Remedy.HerokuRestarted()),
            Address.DEFAULT,
            time("02:05"),
            "pending",
            Attempts.NONE);

    assertThat(Outbox.add(doubtful.outbox(), recovery))
        .extracting(notice -> Telling.brief(notice.news()))
        .containsExactly("web fails: web.1 crashed", "web recovered: web.1");
  }

  private static Memory crashedOnceUntold() {
    return watching("api")
        .mattermostDown()
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"))
        .memory();
  }

  private static Timeline crashedOnce() {
    return watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed");
  }
}
