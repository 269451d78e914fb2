package dev.herokumattermost.detect;

import dev.herokumattermost.detect.Change.Deployed;
import dev.herokumattermost.detect.Change.Down;
import dev.herokumattermost.detect.Change.Failing;
import dev.herokumattermost.detect.Change.Gone;
import dev.herokumattermost.detect.Change.HeldBack;
import dev.herokumattermost.detect.Change.Idled;
import dev.herokumattermost.detect.Change.ReleasePhaseOver;
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
import dev.herokumattermost.detect.LogEvidence.ProcessEnd;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
      case StuckStarting(var dyno) -> failed(null, dyno, dyno.state(), List.of());
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
      case ReleasePhaseOver _ -> new Harmless(Reason.RELEASE_PHASE_OVER);
    };
  }

  private Diagnosis failing(Failing failing) {
    Dyno dyno = failing.dyno();
    Dyno before = failing.before();
    List<Instant> logged = failing.firstReading() ? List.of() : loggedCrashes(before, dyno);
    var crashes = new ArrayList<>(uncounted(logged, dyno));
    if (dyno.isIn(DynoState.CRASHED)
        && crashes.stream().noneMatch(at -> isSameEvent(at, dyno.updatedAt()))
        && !wasCounted(nearest(logged, dyno.updatedAt()), dyno)) {
      crashes.add(dyno.updatedAt());
    }
    return failed(before, dyno, dyno.state(), crashes);
  }

  /**
   * The order matters. What the log says comes before what the circumstances suggest. A crash in
   * the log outweighs everything, because a dyno can be cycled and crash between two readings.
   */
  private Diagnosis restarted(Restarted restarted) {
    Dyno before = restarted.before();
    Dyno dyno = restarted.dyno();
    List<Instant> crashes = crashesInLog(before, dyno);
    if (!crashes.isEmpty()) {
      return crashed(before, dyno, crashes);
    }
    Optional<Reason> inGoodOrder =
        log(before, dyno).stoppedInGoodOrder(knownUntil(before), lookedUntil());
    if (inGoodOrder.isPresent()) {
      return new Harmless(inGoodOrder.get());
    }
    if (rule(dyno).alertsOn(before.state()) || wasCounted(loggedCrashes(before, dyno), dyno)) {
      return new Harmless(Reason.TRIED_AGAIN);
    }
    if (restarted.together()) {
      return new Harmless(Reason.RESTARTED_TOGETHER);
    }
    if (hadTheAgeOfCycling(before, dyno)) {
      return new Harmless(Reason.AGE_OF_CYCLING);
    }
    if (!dyno.inSlot()) {
      return new Harmless(Reason.FIR_LOGS_NO_RESTARTS);
    }
    return rule(dyno).alertsOn(DynoState.RESTARTING)
        ? failed(before, dyno, DynoState.RESTARTING, List.of(dyno.beganAfter(before)))
        : new Harmless(Reason.RESTARTS_DO_NOT_ALERT);
  }

  private Diagnosis deployed(Deployed deployed) {
    List<Instant> crashes = crashesInLog(deployed.before(), deployed.dyno());
    return crashes.isEmpty()
        ? new Harmless(Reason.DEPLOYED)
        : crashed(deployed.before(), deployed.dyno(), crashes);
  }

  private Diagnosis crashed(Dyno before, Dyno dyno, List<Instant> crashes) {
    return rule(dyno).alertsOn(DynoState.CRASHED)
        ? failed(before, dyno, DynoState.CRASHED, crashes)
        : new Harmless(Reason.STATE_DOES_NOT_ALERT);
  }

  private Diagnosis down(Dyno dyno) {
    LogEvidence log = log(null, dyno);
    if (log.downBecauseOf(LogWord.IDLING, lookedUntil()).isPresent()) {
      return new Harmless(Reason.SLEPT);
    }
    if (log.downBecauseOf(LogWord.RELOCATING, lookedUntil())
        .filter(at -> at.plus(Thresholds.STARTING).isAfter(comparison.readAt()))
        .isPresent()) {
      return new Harmless(Reason.RELOCATED);
    }
    long running =
        comparison.current().stream()
            .filter(other -> other.type().equals(dyno.type()))
            .filter(other -> !other.isIn(DynoState.DOWN))
            .count();
    return evidence.wanted(dyno.type()).map(wanted -> wanted <= running).orElse(false)
        ? new Harmless(Reason.NOT_WANTED)
        : failed(null, dyno, DynoState.DOWN, List.of());
  }

  private Failed failed(@Nullable Dyno before, Dyno dyno, DynoState state, List<Instant> crashes) {
    Instant since = crashes.stream().min(Instant::compareTo).orElse(dyno.updatedAt());
    Instant upAgain = dyno.isIn(DynoState.UP) ? dyno.updatedAt() : null;
    Instant end = end(before, dyno, state, crashes);
    LogEvidence log = log(before, dyno);
    ProcessEnd how = log.endAt(end, lookedUntil());
    int release = releaseAt(end, before, dyno);
    var failure =
        new Failure(
            dyno.name(),
            state,
            since,
            release,
            upAgain,
            crashes.size(),
            crashes.isEmpty() ? null : since,
            state.equals(DynoState.DOWN)
                ? null
                : how.exit().or(() -> evidence.exitOf(dyno)).orElse(null),
            how.errors(),
            LogExcerpt.of(evidence.logLines(), names(before, dyno), end, rule(dyno).logLines()),
            crashes.size() > 1 ? crashes.stream().max(Instant::compareTo).orElseThrow() : null,
            null);
    List<LogLine> lines = LogExcerpt.ownLines(evidence.logLines(), names(before, dyno), end);
    return new Failed(
        dyno,
        failure.withHint(hint(failure, ending(state, log, end), lines).orElse(null)),
        crashes.stream().sorted().toList(),
        log.restartedManually(end, lookedUntil()));
  }

  /**
   * What made it fail. Of a restart alone the post says that its cause is unknown, and somebody or
   * Heroku takes a dyno down.
   */
  private Optional<CauseHint> hint(Failure failure, Ending ending, List<LogLine> lines) {
    if (failure.state().equals(DynoState.RESTARTING)) {
      return Optional.empty();
    }
    boolean down = failure.state().equals(DynoState.DOWN);
    return new CauseSearch(
            Optional.ofNullable(failure.exit()), failure.errors(), ending, down ? List.of() : lines)
        .hint()
        .or(() -> down ? Optional.empty() : CauseSearch.releasePhase(evidence, failure));
  }

  private static Ending ending(DynoState state, LogEvidence log, Instant end) {
    return state.equals(DynoState.CRASHED) ? log.endingAt(end) : Ending.NOT_ENDED;
  }

  /** When the process ended that failed last; now, if it has not ended. */
  private Instant end(@Nullable Dyno before, Dyno dyno, DynoState state, List<Instant> crashes) {
    Instant last = dyno.isIn(DynoState.CRASHED) ? dyno.updatedAt() : comparison.readAt();
    Instant end = crashes.stream().max(Instant::compareTo).orElse(last);
    return state.equals(DynoState.RESTARTING)
        ? LogExcerpt.startedAt(evidence.logLines(), names(before, dyno), end)
        : end;
  }

  /**
   * The release that a dyno ran when it failed. The instance that is listed runs its own release
   * from its creation on; what was before ran the newest that was live when it began.
   */
  private int releaseAt(Instant end, @Nullable Dyno before, Dyno dyno) {
    if (before == null
        || before.release() >= dyno.release()
        || !end.isBefore(dyno.createdAt().minus(Thresholds.SAME_EVENT))) {
      return dyno.release();
    }
    Instant began = log(before, dyno).startBefore(end).orElse(end);
    return evidence.knownReleases().stream()
        .filter(release -> release.wentLive() && !release.createdAt().isAfter(began))
        .mapToInt(Release::version)
        .filter(version -> version > before.release() && version <= dyno.release())
        .max()
        .orElse(before.release());
  }

  private static Set<String> names(@Nullable Dyno before, Dyno dyno) {
    return before == null || before.name().equals(dyno.name())
        ? Set.of(dyno.name())
        : Set.of(before.name(), dyno.name());
  }

  private LogEvidence log(@Nullable Dyno before, Dyno dyno) {
    return LogEvidence.of(evidence.logLines(), names(before, dyno), dyno.type());
  }

  private List<Instant> crashesInLog(@Nullable Dyno before, Dyno dyno) {
    return uncounted(loggedCrashes(before, dyno), dyno);
  }

  private List<Instant> loggedCrashes(@Nullable Dyno before, Dyno dyno) {
    Instant after =
        before == null ? dyno.createdAt().minus(Thresholds.SAME_EVENT) : knownUntil(before);
    return log(before, dyno).crashes(after, lookedUntil());
  }

  /** Those of an event that the API tells of too, by its own clock. */
  private static List<Instant> nearest(List<Instant> logged, Instant event) {
    return logged.stream()
        .filter(at -> isSameEvent(at, event))
        .min(Comparator.comparing(at -> Duration.between(at, event).abs()))
        .stream()
        .toList();
  }

  /**
   * Whether an earlier pass has counted one of these lines of the log. The log is read after the
   * dynos, so it can have a crash that the list of them shows to the next pass.
   */
  private boolean wasCounted(List<Instant> logged, Dyno dyno) {
    String where = Crash.placeOf(dyno);
    return previous.crashes().stream()
        .anyMatch(crash -> crash.where().equals(where) && logged.contains(crash.at()));
  }

  private Instant lookedUntil() {
    return comparison.readAt().plus(Thresholds.SAME_EVENT);
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
