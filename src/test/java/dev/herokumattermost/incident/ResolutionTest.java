package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.starting;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.Resolution.NewRelease;
import dev.herokumattermost.incident.Resolution.RestartedByHeroku;
import dev.herokumattermost.incident.Resolution.RestartedManually;
import dev.herokumattermost.incident.Resolution.Unexplained;
import org.junit.jupiter.api.Test;

/** What is said to have ended a trouble. */
class ResolutionTest {

  @Test
  void herokusNextTry() {
    assertThat(resolution(crashedOnce().at("02:12").sees(up("web.1").born("02:10"))))
        .isEqualTo(new RestartedByHeroku());
  }

  @Test
  void aNewReleaseWithWhatItWas() {
    Timeline timeline =
        crashedOnce()
            .at("02:12")
            .release(2, "02:09")
            .sees(up("web.1").born("02:10").release(2))
            .tells("web recovered: web.1");

    assertThat(resolution(timeline))
        .isInstanceOfSatisfying(
            NewRelease.class,
            released -> {
              assertThat(released.version()).isEqualTo(2);
              assertThat(released.release()).isNotNull();
            });
  }

  @Test
  void aNewReleaseThatNobodyCouldBeAskedAbout() {
    assertThat(resolution(crashedOnce().at("02:12").sees(up("web.1").born("02:10").release(2))))
        .isEqualTo(new NewRelease(2, null));
  }

  @Test
  void aReleaseThatTheDynoHadCrashedOnTooIsNone() {
    assertThat(
            resolution(
                crashedOnce()
                    .at("02:06")
                    .sees(crashed("web.1").born("02:05").release(2))
                    .at("02:12")
                    .sees(up("web.1").born("02:10").release(2))))
        .isEqualTo(new RestartedByHeroku());
  }

  @Test
  void somebodysHand() {
    assertThat(
            resolution(
                crashedOnce()
                    .at("02:10")
                    .log("02:09:50 web.1: Restarting")
                    .sees(up("web.1").born("02:09:55"))
                    .silence()
                    .at("02:12")
                    .sees(up("web.1").born("02:09:55"))))
        .isEqualTo(new RestartedManually());
  }

  @Test
  void aHandThatDidNotHelpIsNoResolution() {
    assertThat(
            resolution(
                crashedOnce()
                    .at("02:04")
                    .log("02:03:50 web.1: Restarting")
                    .sees(starting("web.1").born("02:03:55"))
                    .at("02:06")
                    .sees(crashed("web.1").id("web.1#02:03:55").created("02:03:55").since("02:05"))
                    .at("02:12")
                    .sees(up("web.1").born("02:10"))))
        .isEqualTo(new RestartedByHeroku());
  }

  @Test
  void nothingThatCouldBeSeen() {
    assertThat(
            resolution(
                watching("api")
                    .at("02:00")
                    .sees(up("web.1"))
                    .at("02:02")
                    .sees(starting("web.1").born("02:01:50").release(2))
                    .at("02:06")
                    .sees(starting("web.1").born("02:01:50").release(2))
                    .tells("web fails: web.1 starting")
                    .at("02:12")
                    .sees(
                        up("web.1")
                            .id("web.1#02:01:50")
                            .created("02:01:50")
                            .release(2)
                            .since("02:10"))))
        .isEqualTo(new Unexplained());
  }

  @Test
  void aHandBeforeTheFirstLook() {
    assertThat(
            resolution(
                watching("api")
                    .at("02:00")
                    .sees(up("web.1"))
                    .at("02:02")
                    .log(
                        "02:00:40 web.1: State changed from up to crashed",
                        "02:01:00 web.1: Restarting",
                        "02:01:00.1 web.1: State changed from crashed to starting")
                    .sees(up("web.1").born("02:01:10"))
                    .tells("web fails: web.1 crashed")
                    .at("02:04")
                    .sees(up("web.1").born("02:01:10"))))
        .isEqualTo(new RestartedManually());
  }

  @Test
  void aRollbackBeforeTheFirstLook() {
    Timeline timeline =
        watching("api")
            .at("02:00")
            .sees(up("web.1").release(42))
            .at("02:02")
            .release(41, "00:30")
            .release(42, "01:58")
            .release(43, "02:01:00", "Rollback to v41")
            .log(
                "02:00:40 web.1: Process exited with status 1",
                "02:00:40.1 web.1: State changed from up to crashed",
                "02:01:00 web.1: Restarting")
            .sees(up("web.1").born("02:01:10").release(43))
            .tells("web fails: web.1 crashed, after v42")
            .at("02:04")
            .release(43, "02:01:00", "Rollback to v41")
            .sees(up("web.1").born("02:01:10").release(43));

    assertThat(resolution(timeline))
        .isInstanceOfSatisfying(
            NewRelease.class, released -> assertThat(released.version()).isEqualTo(43));
  }

  @Test
  void ofAnUnexplainedRestartNobodyKnowsWhetherHerokuMadeIt() {
    assertThat(
            resolution(
                watching("api")
                    .at("02:00")
                    .sees(up("web.1"), up("web.2"))
                    .at("02:02")
                    .sees(up("web.1").born("02:01:40"), up("web.2"))
                    .tells("web fails: web.1 restarting, a warning")
                    .at("02:03")
                    .sees(up("web.1").born("02:02:30"), up("web.2"))
                    .tells("web fails after all: web.1 restarting")
                    .at("02:05")
                    .sees(up("web.1").born("02:02:30"), up("web.2"))))
        .isEqualTo(new Unexplained());
  }

  private static Timeline crashedOnce() {
    return watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"))
        .tells("web fails: web.1 crashed");
  }

  private static Resolution resolution(Timeline timeline) {
    return timeline.only(Recovered.class).resolution();
  }
}
