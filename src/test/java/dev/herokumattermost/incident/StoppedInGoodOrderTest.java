package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.down;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import org.junit.jupiter.api.Test;

/** What Heroku and people do to a dyno in good order, and say so in the log, is silent. */
class StoppedInGoodOrderTest {

  @Test
  void relocatedByHeroku() {
    baseline()
        .log(
            "02:01:00 web.1: Relocating dyno to a new server",
            "02:01:00.1 web.1: State changed from up to down",
            "02:01:20 web.1: Stopping all processes with SIGTERM",
            "02:01:22 web.1: Process exited with status 143",
            "02:01:30 web.1: State changed from down to starting",
            "02:01:40 web.1: State changed from starting to up")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .diagnoses("web: restarted → harmless, relocated")
        .silence();
  }

  @Test
  void asleepAndAwakeAgain() {
    baseline()
        .log(
            "02:00:30 web.1: Idling",
            "02:00:30.1 web.1: State changed from up to down",
            "02:00:32 web.1: Process exited with status 0",
            "02:01:20 web.1: Unidling",
            "02:01:20.1 web.1: State changed from down to starting",
            "02:01:40 web.1: State changed from starting to up")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .diagnoses("web: restarted → harmless, slept")
        .silence();
  }

  @Test
  void scaledAwayAndBack() {
    baseline()
        .log(
            "02:01:00 app[api]: Scaled to web@0:Basic by user ada@example.com",
            "02:01:01 web.1: Process exited with status 143",
            "02:01:30 app[api]: Scaled to web@2:Basic by user ada@example.com")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .diagnoses("web: restarted → harmless, scaled")
        .silence();
  }

  @Test
  void toldToStopForAReasonThatHerokuDoesNotSay() {
    baseline()
        .log(
            "02:01:00 web.1: Stopping all processes with SIGTERM",
            "02:01:30 web.1: Error R12 (Exit timeout) -> At least one process failed to exit"
                + " within 30 seconds of SIGTERM",
            "02:01:30.1 web.1: Stopping remaining processes with SIGKILL",
            "02:01:31 web.1: Process exited with status 137")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .diagnoses("web: restarted → harmless, stopped in good order")
        .silence();
  }

  @Test
  void downForTheTimeOfARelocationOnly() {
    String relocating = "02:01:00 web.1: Relocating dyno to a new server";
    baseline()
        .sees(down("web.1").since("02:01"), up("web.2"))
        .at("02:03")
        .log(relocating)
        .wants("web", 2)
        .sees(down("web.1").since("02:01"), up("web.2"))
        .diagnoses("web: down → harmless, relocated")
        .silence()
        .at("02:05")
        .log(relocating)
        .wants("web", 2)
        .sees(down("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 down");
  }

  @Test
  void downBecauseTheDynoHoursAreUsedUp() {
    Timeline timeline =
        baseline()
            .sees(down("web.1").since("02:01"), down("web.2").since("02:01"))
            .at("02:04")
            .log(
                "02:03:30 router: at=info code=H82 desc=\"Free app running time quota exhausted\""
                    + " method=GET path=\"/\" host=api.herokuapp.com dyno= status=503")
            .wants("web", 2)
            .sees(down("web.1").since("02:01"), down("web.2").since("02:01"))
            .tells("web fails: web.1 down, web.2 down");

    assertThat(timeline.only(Opened.class).report().dynos().getFirst().errors())
        .extracting(PlatformError::code)
        .containsExactly("H82");
  }

  @Test
  void downBecauseItSleeps() {
    baseline()
        .sees(down("web.1").since("02:01"), up("web.2"))
        .at("02:04")
        .log("02:01:00 web.1: Idling")
        .wants("web", 2)
        .sees(down("web.1").since("02:01"), up("web.2"))
        .diagnoses("web: down → harmless, slept")
        .silence()
        .at("02:06")
        .sees(down("web.1").since("02:01"), up("web.2"))
        .diagnoses()
        .silence();
  }

  private static Timeline baseline() {
    return watching("api").at("02:00").sees(up("web.1"), up("web.2")).silence().at("02:02");
  }
}
