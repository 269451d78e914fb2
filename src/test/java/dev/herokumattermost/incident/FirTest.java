package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.starting;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Crash;
import org.junit.jupiter.api.Test;

/** On Fir the names of dynos are generated, so a place is known by its process type alone. */
class FirTest {
  @Test
  void newNamesOfADeployAreSilent() {
    baseline()
        .sees(
            up("web-6b-aaaaa").born("02:01").release(2),
            up("web-6b-bbbbb").born("02:01").release(2))
        .diagnoses("web: deployed → harmless, deployed", "web: deployed → harmless, deployed")
        .silence();
  }

  @Test
  void newNameOnTheSameReleaseProvesNothingBecauseFirLogsNoRestarts() {
    baseline()
        .sees(up("web-5d-aaaaa"), up("web-5d-ccccc").born("02:01:40"))
        .diagnoses("web: restarted → harmless, fir logs no restarts")
        .silence();
  }

  @Test
  void logOfTheOldNameExplainsTheNewOne() {
    baseline()
        .log("02:01:30 web-5d-bbbbb: State changed from up to crashed")
        .sees(up("web-5d-aaaaa"), up("web-5d-ccccc").born("02:01:40"))
        .tells("web fails: web-5d-ccccc crashed");
  }

  @Test
  void incidentSurvivesTheChangeOfNames() {
    baseline()
        .sees(up("web-5d-aaaaa"), crashed("web-5d-bbbbb").since("02:01"))
        .tells("web fails: web-5d-bbbbb crashed")
        .at("02:04")
        .sees(up("web-5d-aaaaa"), starting("web-5d-ccccc").born("02:03"))
        .silence()
        .at("02:06")
        .sees(up("web-5d-aaaaa"), crashed("web-5d-ddddd").born("02:05"))
        .silence()
        .at("02:10")
        .sees(up("web-5d-aaaaa"), up("web-5d-eeeee").born("02:07"))
        .tells("web recovered: web-5d-eeeee");
  }

  @Test
  void crashesCountForTheProcessTypeBeyondOneForEachDyno() {
    Timeline timeline =
        baseline()
            .sees(crashed("web-5d-aaaaa").since("02:01"), crashed("web-5d-bbbbb").since("02:01"))
            .tells("web fails: web-5d-aaaaa crashed, web-5d-bbbbb crashed")
            .at("02:04")
            .sees(crashed("web-5d-aaaaa").since("02:01"), crashed("web-5d-ccccc").born("02:03"))
            .silence()
            .at("02:06")
            .sees(crashed("web-5d-aaaaa").since("02:01"), crashed("web-5d-ddddd").born("02:05"))
            .tells("web loops: web, 4 crashes");

    assertThat(timeline.app().state().crashes()).extracting(Crash::where).containsOnly("web");
  }

  private static Timeline baseline() {
    return watching("api")
        .at("02:00")
        .sees(up("web-5d-aaaaa"), up("web-5d-bbbbb"))
        .silence()
        .at("02:02");
  }
}
