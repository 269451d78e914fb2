package dev.herokumattermost.incident;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.Crash;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Diagnosis.Failed;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.PreviousState.IncidentCondition;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.Incident.Recovering;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.MoreDynosFailed;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.incident.IncidentEvent.PartlyRecovered;
import dev.herokumattermost.incident.IncidentEvent.Recovered;
import dev.herokumattermost.incident.IncidentEvent.Reopened;
import dev.herokumattermost.incident.IncidentEvent.StillFailing;
import dev.herokumattermost.incident.IncidentEvent.Worsened;
import dev.herokumattermost.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one step of an incident: from the incident before and the diagnoses of this pass to the
 * incident after and the events that it yields.
 *
 * @param state the app before the step
 * @param type the process type that the incident is about
 * @param now by our clock
 */
record IncidentTransition(
    AppState state,
    ProcessType type,
    Comparison comparison,
    Evidence evidence,
    Rule rule,
    Instant now) {

  /**
   * What the step leads to.
   *
   * @param incident null if the process type has none
   * @param crashes the app's recent crashes, the new ones included
   */
  record Outcome(@Nullable Incident incident, List<IncidentEvent> events, List<Crash> crashes) {
    Outcome {
      events = List.copyOf(events);
      crashes = List.copyOf(crashes);
    }
  }

  /** How the incident came to be open. */
  private enum Beginning {
    OPENED,
    REOPENED,
    WAS_OPEN
  }

  /** An incident with the events it has yielded so far in this step. */
  private record Progress(Incident incident, List<IncidentEvent> events) {
    Progress and(IncidentEvent event) {
      return new Progress(incident, Stream.concat(events.stream(), Stream.of(event)).toList());
    }

    Progress with(Incident changed) {
      return new Progress(changed, events);
    }
  }

  Outcome after(List<DiagnosedChange> changes) {
    var diagnoses = Diagnoses.of(changes);
    Optional<Incident> open = state.openIncident(type);
    if (diagnoses.left().containsValue(ClosedReason.UNWATCHED)) {
      Instant at = comparison.readAt();
      return new Outcome(
          open.map(incident -> incident.ended(at, at, ClosedReason.UNWATCHED)).orElse(null),
          List.of(),
          state.crashes());
    }
    Optional<Incident> before =
        open.map(incident -> withCurrentNames(incident, diagnoses.restartedManually()));
    CrashHistory crashes = crashHistory();
    Progress progress;
    if (diagnoses.failed().isEmpty()) {
      if (before.isEmpty()) {
        return new Outcome(null, List.of(), state.crashes());
      }
      progress = new Progress(before.get(), List.of());
    } else {
      crashes = crashes.with(diagnoses.failed());
      progress = failed(before, diagnoses.failed(), crashes);
      crashes = crashes.bounded();
    }
    if (diagnoses.maintenanceOver()) {
      progress = noLongerHeldBack(progress);
    }
    progress = reminded(resolved(progress, diagnoses));
    return new Outcome(progress.incident(), progress.events(), crashes.crashes());
  }

  private CrashHistory crashHistory() {
    return new CrashHistory(
        state.crashes(), type, comparison.listed(type), rule.crashLoop(), comparison.readAt());
  }

  private Incident withCurrentNames(Incident incident, Set<String> restartedManually) {
    return incident.withDynos(
        incident.dynos().stream()
            .map(
                dyno -> {
                  String name = comparison.renames().getOrDefault(dyno.name(), dyno.name());
                  return dyno.withName(name)
                      .withRestartedManually(
                          dyno.restartedManually() || restartedManually.contains(name));
                })
            .toList());
  }

  private Progress failed(Optional<Incident> open, List<Failed> failed, CrashHistory crashes) {
    Instant since =
        failed.stream().map(one -> one.failure().since()).min(Instant::compareTo).orElseThrow();
    Optional<Incident> ended =
        open.isPresent()
            ? Optional.empty()
            : state.incidents().stream()
                .filter(one -> one.type().equals(type) && one.canReopenAt(since))
                .findFirst();
    Beginning beginning =
        open.isPresent()
            ? Beginning.WAS_OPEN
            : ended.isPresent() ? Beginning.REOPENED : Beginning.OPENED;
    Incident before =
        open.or(() -> ended.map(one -> begun(one.reopened(since))))
            .orElseGet(() -> begun(Incident.open(state.app(), type, since)));
    boolean warning =
        (beginning != Beginning.WAS_OPEN || before.isWarning()) && crashes.isWarning(failed);
    Optional<String> loop = before.isCrashLoop() ? Optional.empty() : crashes.loopAmong(failed);
    Incident after =
        withFailures(before, failed)
            .with(IncidentCondition.CRASH_LOOP, before.isCrashLoop() || loop.isPresent())
            .with(IncidentCondition.WARNING, warning)
            .withRemindAt(
                warning ? null : before.isWarning() ? firstReminder() : before.remindAt());
    boolean muted = beginning == Beginning.WAS_OPEN && after.acknowledgement().muted();
    var progress = new Progress(after, List.of());
    return after.isHeldBack() || muted
        ? progress
        : reported(
            progress,
            before,
            beginning,
            failed,
            crashes,
            loop,
            ended.map(IncidentTransition::endOf).orElse(since));
  }

  private static Instant endOf(Incident incident) {
    return incident.phase() instanceof Incident.Ended end ? end.until() : incident.failingSince();
  }

  /** With what the rule says about a new or reopened incident. */
  private Incident begun(Incident incident) {
    return incident
        .with(
            IncidentCondition.HELD_BACK,
            rule.quietInMaintenance() && evidence.inMaintenance().orElse(false))
        .withRemindAt(firstReminder());
  }

  private @Nullable Instant firstReminder() {
    return rule.reminders().never() ? null : now.plus(rule.reminders().first());
  }

  private static Incident withFailures(Incident incident, List<Failed> failed) {
    var dynos = new LinkedHashMap<String, FailingDyno>();
    incident.dynos().forEach(dyno -> dynos.put(dyno.name(), dyno));
    int crashes = incident.crashes();
    for (Failed one : failed) {
      Failure failure = one.failure();
      int more = one.isUnexplained() ? 0 : one.crashes().size();
      dynos.merge(
          one.dyno().name(),
          new FailingDyno(
              one.dyno().name(),
              failure.state(),
              failure.since(),
              more,
              failure.release(),
              one.restartedManually()),
          FailingDyno::failedAgain);
      crashes += more;
    }
    return incident.withDynos(List.copyOf(dynos.values())).withCrashes(crashes);
  }

  private Progress reported(
      Progress progress,
      Incident before,
      Beginning beginning,
      List<Failed> failed,
      CrashHistory crashes,
      Optional<String> loop,
      Instant endedAt) {
    var reports = new FailureReports(comparison, evidence);
    Incident after = progress.incident();
    boolean worsened = before.isWarning() && !after.isWarning();
    Set<String> known = new HashSet<>();
    if (!worsened) {
      before.dynos().forEach(dyno -> known.add(dyno.name()));
    }
    List<Failed> newly = failed.stream().filter(one -> known.add(one.dyno().name())).toList();
    boolean loops = loop.isPresent() && (worsened || beginning != Beginning.WAS_OPEN);
    Progress next = progress;
    if (!newly.isEmpty()) {
      FailureReport report = reports.of(after, failed, newly, crashes, loops);
      next =
          next.and(
              switch (beginning) {
                case OPENED -> new Opened(report);
                case REOPENED -> worsened ? new Worsened(report) : new Reopened(report, endedAt);
                case WAS_OPEN -> worsened ? new Worsened(report) : new MoreDynosFailed(report);
              });
    }
    return loop.isPresent() && !loops
        ? next.and(reports.crashLooping(loop.get(), failed, crashes))
        : next;
  }

  private Progress noLongerHeldBack(Progress progress) {
    if (!progress.incident().isHeldBack()) {
      return progress;
    }
    Incident incident = progress.incident().with(IncidentCondition.HELD_BACK, false);
    FailureReport report = new FailureReports(comparison, evidence).of(incident, this::releaseOf);
    return progress.with(incident).and(new Opened(report));
  }

  private int releaseOf(String name) {
    return comparison.current().stream()
        .filter(dyno -> dyno.name().equals(name))
        .mapToInt(Dyno::release)
        .findFirst()
        .orElse(0);
  }

  /** Takes out the dynos that are steady or gone, and ends the incident with the last of them. */
  private Progress resolved(Progress progress, Diagnoses diagnoses) {
    Incident before = progress.incident();
    var failing = new LinkedHashMap<String, FailingDyno>();
    before.dynos().forEach(dyno -> failing.put(dyno.name(), dyno));
    var recovered = new LinkedHashMap<FailingDyno, Dyno>();
    Instant until = before.failingSince();
    for (Dyno dyno : diagnoses.seen()) {
      FailingDyno steady = isSteady(dyno, before) ? failing.remove(dyno.name()) : null;
      if (steady != null) {
        recovered.put(steady, dyno);
        until = dyno.updatedAt().isAfter(until) ? dyno.updatedAt() : until;
      }
    }
    var left = new LinkedHashMap<String, ClosedReason>();
    diagnoses
        .left()
        .forEach(
            (name, why) -> {
              if (failing.remove(name) != null) {
                left.put(name, why);
              }
            });
    Incident after = before.withDynos(List.copyOf(failing.values())).withPhase(phase(failing));
    if (recovered.isEmpty() && left.isEmpty()) {
      return progress.with(after);
    }
    boolean over = failing.isEmpty();
    if (over) {
      Instant at = comparison.readAt();
      after =
          recovered.isEmpty()
              ? after.ended(at, at, left.values().iterator().next())
              : after.ended(at, until, null);
    }
    boolean silent =
        before.isHeldBack() || before.isWarning() || (before.acknowledgement().muted() && !over);
    Progress next = progress.with(after);
    return silent
        ? next
        : ending(before, recovered, left, until, after.dynos()).map(next::and).orElse(next);
  }

  private Incident.Phase phase(Map<String, FailingDyno> failing) {
    Map<String, DynoState> states = new HashMap<>();
    comparison.current().forEach(dyno -> states.put(dyno.name(), dyno.state()));
    boolean allUp =
        failing.keySet().stream().allMatch(name -> DynoState.UP.equals(states.get(name)));
    return allUp ? new Recovering() : new Incident.Failing();
  }

  private Optional<IncidentEvent> ending(
      Incident before,
      Map<FailingDyno, Dyno> recovered,
      Map<String, ClosedReason> left,
      Instant until,
      List<FailingDyno> stillFailing) {
    Instant since = before.failingSince();
    if (!recovered.isEmpty()) {
      List<String> names = recovered.values().stream().map(Dyno::name).toList();
      var resolution = Resolution.of(recovered, evidence);
      int crashes = before.crashes();
      return Optional.of(
          stillFailing.isEmpty()
              ? new Recovered(type, names, since, until, crashes, resolution)
              : new PartlyRecovered(type, names, stillFailing, since, until, crashes, resolution));
    }
    return stillFailing.isEmpty()
        ? Optional.of(
            new Closed(type, List.copyOf(left.keySet()), left.values().iterator().next(), since))
        : Optional.empty();
  }

  private boolean isSteady(Dyno dyno, Incident incident) {
    return dyno.isIn(DynoState.UP)
        && Duration.between(dyno.updatedAt(), comparison.readAt())
                .compareTo(rule.steadyFor(incident.isCrashLoop()))
            >= 0;
  }

  private Progress reminded(Progress progress) {
    Incident incident = progress.incident();
    Instant due = incident.remindAt();
    if (!incident.isOpen()
        || incident.isHeldBack()
        || incident.acknowledgement().acknowledged()
        || due == null
        || due.isAfter(now)) {
      return progress;
    }
    Instant following = now.plus(rule.reminders().every());
    Progress next = progress.with(incident.withRemindAt(following));
    return progress.events().isEmpty()
        ? next.and(
            new StillFailing(
                type,
                incident.dynos(),
                comparison.listed(type),
                incident.failingSince(),
                incident.crashes(),
                following))
        : next;
  }
}
