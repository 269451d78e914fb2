package dev.herokumattermost.watch;

import dev.herokumattermost.watch.Diagnosis.Harmless;
import dev.herokumattermost.watch.Diagnosis.Ill;
import dev.herokumattermost.watch.Diagnosis.Left;
import dev.herokumattermost.watch.Diagnosis.MaintenanceOver;
import dev.herokumattermost.watch.Diagnosis.Reason;
import dev.herokumattermost.watch.Diagnosis.Well;
import dev.herokumattermost.watch.Finding.Deployed;
import dev.herokumattermost.watch.Finding.Down;
import dev.herokumattermost.watch.Finding.Failing;
import dev.herokumattermost.watch.Finding.Gone;
import dev.herokumattermost.watch.Finding.HeldBack;
import dev.herokumattermost.watch.Finding.Idled;
import dev.herokumattermost.watch.Finding.Resized;
import dev.herokumattermost.watch.Finding.Restarted;
import dev.herokumattermost.watch.Finding.Steady;
import dev.herokumattermost.watch.Finding.StuckStarting;
import dev.herokumattermost.watch.Finding.Unfamiliar;
import dev.herokumattermost.watch.Finding.Unwatched;
import dev.herokumattermost.watch.News.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what one finding means, with what the evidence tells. */
record Diagnostician(Memory memory, Comparison comparison, Evidence evidence, Rules rules) {

  Diagnosis diagnose(Finding finding) {
    return switch (finding) {
      case Failing failing -> failing(failing);
      case Restarted restarted -> restarted(restarted);
      case Deployed deployed -> deployed(deployed);
      case StuckStarting(var dyno) ->
          ill(dyno, dyno.state(), testimony(null, dyno), names(null, dyno), List.of());
      case Down(var dyno) -> down(dyno);
      case Steady(_, var dyno) -> new Well(dyno);
      case Idled(var dyno) -> new Left(dyno.name(), Ending.IDLE);
      case Resized(_, var dyno) -> new Left(dyno.name(), Ending.RESIZED);
      case Gone gone ->
          evidence.wanted(gone.type()).orElse(0) > gone.listed()
              ? new Harmless(Reason.STILL_WANTED)
              : new Left(gone.patient().name(), Ending.SCALED_AWAY);
      case HeldBack _ ->
          evidence.inMaintenance().orElse(true)
              ? new Harmless(Reason.IN_MAINTENANCE)
              : new MaintenanceOver();
      case Unwatched(var type) -> new Left(type.value(), Ending.UNWATCHED);
      case Unfamiliar _ -> new Harmless(Reason.UNFAMILIAR_STATE);
    };
  }

  private Diagnosis failing(Failing failing) {
    Dyno dyno = failing.dyno();
    Testimony testimony = testimony(failing.before(), dyno);
    var crashes =
        new ArrayList<>(failing.firstSight() ? List.of() : uncounted(testimony.crashes(), dyno));
    if (dyno.state().equals(DynoState.CRASHED)
        && crashes.stream().noneMatch(at -> sameEvent(at, dyno.updatedAt()))) {
      crashes.add(dyno.updatedAt());
    }
    return ill(dyno, dyno.state(), testimony, names(failing.before(), dyno), crashes);
  }

  /**
   * The order matters: what the log says comes before what the circumstances suggest, and a crash
   * in the log outweighs everything, for a dyno may be cycled and crash between two looks.
   */
  private Diagnosis restarted(Restarted restarted) {
    Dyno before = restarted.before();
    Dyno dyno = restarted.dyno();
    Testimony testimony = testimony(before, dyno);
    List<Instant> crashes = uncounted(testimony.crashes(), dyno);
    if (!crashes.isEmpty()) {
      return crashed(before, dyno, testimony, crashes);
    }
    if (testimony.cycled()) {
      return new Harmless(Reason.CYCLED);
    }
    if (testimony.restarted()) {
      return new Harmless(Reason.RESTARTED_BY_HAND);
    }
    if (rule(dyno).alertsOn(before.state())) {
      return new Harmless(Reason.TRIED_AGAIN);
    }
    if (restarted.together()) {
      return new Harmless(Reason.RESTARTED_TOGETHER);
    }
    if (wasOfTheAgeOfCycling(before, dyno)) {
      return new Harmless(Reason.AGE_OF_CYCLING);
    }
    return rule(dyno).alertsOn(DynoState.RESTARTING)
        ? ill(
            dyno,
            DynoState.RESTARTING,
            testimony,
            names(before, dyno),
            List.of(beganAt(before, dyno)))
        : new Harmless(Reason.RESTARTS_DO_NOT_ALERT);
  }

  private Diagnosis deployed(Deployed deployed) {
    Testimony testimony = testimony(deployed.before(), deployed.dyno());
    List<Instant> crashes = uncounted(testimony.crashes(), deployed.dyno());
    return crashes.isEmpty()
        ? new Harmless(Reason.DEPLOYED)
        : crashed(deployed.before(), deployed.dyno(), testimony, crashes);
  }

  private Diagnosis crashed(Dyno before, Dyno dyno, Testimony testimony, List<Instant> crashes) {
    return rule(dyno).alertsOn(DynoState.CRASHED)
        ? ill(dyno, DynoState.CRASHED, testimony, names(before, dyno), crashes)
        : new Harmless(Reason.STATE_DOES_NOT_ALERT);
  }

  private Diagnosis down(Dyno dyno) {
    long running =
        comparison.current().stream()
            .filter(other -> other.type().equals(dyno.type()))
            .filter(other -> !other.state().equals(DynoState.DOWN))
            .count();
    return evidence.wanted(dyno.type()).map(wanted -> wanted <= running).orElse(false)
        ? new Harmless(Reason.NOT_WANTED)
        : ill(dyno, DynoState.DOWN, Testimony.NOTHING, names(null, dyno), List.of());
  }

  private Ill ill(
      Dyno dyno, DynoState state, Testimony testimony, Set<String> names, List<Instant> crashes) {
    Instant since = crashes.stream().min(Instant::compareTo).orElse(dyno.updatedAt());
    Instant upAgain = dyno.state().equals(DynoState.UP) ? dyno.updatedAt() : null;
    return new Ill(
        dyno,
        new Ailment(
            dyno.name(),
            state,
            since,
            dyno.release(),
            upAgain,
            crashes.size(),
            crashes.isEmpty() ? null : since,
            testimony.exit().orElse(null),
            testimony.errors(),
            lastLines(dyno, state, names, crashes)),
        crashes.stream().sorted().toList());
  }

  private List<LogLine> lastLines(
      Dyno dyno, DynoState state, Set<String> names, List<Instant> crashes) {
    Instant known = crashes.stream().max(Instant::compareTo).orElse(comparison.reading().at());
    Instant end =
        state.equals(DynoState.RESTARTING)
            ? LastLines.startedAt(evidence.logLines(), names, known)
            : known;
    return LastLines.of(evidence.logLines(), names, end, rule(dyno).logLines());
  }

  private static Set<String> names(@Nullable Dyno before, Dyno dyno) {
    return before == null || before.name().equals(dyno.name())
        ? Set.of(dyno.name())
        : Set.of(before.name(), dyno.name());
  }

  private Testimony testimony(@Nullable Dyno before, Dyno dyno) {
    return before == null
        ? Testimony.of(
            evidence.logLines(),
            Set.of(dyno.name()),
            dyno.createdAt().minus(Patience.SAME_EVENT),
            comparison.reading().at().plus(Patience.SAME_EVENT))
        : Testimony.of(
            evidence.logLines(),
            names(before, dyno),
            rule(before).alertsOn(before.state())
                ? before.updatedAt().plus(Patience.SAME_EVENT)
                : before.updatedAt(),
            comparison.reading().at().plus(Patience.SAME_EVENT));
  }

  /**
   * Without those that an earlier look has counted. On Fir the dynos of a type share one place, and
   * several may crash in one moment, so there only the very same line of the log is the same crash.
   */
  private List<Instant> uncounted(List<Instant> crashes, Dyno dyno) {
    String where = Crash.place(dyno);
    return crashes.stream()
        .filter(
            at ->
                memory.crashes().stream()
                    .filter(crash -> crash.where().equals(where))
                    .noneMatch(
                        crash -> dyno.inSlot() ? sameEvent(crash.at(), at) : crash.at().equals(at)))
        .toList();
  }

  private static boolean wasOfTheAgeOfCycling(Dyno before, Dyno dyno) {
    Instant born =
        before.createdAt().equals(dyno.createdAt()) ? before.updatedAt() : before.createdAt();
    Duration age = Duration.between(born, beganAt(before, dyno));
    return age.compareTo(Patience.CYCLING_FROM) >= 0 && age.compareTo(Patience.CYCLING_TO) <= 0;
  }

  private static Instant beganAt(Dyno before, Dyno dyno) {
    return dyno.createdAt().isAfter(before.createdAt()) ? dyno.createdAt() : dyno.updatedAt();
  }

  private static boolean sameEvent(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(Patience.SAME_EVENT) <= 0;
  }

  private Rule rule(Dyno dyno) {
    return rules.forProcess(memory.app(), dyno.type());
  }
}
