package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Diagnosis.Reason;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogEvidenceTest {
  private static final Instant BEFORE = at("02:01:00");
  private static final Instant UNTIL = at("02:02:00");

  @Test
  void appCannotForgeWhatThePlatformSays() {
    LogEvidence forged = log("02:01:30 app[web.1]: Cycling");

    assertThat(forged.stoppedInGoodOrder(BEFORE, UNTIL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "heroku[web.1]: Cycling                                 | CYCLED",
        "heroku[web.1]: Relocating dyno to a new server         | RELOCATED",
        "heroku[web.1]: Idling                                  | SLEPT",
        "heroku[web.1]: Unidling                                | SLEPT",
        "heroku[web.1]: Restarting                              | RESTARTED_MANUALLY",
        "heroku[web.1]: State changed from up to down           | STOPPED_IN_GOOD_ORDER",
        "heroku[web.1]: Stopping all processes with SIGTERM     | STOPPED_IN_GOOD_ORDER",
        "heroku[web.1]: Stopping process with SIGTERM           | STOPPED_IN_GOOD_ORDER",
        "app[api]: Scaled to web@0:Basic by user ada@example.com | SCALED",
        "app[api]: Scaled to web@1:Basic by user ada@example.com | -",
        "app[api]: Scaled to myweb@0:Basic by user a@example.com | -",
        "heroku[web.1]: State changed from up to starting       | -",
        "heroku[web.1]: Process exited with status 0            | -",
        "heroku[web.1]: Stopping process with SIGKILL           | -",
        "heroku[web.2]: Cycling                                 | -",
      })
  void everyWordForAStopInGoodOrderIsSilent(String line, String reason) {
    assertThat(log("02:01:30 " + line).stoppedInGoodOrder(BEFORE, UNTIL))
        .isEqualTo(reason.equals("-") ? Optional.empty() : Optional.of(Reason.valueOf(reason)));
  }

  @Test
  void theWordThatSaysMostNamesTheReason() {
    LogEvidence log =
        log(
            """
            02:01:20 heroku[web.1]: Stopping all processes with SIGTERM
            02:01:21 heroku[web.1]: State changed from up to down
            02:01:22 heroku[web.1]: Relocating dyno to a new server""");

    assertThat(log.stoppedInGoodOrder(BEFORE, UNTIL)).contains(Reason.RELOCATED);
  }

  @Test
  void theExitOfTheProcessThatCrashedIsNotThatOfTheOneBefore() {
    LogEvidence log =
        log(
            """
            02:01:01 heroku[web.1]: Restarting
            02:01:03 heroku[web.1]: Starting process with command `bin/web`
            02:01:03.1 heroku[web.1]: Stopping all processes with SIGTERM
            02:01:05 heroku[web.1]: Process exited with status 143
            02:01:06 heroku[web.1]: Process exited with status 1
            02:01:06.5 heroku[web.1]: State changed from starting to crashed
            02:01:06.6 heroku[web.1]: State changed from crashed to starting
            02:01:07 heroku[web.1]: Process exited with status 2""");

    assertThat(log.endAt(at("02:01:06.5"), UNTIL).exit()).contains(1);
  }

  @Test
  void anExitThatIsLoggedALittleLateCounts() {
    LogEvidence log =
        log(
            """
            02:01:06 heroku[web.1]: State changed from up to crashed
            02:01:06.1 heroku[web.1]: Process exited with status 3""");

    assertThat(log.endAt(at("02:01:06"), UNTIL).exit()).contains(3);
  }

  @Test
  void theAnswerToSigtermIsNoCrash() {
    LogEvidence log =
        log(
            """
            02:01:03 heroku[web.1]: Starting process with command `bin/web`
            02:01:03.1 heroku[web.1]: Stopping all processes with SIGTERM
            02:01:05 heroku[web.1]: Process exited with status 143
            02:01:06.5 heroku[web.1]: State changed from starting to crashed""");

    assertThat(log.endAt(at("02:01:06.5"), UNTIL).exit()).isEmpty();
  }

  @Test
  void onlyWhatHappenedSinceTheLastReadingCounts() {
    LogEvidence log =
        log(
            """
            02:00:30 heroku[web.1]: Restarting
            02:00:31 heroku[web.1]: State changed from up to crashed
            02:00:32 app[api]: Scaled to web@0:Basic by user ada@example.com
            02:02:30 heroku[web.1]: Cycling
            02:02:31 heroku[web.1]: State changed from up to crashed""");

    assertThat(log.stoppedInGoodOrder(BEFORE, UNTIL)).isEmpty();
    assertThat(log.restartedManually(BEFORE, UNTIL)).isFalse();
    assertThat(log.crashes(BEFORE, UNTIL)).isEmpty();
    assertThat(log.restartedManually(at("02:00:00"), UNTIL)).isTrue();
    assertThat(log.crashes(at("02:00:00"), UNTIL)).containsExactly(at("02:00:31"));
  }

  @Test
  void dynoIsDownBecauseOfTheLastWordUnlessItBeganSince() {
    String idling = "02:01:10 heroku[web.1]: Idling";
    String back = "02:01:20 heroku[web.1]: Starting process with command `bin/web`";
    String again = "02:01:30 heroku[web.1]: Idling";

    assertThat(log(idling).downBecauseOf(LogWord.IDLING, UNTIL)).contains(at("02:01:10"));
    assertThat(log(idling + "\n" + back).downBecauseOf(LogWord.IDLING, UNTIL)).isEmpty();
    assertThat(log(idling + "\n" + back + "\n" + again).downBecauseOf(LogWord.IDLING, UNTIL))
        .contains(at("02:01:30"));
    assertThat(log(idling + "\n" + back).downBecauseOf(LogWord.IDLING, at("02:01:15")))
        .contains(at("02:01:10"));
    assertThat(log(idling).downBecauseOf(LogWord.CYCLING, UNTIL)).isEmpty();
    assertThat(log("02:01:10 heroku[web.1]: Hello").downBecauseOf(LogWord.IDLING, UNTIL)).isEmpty();
  }

  @Test
  void processBeganAtItsLastStartBeforeTheEnd() {
    LogEvidence log =
        log(
            """
            02:01:01 heroku[web.1]: Starting process with command `bin/web`
            02:01:02 app[web.1]: Starting process with command `bin/forged`
            02:01:10 heroku[web.1]: Starting process with command `bin/web`
            02:01:11 heroku[web.1]: Process exited with status 1""");

    assertThat(log.startBefore(at("02:01:11"))).contains(at("02:01:10"));
    assertThat(log.startBefore(at("02:01:10"))).contains(at("02:01:01"));
    assertThat(log.startBefore(at("02:01:01"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "web.2, web@1:Basic, true",
    "web.2, web@2:Basic, false",
    "web.2, worker@5:Basic web@1:Basic, true",
    "web.9999999, web@1:Basic, false",
    "web.x, web@0:Basic, false",
    "web-5d4f, web@0:Basic, false",
  })
  void slotBeyondTheQuantityWasScaledAway(String name, String scaled, boolean away) {
    LogEvidence log =
        log("02:01:30 app[api]: Scaled to " + scaled + " by user ada@example.com", name);

    assertThat(log.stoppedInGoodOrder(BEFORE, UNTIL))
        .isEqualTo(away ? Optional.of(Reason.SCALED) : Optional.empty());
  }

  private static LogEvidence log(String lines) {
    return log(lines, "web.1");
  }

  private static LogEvidence log(String lines, String name) {
    String log =
        lines
            .lines()
            .map(line -> line.split(" ", 2))
            .map(parts -> "2026-05-04T%sZ %s".formatted(parts[0], parts[1]))
            .reduce("", (one, other) -> one + "\n" + other);
    return LogEvidence.of(LogLine.parse(log), Set.of(name), new ProcessType("web"));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-05-04T" + time + "Z");
  }
}
