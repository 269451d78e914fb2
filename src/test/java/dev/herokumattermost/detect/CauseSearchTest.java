package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.CauseHint.Certainty;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.Release.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CauseSearchTest {
  private static final Instant START = Instant.parse("2026-05-04T02:03:00Z");
  private static final String NO_DATABASE =
      "PG::ConnectionBad: could not connect to server: Connection refused";
  private static final String NO_MEMORY = "java.lang.OutOfMemoryError: Java heap space";
  private static final PlatformError R10 = new PlatformError("R10", 1, 60, true);
  private static final PlatformError R15 = new PlatformError("R15", 1, null, true);

  @Test
  void lastErrorNamesTheCause() {
    assertThat(hint(1, "PG::ConnectionBad: could not connect to server: Connection refused"))
        .contains(new CauseHint(FailureCause.DATABASE_UNREACHABLE, "Postgres", Certainty.PROBABLE));
  }

  @Test
  void memoryThatHerokuSawIsTheCauseWhateverTheLogSays() {
    assertThat(hint(Optional.of(137), List.of(R15), Ending.AFTER_IT_WAS_UP, NO_DATABASE))
        .contains(new CauseHint(FailureCause.OUT_OF_MEMORY, null, Certainty.CERTAIN));
  }

  @Test
  void commandThatCannotBeRunIsTheCauseWhateverTheLogSays() {
    assertThat(hint(127, NO_DATABASE))
        .contains(new CauseHint(FailureCause.MISSING_COMMAND, null, Certainty.CERTAIN));
  }

  @Test
  void whatEndsAProcessDoesNotExplainABootTimeout() {
    assertThat(hint(Optional.of(137), List.of(R10), Ending.WHILE_STARTING, NO_MEMORY))
        .contains(new CauseHint(FailureCause.PORT_NOT_BOUND, null, Certainty.CERTAIN));
  }

  @Test
  void whatAProcessWaitedForExplainsABootTimeout() {
    assertThat(
            hint(
                Optional.of(137),
                List.of(R10),
                Ending.WHILE_STARTING,
                NO_DATABASE + ", retrying in 5 s",
                NO_DATABASE + ", retrying in 5 s"))
        .contains(new CauseHint(FailureCause.DATABASE_UNREACHABLE, "Postgres", Certainty.PROBABLE));
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 130, 139, 143})
  void signalsAreNotExplainedByTheLog(int status) {
    assertThat(hint(status, NO_DATABASE)).isEmpty();
  }

  @Test
  void killIsExplainedOnlyByMemory() {
    assertThat(hint(137, NO_DATABASE)).isEmpty();
    assertThat(hint(137, NO_MEMORY)).isPresent();
  }

  @Test
  void killBeforeItWasUpIsACauseOfItsOwn() {
    assertThat(hint(Optional.of(137), List.of(), Ending.WHILE_STARTING, "loading"))
        .contains(new CauseHint(FailureCause.KILLED_WHILE_STARTING, null, Certainty.CERTAIN));
  }

  @Test
  void toldToStopIsNoFailureToExplain() {
    assertThat(hint(Optional.of(1), List.of(), Ending.TOLD_TO_STOP, NO_DATABASE)).isEmpty();
  }

  @Test
  void endByItselfMakesAHintLessSure() {
    assertThat(hint(0, NO_DATABASE).map(CauseHint::certainty)).contains(Certainty.POSSIBLE);
  }

  @Test
  void errorThatOthersFollowIsOnlyPossible() {
    assertThat(hint(1, NO_DATABASE, "a", "b", "c", "d").map(CauseHint::certainty))
        .contains(Certainty.POSSIBLE);
  }

  @Test
  void ofTwoCausesNoneIsNamed() {
    assertThat(hint(1, NO_DATABASE, "certificate has expired")).isEmpty();
  }

  @Test
  void lastCauseOfAnErrorIsItsCause() {
    assertThat(
            hint(
                    1,
                    "Exception in thread \"main\" java.net.ConnectException: Connection refused"
                        + " (postgres)",
                    "\tat com.acme.Db.open(Db.java:9)",
                    "Caused by: java.net.UnknownHostException: db.acme.example",
                    "\tat com.acme.Db.open(Db.java:12)")
                .map(CauseHint::cause))
        .contains(FailureCause.DEPENDENCY_DNS);
  }

  @Test
  void errorLongBeforeTheEndHasBeenGotOver() {
    List<LogLine> lines = List.of(line(START, NO_DATABASE), line(START.plusSeconds(90), "exiting"));

    assertThat(new CauseSearch(Optional.of(1), List.of(), Ending.AFTER_IT_WAS_UP, lines).hint())
        .isEmpty();
  }

  @Test
  void dynoHoursThatAreUsedUpAreAQuota() {
    assertThat(
            hint(
                Optional.empty(),
                List.of(new PlatformError("H82", 3)),
                Ending.NOT_ENDED,
                "nothing"))
        .contains(new CauseHint(FailureCause.QUOTA, null, Certainty.CERTAIN));
  }

  @Test
  void newerReleaseThatFailedShortlyBeforeIsAPossibleCause() {
    assertThat(releasePhase(43, START.minusSeconds(120), Status.FAILED))
        .contains(new CauseHint(FailureCause.RELEASE_PHASE_FAILED, "v43", Certainty.POSSIBLE));
  }

  @Test
  void releaseThatWentLiveOrFailedEarlierOrLaterIsNone() {
    assertThat(releasePhase(43, START.minusSeconds(120), Status.SUCCEEDED)).isEmpty();
    assertThat(releasePhase(41, START.minusSeconds(120), Status.FAILED)).isEmpty();
    assertThat(releasePhase(43, START.minusSeconds(3_600), Status.FAILED)).isEmpty();
    assertThat(releasePhase(43, START.plusSeconds(1), Status.FAILED)).isEmpty();
  }

  /** A dyno fails on v42 at the start. */
  private static Optional<CauseHint> releasePhase(int version, Instant at, Status status) {
    var release = new Release(version, "Deploy", "ada", at, status, false, "slug");
    var failure =
        new Failure("web.1", DynoState.CRASHED, START, 42, null, 1, START, 1, List.of(), List.of());
    return CauseSearch.releasePhase(
        Evidence.NONE.withReleases(new Known<>(List.of(release))), failure);
  }

  @Test
  void nameThatIsTooLongIsLeftOut() {
    assertThat(hint(1, "Error: Cannot find module '" + "a".repeat(200) + "'"))
        .contains(new CauseHint(FailureCause.MISSING_MODULE, null, Certainty.PROBABLE));
  }

  @Test
  @Timeout(20)
  void longestLogTakesNoLongTime() {
    String line = "error connection refused certificate required missing set 5432 ".repeat(200);
    List<LogLine> lines =
        IntStream.range(0, 1_500).mapToObj(n -> line(START.plusMillis(n), line)).toList();

    assertThat(new CauseSearch(Optional.of(1), List.of(), Ending.AFTER_IT_WAS_UP, lines).hint())
        .isPresent();
  }

  private static Optional<CauseHint> hint(int exit, String... lines) {
    return hint(Optional.of(exit), List.of(), Ending.AFTER_IT_WAS_UP, lines);
  }

  private static Optional<CauseHint> hint(
      Optional<Integer> exit, List<PlatformError> errors, Ending ending, String... lines) {
    var log = new ArrayList<LogLine>();
    for (String line : lines) {
      log.add(line(START.plusMillis(log.size()), line));
    }
    return new CauseSearch(exit, errors, ending, log).hint();
  }

  private static LogLine line(Instant at, String text) {
    return new LogLine(at, "app", "web.1", text);
  }
}
