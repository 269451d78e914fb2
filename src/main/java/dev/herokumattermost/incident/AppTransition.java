package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Change;
import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Diagnoser;
import dev.herokumattermost.detect.Diagnosis;
import dev.herokumattermost.detect.Diagnosis.Harmless;
import dev.herokumattermost.detect.Diagnosis.Reason;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.Release.Status;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.Opened;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.rules.Thresholds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one reading of an app leads to. The same state, reading and evidence always lead to the same
 * events: no clock is read, and nothing else is kept.
 *
 * @param state the state after; equal to the one before if nothing changed
 * @param events what to notify people of, in order
 * @param changes what changed, and what it means
 */
public record AppTransition(
    AppState state, List<RaisedEvent> events, List<DiagnosedChange> changes) {
  /** Diagnoses of a dyno that is down, and will be until somebody wants it again. */
  private static final Set<Diagnosis> STAYS_DOWN =
      Set.of(new Harmless(Reason.NOT_WANTED), new Harmless(Reason.SLEPT));

  public AppTransition {
    events = List.copyOf(events);
    changes = List.copyOf(changes);
  }

  /**
   * Decides.
   *
   * @param now by our clock
   */
  public static AppTransition of(
      AppState before, Comparison comparison, Evidence evidence, Rules rules, Instant now) {
    List<DiagnosedChange> changes =
        new Diagnoser(before.previous(), comparison, evidence, rules).diagnose();
    Map<ProcessType, List<DiagnosedChange>> byType =
        changes.stream().collect(Collectors.groupingBy(one -> one.change().type()));
    var types = new TreeSet<>(byType.keySet());
    before.incidents().stream().filter(Incident::isOpen).map(Incident::type).forEach(types::add);

    AppState next =
        withDynos(before, comparison, changes)
            .withReleasePhases(releasePhases(before, comparison, evidence));
    var events = new ArrayList<RaisedEvent>();
    for (ProcessType type : types) {
      Rule rule = rules.forProcess(before.app(), type);
      IncidentTransition.Outcome outcome =
          new IncidentTransition(next, type, comparison, evidence, rule, now)
              .after(byType.getOrDefault(type, List.of()));
      Incident incident = outcome.incident();
      if (incident != null) {
        next = with(incident, next).withCrashes(outcome.crashes());
        outcome.events().forEach(event -> events.add(raised(incident, event, rule, now)));
      }
    }
    Optional<Release> failed = newlyFailedRelease(before, comparison, evidence, rules);
    if (failed.isPresent()) {
      next = next.withFailedRelease(failed.get().version());
      events.add(raised(before.app(), failed.get(), rules));
    }
    return new AppTransition(next, events, changes);
  }

  /** Whether an incident opens, more than a warning. */
  public boolean opensIncident() {
    return events.stream().anyMatch(one -> opening(one).isPresent());
  }

  private static Optional<Opened> opening(RaisedEvent raised) {
    return Optional.of(raised.event())
        .filter(Opened.class::isInstance)
        .map(Opened.class::cast)
        .filter(IncidentEvent.DynosFailed::begins);
  }

  /**
   * The same, saying of each incident that opens whether the like happened before.
   *
   * @param history of the app
   */
  public AppTransition recalling(List<? extends HistoryEntry> history) {
    return new AppTransition(
        state, events.stream().map(one -> recalling(one, history)).toList(), changes);
  }

  private RaisedEvent recalling(RaisedEvent raised, List<? extends HistoryEntry> history) {
    Optional<Incident> incident = state.incident(raised.thread());
    return opening(raised)
        .filter(_ -> incident.isPresent())
        .map(
            opened ->
                opened.recalling(Recurrences.of(history, opened.type(), incident.get().openedAt())))
        .map(opened -> new RaisedEvent(raised.thread(), opened, raised.route()))
        .orElse(raised);
  }

  /**
   * The newest release, if it failed and nobody was told of it yet. One that a later release has
   * replaced is no news.
   */
  private static Optional<Release> newlyFailedRelease(
      AppState before, Comparison comparison, Evidence evidence, Rules rules) {
    Integer told = before.failedRelease();
    return newest(evidence)
        .filter(_ -> rules.forReleases(before.app()).alertsOnFailedReleases())
        .filter(release -> release.status() == Status.FAILED)
        .filter(release -> told == null || told < release.version())
        .filter(
            release ->
                release
                    .createdAt()
                    .plus(Thresholds.FAILED_RELEASE_IS_NEWS)
                    .isAfter(comparison.readAt()));
  }

  private static Optional<Release> newest(Evidence evidence) {
    return evidence.knownReleases().stream().max(Comparator.comparingInt(Release::version));
  }

  private static RaisedEvent raised(AppName app, Release failed, Rules rules) {
    return new RaisedEvent(
        "release/" + app + "@" + failed.version(),
        new ReleaseFailed(failed),
        rules.forReleases(app).route().quietly());
  }

  private static RaisedEvent raised(
      Incident incident, IncidentEvent event, Rule rule, Instant now) {
    boolean down = event instanceof DynosFailed failed && failed.report().has(Circumstance.DOWN);
    boolean loud = event.isLoud() && !rule.isQuietAt(now);
    Route route = loud ? rule.route().marked(down) : rule.route().quietly();
    return new RaisedEvent(incident.id(), event, route);
  }

  private static AppState with(Incident incident, AppState state) {
    var incidents = new ArrayList<Incident>();
    for (Incident other : state.incidents()) {
      if (!other.id().equals(incident.id())) {
        incidents.add(other);
      }
    }
    incidents.add(incident);
    incidents.sort(Comparator.comparing(Incident::id));
    return state.withIncidents(incidents);
  }

  private static AppState withDynos(
      AppState before, Comparison comparison, List<DiagnosedChange> changes) {
    return changes.isEmpty() && before.everRead() && comparison.sameDynos()
        ? before
        : before.withEverRead(true).withDynos(unwantedMarked(before, comparison, changes));
  }

  /**
   * While Heroku has not said how a release phase ended, the phase is kept, so that the next pass
   * asks again; if the token may not ask, nobody does.
   */
  private static List<Dyno> releasePhases(
      AppState before, Comparison comparison, Evidence evidence) {
    boolean pending =
        evidence.releases() instanceof Lookup.Unknown<List<Release>>(var forbidden, _)
            ? !forbidden
            : newest(evidence).filter(one -> one.status() == Status.PENDING).isPresent();
    boolean over =
        comparison.changes().stream().anyMatch(Change.ReleasePhaseOver.class::isInstance);
    List<Dyno> recent =
        before.releasePhases().stream()
            .filter(
                phase ->
                    phase.createdAt().plus(Thresholds.RELEASE_PHASE).isAfter(comparison.readAt()))
            .toList();
    return over && pending && !recent.isEmpty() ? recent : comparison.releasePhases();
  }

  /**
   * The current dynos. One that is down and not wanted is kept with a state word of its own, so
   * that it is not diagnosed again in each pass.
   */
  private static List<Dyno> unwantedMarked(
      AppState before, Comparison comparison, List<DiagnosedChange> changes) {
    Set<Dyno> unwanted =
        before.dynos().stream()
            .filter(dyno -> dyno.isIn(DynoState.UNWANTED))
            .collect(Collectors.toCollection(HashSet::new));
    for (DiagnosedChange one : changes) {
      if (one.change() instanceof Change.Down(var dyno) && STAYS_DOWN.contains(one.diagnosis())) {
        unwanted.add(dyno.in(DynoState.UNWANTED));
      }
    }
    return unwanted.isEmpty()
        ? comparison.current()
        : comparison.current().stream().map(dyno -> marked(dyno, unwanted)).toList();
  }

  private static Dyno marked(Dyno dyno, Set<Dyno> unwanted) {
    Dyno asUnwanted = dyno.in(DynoState.UNWANTED);
    return dyno.isIn(DynoState.DOWN) && unwanted.contains(asUnwanted) ? asUnwanted : dyno;
  }
}
