package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.starting;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import org.junit.jupiter.api.Test;

/** Releases, sizes and scaling: what people do to an app on purpose. */
class DeployingTest {
  @Test
  void deployIsSilent() {
    baseline()
        .sees(starting("web.1").born("02:01").release(2), up("web.2"))
        .silence()
        .at("02:04")
        .sees(up("web.1").born("02:01").release(2), starting("web.2").born("02:03").release(2))
        .silence()
        .at("02:06")
        .sees(up("web.1").born("02:01").release(2), up("web.2").born("02:03").release(2))
        .silence();
  }

  @Test
  void crashAfterADeployNamesTheRelease() {
    FailureReport failed =
        baseline()
            .release(2, "02:00:40")
            .sees(crashed("web.1").born("02:01").release(2), up("web.2").born("02:01").release(2))
            .tells("web fails: web.1 crashed, after v2")
            .only(Opened.class)
            .report();

    assertThat(failed.release()).isNotNull();
    assertThat(failed.release().release().author()).isEqualTo("ada");
  }

  @Test
  void crashLongAfterADeployBlamesNobody() {
    baseline()
        .release(1, "01:31:09")
        .sees(crashed("web.1").since("02:01:10"), up("web.2"))
        .tells("web fails: web.1 crashed");
  }

  @Test
  void crashHalfAnHourAfterADeployStillNamesTheRelease() {
    baseline()
        .release(1, "01:31:10")
        .sees(crashed("web.1").since("02:01:10"), up("web.2"))
        .tells("web fails: web.1 crashed, after v1");
  }

  @Test
  void crashThatTheDeployHealedIsToldFromTheLog() {
    baseline()
        .log("02:01:30 web.1: State changed from starting to crashed")
        .release(2, "02:00:40")
        .sees(up("web.1").born("02:01:40").release(2), up("web.2"))
        .diagnoses("web: deployed → web.1 failed, crashed")
        .tells("web fails: web.1 crashed, after v2");
  }

  @Test
  void startingMayTakeFifteenMinutesWhileTwoReleasesRun() {
    Seen slow = starting("web.1").born("02:01").release(2);
    baseline()
        .sees(slow, up("web.2"))
        .silence()
        .at("02:16")
        .sees(slow, up("web.2"))
        .silence()
        .at("02:16:01")
        .sees(slow, up("web.2"))
        .tells("web fails: web.1 starting");
  }

  @Test
  void startingMayTakeThreeMinutesOnceOneReleaseRuns() {
    Seen slow = starting("web.1").born("02:01").release(2);
    baseline()
        .sees(slow, up("web.2"))
        .silence()
        .at("02:06")
        .sees(slow, up("web.2").born("02:05").release(2))
        .tells("web fails: web.1 starting");
  }

  @Test
  void ofTwoDynosWithOneNameTheNewestCounts() {
    baseline()
        .sees(
            up("web.1"),
            starting("web.1").born("02:01:50").release(2),
            up("web.2").born("02:01").release(2))
        .diagnoses("web: deployed → harmless, deployed", "web: deployed → harmless, deployed")
        .silence()
        .at("02:04")
        .sees(up("web.1").born("02:01:50").release(2), up("web.2").born("02:01").release(2))
        .silence();
  }

  @Test
  void resizingIsSilent() {
    baseline()
        .sees(
            up("web.1").born("02:01").size("Standard-2X"),
            starting("web.2").born("02:01:30").size("Standard-2X"))
        .diagnoses()
        .silence();
  }

  @Test
  void scalingUpAndDownIsSilent() {
    baseline()
        .sees(up("web.1"), up("web.2"), starting("web.3").born("02:01:30"))
        .diagnoses()
        .silence()
        .at("02:04")
        .sees(up("web.1"))
        .diagnoses()
        .silence()
        .at("02:06")
        .sees()
        .diagnoses()
        .silence();
  }

  private static Timeline baseline() {
    return watching("api").at("02:00").sees(up("web.1"), up("web.2")).silence().at("02:02");
  }
}
