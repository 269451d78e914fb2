package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.idle;
import static dev.herokumattermost.incident.Seen.starting;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.time;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StoredApp;
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
                new Resolution.RestartedByHeroku()));
    assertThat(timeline.app().state().incidents())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.isOpen()).isFalse();
              assertThat(incident.dynos()).isEmpty();
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

    assertThat(timeline.app().state().incidents())
        .singleElement()
        .satisfies(
            incident -> {
              assertThat(incident.openedAt()).isEqualTo(time("02:01"));
              assertThat(incident.failingSince()).isEqualTo(time("02:20"));
              assertThat(timeline.app().outbox().thread(incident.id()))
                  .hasValueSatisfying(
                      thread ->
                          assertThat(thread.root().posted().id()).isEqualTo(new PostId("post1")));
            });
  }

  @Test
  void failingAgainLaterIsANewIncident() {
    Timeline timeline =
        crashedOnce()
            .at("02:06")
            .sees(up("web.1").born("02:03"), up("web.2"))
            .tells("web recovered: web.1")
            .at("02:22:01")
            .sees(
                crashed("web.1").id("web.1#02:03").created("02:03").since("02:21:01"), up("web.2"))
            .tells("web fails: web.1 crashed");

    assertThat(timeline.app().state().incidents())
        .extracting(Incident::id)
        .containsExactly("api/web@2026-05-04T02:21:01Z");
  }

  @Test
  void scaledAwayDynoClosesItsIncident() {
    crashedOnce()
        .at("02:04")
        .wants("web", 1)
        .sees(up("web.2"))
        .tells("web closed: web.1 scaled_down")
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
            .diagnoses("web: gone → harmless, still wanted")
            .silence();

    assertThat(timeline.app().state().openIncident(new ProcessType("web"))).isPresent();
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
            .withRule(Timeline.SHORT.withIgnore(true))
            .at("02:04")
            .sees(crashed("web.1").since("02:01"), up("web.2"))
            .silence();

    assertThat(timeline.app().state().openIncident(new ProcessType("web"))).isEmpty();
  }

  @Test
  void appThatIsNoLongerWatchedIsForgottenSilently() {
    AppState before = crashedOnce().app().state();

    AppState after = before.unwatched(time("02:04"));

    assertThat(after.openIncident(new ProcessType("web"))).isEmpty();
    assertThat(after.dynos()).isEmpty();
    assertThat(after.everRead()).isFalse();
    assertThat(after.unwatched(time("02:06"))).isSameAs(after);
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

    assertThat(timeline.only(OverBeforeDelivery.class).recovery().dynos())
        .containsExactly("web.1", "web.2");
    assertThat(timeline.app().outbox().notifications()).isEmpty();
  }

  @Test
  void recoveryWaitsForTheFailureThatMayHaveBeenTold() {
    Timeline timeline =
        watching("api")
            .mattermostDown()
            .at("02:00")
            .sees(up("web.1"))
            .at("02:02")
            .sees(crashed("web.1").since("02:01"));
    StoredApp failed = timeline.app();
    Notification failure = failed.outbox().notifications().getFirst();
    var noAnswer = new DeliveryResult.Refused(DeliveryResult.Refusal.AMBIGUOUS, "no answer");
    StoredApp uncertain = DeliveryRules.refused(failed, failure, noAnswer, time("02:02"));

    timeline.with(uncertain).at("02:08").sees(up("web.1").born("02:03"));

    assertThat(timeline.app().outbox().notifications())
        .extracting(notification -> Brief.brief(notification.event()))
        .containsExactly("web fails: web.1 crashed", "web recovered: web.1");
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
