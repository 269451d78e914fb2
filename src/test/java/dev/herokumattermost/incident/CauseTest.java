package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.time;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cause that is told is that of this crash, and of no other. */
class CauseTest {

  @Test
  void exitOfTheNewProcessAndNotOfTheOneThatItReplaced() {
    Failure failure =
        failure(
            "02:01:01 web.1: Restarting",
            "02:01:03 web.1: Starting process with command `bin/web`",
            "02:01:03.1 web.1: Stopping all processes with SIGTERM",
            "02:01:06 web.1: Process exited with status 1",
            "02:01:06.5 web.1: State changed from starting to crashed",
            "02:01:09 web.1: Process exited with status 143");

    assertThat(failure.exit()).isEqualTo(1);
  }

  @Test
  void exitOfAStopOfLongAgoIsNotTheOneOfTheCrash() {
    Failure failure =
        failure(
            "02:00:01 web.1: Stopping all processes with SIGTERM",
            "02:00:02 web.1: Process exited with status 0",
            "02:00:03 web.1: Starting process with command `bin/web`",
            "02:01:06 web.1: Process exited with status 143",
            "02:01:06.5 web.1: State changed from up to crashed");

    assertThat(failure.exit()).isEqualTo(143);
  }

  @Test
  void exitOfTheProcessThatHadToBeKilledIsNotTheOneOfItsSuccessor() {
    Failure failure =
        failure(
            "02:00:35 web.1: Restarting",
            "02:00:36 web.1: Stopping all processes with SIGTERM",
            "02:00:37 web.1: Starting process with command `bin/web`",
            "02:01:05 web.1: Process exited with status 1",
            "02:01:06 web.1: Error R12 (Exit timeout) -> At least one process failed to exit"
                + " within 30 seconds of SIGTERM",
            "02:01:06.1 web.1: Stopping remaining processes with SIGKILL",
            "02:01:06.2 web.1: Process exited with status 137",
            "02:01:06.5 web.1: State changed from starting to crashed");

    assertThat(failure.exit()).isEqualTo(1);
  }

  @Test
  void memoryLongBeforeIsNotTheReason() {
    var log = new ArrayList<String>();
    for (int minute = 0; minute < 40; minute++) {
      log.add("01:%02d:00 web.1: Error R14 (Memory quota exceeded)".formatted(minute));
    }
    log.add("02:01:05 app[web.1]: bundler: failed to load command: puma");
    log.add("02:01:06 web.1: Process exited with status 1");
    log.add("02:01:06.5 web.1: State changed from up to crashed");
    Failure failure = failure(log.toArray(String[]::new));

    assertThat(failure.exit()).isEqualTo(1);
    assertThat(failure.errors()).noneMatch(PlatformError::fatal);
  }

  @Test
  void memoryRightBeforeItWasKilledIs() {
    Failure failure =
        failure(
            "02:00:50 web.1: Error R14 (Memory quota exceeded)",
            "02:01:06 web.1: Process exited with status 137",
            "02:01:06.5 web.1: State changed from up to crashed");

    assertThat(failure.errors()).containsExactly(new PlatformError("R14", 1, null, true));
  }

  @Test
  void memoryIsARemarkWhereTheProcessEndedByItself() {
    Failure failure =
        failure(
            "02:00:50 web.1: Error R14 (Memory quota exceeded)",
            "02:01:06 web.1: Process exited with status 1",
            "02:01:06.5 web.1: State changed from up to crashed");

    assertThat(failure.errors()).containsExactly(new PlatformError("R14", 1, null, false));
  }

  @Test
  void muchMemoryIsTheReasonWhateverTheStatus() {
    Failure failure =
        failure(
            "02:01:05 web.1: Error R15 (Memory quota vastly exceeded)",
            "02:01:05.1 web.1: Stopping process with SIGKILL",
            "02:01:06.5 web.1: State changed from up to crashed");

    assertThat(failure.errors()).containsExactly(new PlatformError("R15", 1, null, true));
  }

  @Test
  void requestsThatNoDynoWasChosenForAreToldOnceOfTheWebDynos() {
    String crash = "State changed from up to crashed";
    List<Failure> dynos =
        watching("api")
            .at("02:00")
            .sees(up("web.1"), up("web.2"))
            .at("02:02")
            .log(
                "02:01:06 web.1: " + crash,
                "02:01:06 web.2: " + crash,
                "02:01:08 router: at=error code=H10 desc=\"App crashed\" method=GET path=\"/\""
                    + " host=api.herokuapp.com fwd=\"72.20.67.198\" dyno= connect= service="
                    + " status=503 bytes= protocol=https",
                "02:01:09 logplex: Error L10 (output buffer overflow): drain 'd.1' dropped 71"
                    + " messages since 2026-05-04T02:00:59+00:00.")
            .sees(crashed("web.1").since("02:01:06"), crashed("web.2").since("02:01:06"))
            .only(Opened.class)
            .report()
            .dynos();

    assertThat(dynos.getFirst().errors())
        .extracting(PlatformError::code)
        .containsExactly("H10", "L10");
    assertThat(dynos.getLast().errors()).isEmpty();
  }

  @Test
  void crashOnTheReleaseBeforeTheOneThatWasMadeMeanwhile() {
    Timeline timeline =
        watching("api")
            .at("02:00")
            .sees(up("web.1").release(42))
            .at("02:02")
            .release(41, "00:30")
            .release(42, "01:58")
            .release(43, "02:01:30", "Rollback to v41")
            .log(
                "02:01:05 web.1: Process exited with status 1",
                "02:01:05.1 web.1: State changed from up to crashed",
                "02:01:32 web.1: Restarting",
                "02:01:40 web.1: State changed from starting to up")
            .sees(up("web.1").born("02:01:33").since("02:01:40").release(43))
            .tells("web fails: web.1 crashed, after v42");

    assertThat(timeline.only(Opened.class).report().dynos().getFirst().release()).isEqualTo(42);
  }

  @Test
  void crashOnAReleaseThatNoReadingSaw() {
    Timeline timeline =
        watching("api")
            .at("02:00")
            .sees(up("web.1").release(41))
            .at("02:02")
            .release(42, "02:00:30")
            .release(43, "02:01:30", "Rollback to v41")
            .log("02:01:05.1 web.1: State changed from starting to crashed")
            .sees(up("web.1").born("02:01:40").release(43))
            .tells("web fails: web.1 crashed, after v42");

    assertThat(timeline.only(Opened.class).report().dynos().getFirst().release()).isEqualTo(42);
  }

  @Test
  void linesOfAnotherCrashAreNotShown() {
    Failure failure =
        failure(
            "02:00:30 app[web.1]: of the first crash",
            "02:00:31 web.1: State changed from up to crashed",
            "02:00:31.1 web.1: State changed from crashed to starting",
            "02:01:00 app[web.1]: of the second crash",
            "02:01:06.5 web.1: State changed from starting to crashed");

    assertThat(failure.logLines()).extracting(LogLine::text).containsExactly("of the second crash");
    assertThat(failure.since()).isEqualTo(time("02:00:31"));
  }

  private static Failure failure(String... log) {
    return watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .log(log)
        .sees(crashed("web.1").since("02:01:06"))
        .only(Opened.class)
        .report()
        .dynos()
        .getFirst();
  }
}
