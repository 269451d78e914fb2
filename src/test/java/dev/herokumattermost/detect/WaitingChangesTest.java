package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Change.Deployed;
import dev.herokumattermost.detect.Change.Down;
import dev.herokumattermost.detect.Change.Failing;
import dev.herokumattermost.detect.Change.HeldBack;
import dev.herokumattermost.detect.Change.Idled;
import dev.herokumattermost.detect.Change.ReleasePhaseOver;
import dev.herokumattermost.detect.Change.Resized;
import dev.herokumattermost.detect.Change.Restarted;
import dev.herokumattermost.detect.Change.StuckStarting;
import dev.herokumattermost.detect.Change.Unfamiliar;
import dev.herokumattermost.detect.Change.Unwatched;
import dev.herokumattermost.detect.NeededEvidence.Kind;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which changes a later pass can diagnose as well, and which of them the log may yet explain. */
class WaitingChangesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final ProcessType WEB = new ProcessType("web");
  private static final Dyno BEFORE = dyno("before", Duration.ofDays(1), DynoState.UP);
  private static final Dyno JUST_NOW = dyno("now", Duration.ofSeconds(3), DynoState.UP);

  private static Dyno dyno(String id, Duration ago, DynoState state) {
    return new Dyno(
        new DynoId(id),
        "web.1",
        WEB,
        state,
        7,
        NOW.minus(Duration.ofDays(2)),
        NOW.minus(ago),
        "Basic");
  }

  private static Comparison with(Change... changes) {
    return new Comparison(
        new Reading.Dynos(new AppName("api"), NOW, List.of()),
        false,
        List.of(),
        List.of(changes),
        Map.of(),
        List.of(),
        false);
  }

  private static Change restarted(Duration ago) {
    return new Restarted(BEFORE, dyno("now", ago, DynoState.UP), false);
  }

  private static Change deployed(Duration ago) {
    return new Deployed(BEFORE, dyno("now", ago, DynoState.UP));
  }

  static Stream<Change> urgent() {
    return Stream.of(
        new Failing(BEFORE, JUST_NOW, false),
        new StuckStarting(JUST_NOW),
        new Down(JUST_NOW),
        new HeldBack(WEB));
  }

  static Stream<Change> unimportant() {
    return Stream.of(
        new Resized(BEFORE, JUST_NOW),
        new Idled(JUST_NOW),
        new Unwatched(WEB),
        new Unfamiliar(JUST_NOW),
        new ReleasePhaseOver(JUST_NOW));
  }

  @ParameterizedTest
  @MethodSource("urgent")
  void whatIsUrgentDoesNotWait(Change change) {
    assertThat(with(change).canWait()).isFalse();
    assertThat(with(restarted(Duration.ZERO), change).canWait()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("unimportant")
  void whatIsNotUrgentWaits(Change change) {
    assertThat(with(change).canWait()).isTrue();
  }

  @Test
  void restartsAndDeploysWaitForLessThanTenMinutes() {
    Duration tenMinutes = Duration.ofMinutes(10);

    assertThat(with(restarted(tenMinutes.minusMillis(1))).canWait()).isTrue();
    assertThat(with(restarted(tenMinutes)).canWait()).isFalse();
    assertThat(with(deployed(tenMinutes.minusMillis(1))).canWait()).isTrue();
    assertThat(with(deployed(tenMinutes)).canWait()).isFalse();
    assertThat(with(restarted(Duration.ZERO), deployed(tenMinutes)).canWait()).isFalse();
  }

  @Test
  void whatTheNextReadingShowsAgainLasts() {
    assertThat(with(new Down(JUST_NOW), new HeldBack(WEB)).lasts()).isTrue();
    assertThat(with(new Down(JUST_NOW), restarted(Duration.ZERO)).lasts()).isFalse();
    assertThat(with(new Failing(BEFORE, JUST_NOW, false)).lasts()).isFalse();
  }

  @Test
  void eachKindOfEvidenceIsNeededOnce() {
    NeededEvidence needed = NeededEvidence.of(List.of(restarted(Duration.ZERO), new HeldBack(WEB)));

    assertThat(needed)
        .isEqualTo(new NeededEvidence(Set.of(Kind.RELEASES, Kind.LOG, Kind.MAINTENANCE), true));
    assertThat(needed.withoutLog())
        .isEqualTo(new NeededEvidence(Set.of(Kind.RELEASES, Kind.MAINTENANCE), true));
    assertThat(needed.isNothing()).isFalse();
    assertThat(NeededEvidence.of(unimportant().limit(4).toList()).isNothing()).isTrue();
    assertThat(NeededEvidence.of(List.of(new ReleasePhaseOver(JUST_NOW))))
        .isEqualTo(new NeededEvidence(Set.of(Kind.RELEASES), false));
  }

  @Test
  void theLogMayYetHaveTheCrashOfANewInstance() {
    var harmless = new Diagnosis.Harmless(Diagnosis.Reason.DEPLOYED);
    Instant lately = NOW.minusSeconds(10);

    for (Change change :
        List.of(restarted(Duration.ofSeconds(9)), deployed(Duration.ofSeconds(9)))) {
      assertThat(new DiagnosedChange(change, harmless).isWithoutACrashSince(lately)).isTrue();
      assertThat(new DiagnosedChange(change, failed("restarting")).isWithoutACrashSince(lately))
          .isTrue();
      assertThat(new DiagnosedChange(change, failed("crashed")).isWithoutACrashSince(lately))
          .isFalse();
    }
    for (Change change :
        List.of(
            restarted(Duration.ofSeconds(10)),
            deployed(Duration.ofSeconds(10)),
            new Idled(JUST_NOW))) {
      assertThat(new DiagnosedChange(change, harmless).isWithoutACrashSince(lately)).isFalse();
    }
  }

  private static Diagnosis failed(String state) {
    return new Diagnosis.Failed(
        JUST_NOW,
        new Failure(
            "web.1", new DynoState(state), NOW, 7, null, 1, null, null, List.of(), List.of()),
        List.of(),
        false);
  }

  @Test
  void exitStatusIsThatOfTheDynoInThatState() {
    var evidence =
        new Evidence(
                Evidence.notAsked(), Evidence.notAsked(), Evidence.notAsked(), Evidence.notAsked())
            .withExits(
                List.of(
                    new HintedExit(BEFORE.id(), DynoState.CRASHED, 1),
                    new HintedExit(JUST_NOW.id(), DynoState.UP, 2),
                    new HintedExit(JUST_NOW.id(), DynoState.CRASHED, 137)));

    assertThat(evidence.exitOf(dyno("now", Duration.ZERO, DynoState.CRASHED)))
        .isEqualTo(Optional.of(137));
    assertThat(evidence.exitOf(dyno("other", Duration.ZERO, DynoState.CRASHED))).isEmpty();
  }
}
