package dev.herokumattermost.detect;

import dev.herokumattermost.detect.Change.Deployed;
import dev.herokumattermost.detect.Change.Down;
import dev.herokumattermost.detect.Change.Failing;
import dev.herokumattermost.detect.Change.Gone;
import dev.herokumattermost.detect.Change.HeldBack;
import dev.herokumattermost.detect.Change.Idled;
import dev.herokumattermost.detect.Change.Resized;
import dev.herokumattermost.detect.Change.Restarted;
import dev.herokumattermost.detect.Change.Steady;
import dev.herokumattermost.detect.Change.StuckStarting;
import dev.herokumattermost.detect.Change.Unfamiliar;
import dev.herokumattermost.detect.Change.Unwatched;
import dev.herokumattermost.detect.Diagnosis.Failed;
import dev.herokumattermost.detect.Diagnosis.Harmless;
import dev.herokumattermost.detect.Diagnosis.Left;
import dev.herokumattermost.detect.Diagnosis.MaintenanceOver;
import dev.herokumattermost.detect.Diagnosis.Reason;
import dev.herokumattermost.detect.LogEvidence.OrderlyRestart;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what the changes of one app mean, with what the evidence tells. */
public record Diagnoser(
    PreviousState previous, Comparison comparison, Evidence evidence, Rules rules) {

  /** Every change with its diagnosis, in the same order. */
  public List<DiagnosedChange> diagnose() {
    return comparison.changes().stream()
        .map(change -> new DiagnosedChange(change, diagnose(change)))
        .toList();
  }

  private Diagnosis diagnose(Change change) {
    return switch (change) {
      case Failing failing -> failing(failing);
      case Restarted restarted -> restarted(restarted);
      case Deployed deployed -> deployed(deployed);
      case StuckStarting(var dyno) ->
          failed(dyno, dyno.state(), logEvidence(null, dyno), names(null, dyno), List.of());
      case Down(var dyno) -> down(dyno);
      case Steady(_, var dyno) -> new Diagnosis.Steady(dyno);
      case Idled(var dyno) -> new Left(dyno.name(), ClosedReason.IDLE);
      case Resized(_, var dyno) -> new Left(dyno.name(), ClosedReason.RESIZED);
      case Gone gone ->
          evidence.wanted(gone.type()).orElse(0) > gone.listed()
              ? new Harmless(Reason.STILL_WANTED)
              : new Left(gone.failing().name(), ClosedReason.SCALED_DOWN);
      case HeldBack _ ->
          evidence.inMaintenance().orElse(true)
              ? new Harmless(Reason.IN_MAINTENANCE)
              : new MaintenanceOver();
      case Unwatched(var type) -> new Left(type.value(), ClosedReason.UNWATCHED);
      case Unfamiliar _ -> new Harmless(Reason.UNFAMILIAR_STATE);
    };
  }

  private Diagnosis failing(Failing failing) {
    Dyno dyno = failing.dyno();
    LogEvidence log = logEvidence(failing.before(), dyno);
    var crashes =
        new ArrayList<>(failing.firstReading() ? List.of() : uncounted(log.crashes(), dyno));
    if (dyno.isIn(DynoState.CRASHED)
        && crashes.stream().noneMatch(at -> isSameEvent(at, dyno.updatedAt()))) {
      crashes.add(dyno.updatedAt());
    }
    return failed(dyno, dyno.state(), log, names(failing.before(), dyno), crashes);
  }

  /**
   * The order matters. What the log says comes before what the circumstances suggest. A crash in
   * the log outweighs everything, because a dyno can be cycled and crash between two readings.
   */
  private Diagnosis restarted(Restarted restarted) {
    Dyno before = restarted.before();
    Dyno dyno = restarted.dyno();
    LogEvidence log = logEvidence(before, dyno);
    List<Instant> crashes = uncounted(log.crashes(), dyno);
    if (!crashes.isEmpty()) {
      return crashed(before, dyno, log, crashes);
    }
    if (log.restarts().contains(OrderlyRestart.CYCLED)) {
      return new Harmless(Reason.CYCLED);
    }
    if (log.restarts().contains(OrderlyRestart.RESTARTED_MANUALLY)) {
      return new Harmless(Reason.RESTARTED_MANUALLY);
    }
    if (rule(dyno).alertsOn(before.state())) {
      return new Harmless(Reason.TRIED_AGAIN);
    }
    if (restarted.together()) {
      return new Harmless(Reason.RESTARTED_TOGETHER);
    }
    if (hadTheAgeOfCycling(before, dyno)) {
      return new Harmless(Reason.AGE_OF_CYCLING);
    }
    return rule(dyno).alertsOn(DynoState.RESTARTING)
        ? failed(
            dyno, DynoState.RESTARTING, log, names(before, dyno), List.of(dyno.beganAfter(before)))
        : new Harmless(Reason.RESTARTS_DO_NOT_ALERT);
  }

  private Diagnosis deployed(Deployed deployed) {
    LogEvidence log = logEvidence(deployed.before(), deployed.dyno());
    List<Instant> crashes = uncounted(log.crashes(), deployed.dyno());
    return crashes.isEmpty()
        ? new Harmless(Reason.DEPLOYED)
        : crashed(deployed.before(), deployed.dyno(), log, crashes);
  }

  private Diagnosis crashed(Dyno before, Dyno dyno, LogEvidence log, List<Instant> crashes) {
    return rule(dyno).alertsOn(DynoState.CRASHED)
        ? failed(dyno, DynoState.CRASHED, log, names(before, dyno), crashes)
        : new Harmless(Reason.STATE_DOES_NOT_ALERT);
  }

  private Diagnosis down(Dyno dyno) {
    long running =
        comparison.current().stream()
            .filter(other -> other.type().equals(dyno.type()))
            .filter(other -> !other.isIn(DynoState.DOWN))
            .count();
    return evidence.wanted(dyno.type()).map(wanted -> wanted <= running).orElse(false)
        ? new Harmless(Reason.NOT_WANTED)
        : failed(dyno, DynoState.DOWN, LogEvidence.NOTHING, names(null, dyno), List.of());
  }

  private Failed failed(
      Dyno dyno, DynoState state, LogEvidence log, Set<String> names, List<Instant> crashes) {
    Instant since = crashes.stream().min(Instant::compareTo).orElse(dyno.updatedAt());
    Instant upAgain = dyno.isIn(DynoState.UP) ? dyno.updatedAt() : null;
    return new Failed(
        dyno,
        new Failure(
            dyno.name(),
            state,
            since,
            dyno.release(),
            upAgain,
            crashes.size(),
            crashes.isEmpty() ? null : since,
            log.exit().orElse(null),
            log.errors(),
            logLines(dyno, state, names, crashes)),
        crashes.stream().sorted().toList());
  }

  private List<LogLine> logLines(
      Dyno dyno, DynoState state, Set<String> names, List<Instant> crashes) {
    Instant known = crashes.stream().max(Instant::compareTo).orElse(comparison.readAt());
    Instant end =
        state.equals(DynoState.RESTARTING)
            ? LogExcerpt.startedAt(evidence.logLines(), names, known)
            : known;
    return LogExcerpt.of(evidence.logLines(), names, end, rule(dyno).logLines());
  }

  private static Set<String> names(@Nullable Dyno before, Dyno dyno) {
    return before == null || before.name().equals(dyno.name())
        ? Set.of(dyno.name())
        : Set.of(before.name(), dyno.name());
  }

  private LogEvidence logEvidence(@Nullable Dyno before, Dyno dyno) {
    return LogEvidence.of(
        evidence.logLines(),
        names(before, dyno),
        before == null ? dyno.createdAt().minus(Thresholds.SAME_EVENT) : knownUntil(before),
        comparison.readAt().plus(Thresholds.SAME_EVENT));
  }

  private Instant knownUntil(Dyno before) {
    return rule(before).alertsOn(before.state())
        ? before.updatedAt().plus(Thresholds.SAME_EVENT)
        : before.updatedAt();
  }

  /**
   * Without the crashes that an earlier pass has counted. On Fir the dynos of a type share one
   * place, and several can crash at one moment, so there only the same line of the log is the same
   * crash.
   */
  private List<Instant> uncounted(List<Instant> crashes, Dyno dyno) {
    String where = Crash.placeOf(dyno);
    return crashes.stream()
        .filter(
            at ->
                previous.crashes().stream()
                    .filter(crash -> crash.where().equals(where))
                    .noneMatch(
                        crash ->
                            dyno.inSlot() ? isSameEvent(crash.at(), at) : crash.at().equals(at)))
        .toList();
  }

  private static boolean hadTheAgeOfCycling(Dyno before, Dyno dyno) {
    Instant born =
        before.createdAt().equals(dyno.createdAt()) ? before.updatedAt() : before.createdAt();
    Duration age = Duration.between(born, dyno.beganAfter(before));
    return age.compareTo(Thresholds.CYCLING_FROM) >= 0 && age.compareTo(Thresholds.CYCLING_TO) <= 0;
  }

  private static boolean isSameEvent(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Thresholds.SAME_EVENT) <= 0;
  }

  private Rule rule(Dyno dyno) {
    return rules.forProcess(previous.app(), dyno.type());
  }
}
