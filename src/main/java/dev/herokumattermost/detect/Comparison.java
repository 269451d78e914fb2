package dev.herokumattermost.detect;

import static java.util.Objects.requireNonNull;

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
import dev.herokumattermost.detect.PreviousState.IncidentCondition;
import dev.herokumattermost.detect.PreviousState.OpenIncident;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One reading of an app compared with what was known. It holds facts only; the {@link Diagnoser}
 * says what they mean once the evidence is there.
 *
 * @param reading the dynos as Heroku listed them
 * @param firstReading whether the app was never read before
 * @param current the dynos now, one for each place, of the process types that are watched
 * @param changes in the order of the dynos' names
 * @param renames the new name by the old one, where a dyno on Fir took the place of another
 * @param releasePhases the dynos of release phases that are listed, as far as the rules want to
 *     know
 * @param sameDynos whether every dyno is just as it was, and none came or left
 */
public record Comparison(
    Reading.Dynos reading,
    boolean firstReading,
    List<Dyno> current,
    List<Change> changes,
    Map<String, String> renames,
    List<Dyno> releasePhases,
    boolean sameDynos) {
  private static final ProcessType RELEASE_PHASE = new ProcessType("release");

  public static Comparison of(PreviousState previous, Reading.Dynos reading, Rules rules) {
    return new Comparing(previous, reading, rules).compare();
  }

  /** When Heroku answered, by its own clock. */
  public Instant readAt() {
    return reading.at();
  }

  /**
   * Whether a later pass can diagnose this as well: nothing is urgent, and what needs evidence has
   * only just happened, so that the log will still have it.
   */
  public boolean canWait() {
    return !NeededEvidence.of(changes).urgent()
        && changes.stream()
            .map(Comparison::happenedAt)
            .flatMap(Optional::stream)
            .allMatch(at -> at.plus(Thresholds.CHANGES_CAN_WAIT).isAfter(readAt()));
  }

  /**
   * Whether the next reading shows the same changes again. What they mean would be guessed without
   * evidence: that a dyno is gone can mean that nobody wants it, or that it cannot start.
   */
  public boolean lasts() {
    return changes.stream()
        .allMatch(
            change ->
                change instanceof Gone || change instanceof Down || change instanceof HeldBack);
  }

  private static Optional<Instant> happenedAt(Change change) {
    return switch (change) {
      case Restarted(_, var dyno, _) -> Optional.of(dyno.updatedAt());
      case Deployed(_, var dyno) -> Optional.of(dyno.updatedAt());
      case Failing _, StuckStarting _, Down _, Gone _, HeldBack _ -> Optional.empty();
      case Resized _, Steady _, Idled _, Unwatched _, Unfamiliar _ -> Optional.empty();
      case ReleasePhaseOver _ -> Optional.empty();
    };
  }

  /** How many dynos of a process type are listed. */
  public int listed(ProcessType type) {
    return (int) current.stream().filter(dyno -> dyno.type().equals(type)).count();
  }

  /** One comparison under way. */
  private static final class Comparing {
    private final PreviousState previous;
    private final Reading.Dynos reading;
    private final Rules rules;
    private final Map<ProcessType, Rule> ruleOf = new HashMap<>();
    private final List<Dyno> current;
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, String> renames = new HashMap<>();
    private final Map<ProcessType, OpenIncident> open;
    private final Map<ProcessType, Deque<String>> newcomers = new HashMap<>();
    private final boolean deploying;
    private @Nullable ProcessType lastType;
    private @Nullable Rule lastRule;
    private boolean together;
    private boolean sameDynos = true;

    Comparing(PreviousState previous, Reading.Dynos reading, Rules rules) {
      this.previous = previous;
      this.reading = reading;
      this.rules = rules;
      current =
          DynoPair.current(
              reading.dynos().stream().filter(dyno -> !rule(dyno.type()).ignore()).toList());
      open =
          previous.openIncidents().stream()
              .collect(Collectors.toMap(OpenIncident::type, incident -> incident));
      deploying = current.stream().anyMatch(d -> d.release() != current.getFirst().release());
    }

    Comparison compare() {
      List<DynoPair> pairs = DynoPair.between(previous.dynos(), current);
      together = restartedTogether(pairs);
      pairs.forEach(this::compare);
      open.values().forEach(this::compareIncident);
      List<Dyno> phases = releasePhases();
      return new Comparison(
          reading,
          !previous.everRead(),
          current,
          List.copyOf(changes),
          Map.copyOf(renames),
          phases,
          sameDynos && phases.equals(previous.releasePhases()));
    }

    /**
     * A release phase that failed leaves every dyno as it was. Its own dyno is what can be seen of
     * it without another call, if a reading falls into the time that it runs.
     */
    private List<Dyno> releasePhases() {
      if (!rules.forReleases(previous.app()).alertsOnFailedReleases()) {
        return List.of();
      }
      List<Dyno> phases =
          reading.dynos().stream()
              .filter(dyno -> dyno.type().equals(RELEASE_PHASE))
              .sorted(Dyno.BY_NAME_AND_ID)
              .toList();
      for (Dyno before : previous.releasePhases()) {
        if (isRunning(before) && phases.stream().noneMatch(now -> now.id().equals(before.id()))) {
          changes.add(new ReleasePhaseOver(before));
        }
      }
      for (Dyno now : phases) {
        if (!isRunning(now) && !previous.releasePhases().contains(now)) {
          changes.add(new ReleasePhaseOver(now));
        }
      }
      return phases;
    }

    private static boolean isRunning(Dyno phase) {
      return !phase.isIn(DynoState.CRASHED) && !phase.isIn(DynoState.COMPLETE);
    }

    private void compare(DynoPair pair) {
      Dyno now = pair.now();
      Dyno before = pair.before();
      if (now == null) {
        sameDynos = false;
        return;
      }
      boolean same = now.equals(before);
      sameDynos &= same;
      if (before != null && !before.name().equals(now.name())) {
        renames.put(before.name(), now.name());
      }
      if (before == null && !now.inSlot()) {
        newcomers.computeIfAbsent(now.type(), _ -> new ArrayDeque<>()).add(now.name());
      }
      if (!now.state().isKnown() && (before == null || !before.isIn(now.state()))) {
        changes.add(new Unfamiliar(now));
      }
      Change change = changeOf(before, now, same);
      if (change != null) {
        changes.add(change);
      }
      Change ending = endingOf(now, failing(before == null ? now : before));
      if (ending != null && !(change instanceof Resized)) {
        changes.add(ending);
      }
    }

    private @Nullable Change changeOf(@Nullable Dyno before, Dyno now, boolean same) {
      if (alerts(now)) {
        boolean known =
            before != null
                && alerts(before)
                && !now.isNewInstance(before)
                && before.updatedAt().equals(now.updatedAt());
        return known ? null : new Failing(before, now, !previous.everRead());
      }
      if (before == null || same) {
        return before != null ? lasting(before, now) : null;
      }
      if (now.release() > before.release()) {
        return new Deployed(before, now);
      }
      if (now.release() < before.release()) {
        // Preboot's old dyno is still there, and its successor is gone: scaled down, for example.
        return null;
      }
      if (!now.size().equals(before.size())) {
        return failing(before) != null ? new Resized(before, now) : null;
      }
      boolean slept = before.isIn(DynoState.IDLE) || now.isIn(DynoState.IDLE);
      return restarted(before, now) && !slept
          ? new Restarted(before, now, together)
          : lasting(before, now);
    }

    /** A change that only the passing of time makes. */
    private @Nullable Change lasting(Dyno before, Dyno now) {
      FailingDyno failing = failing(before);
      if (failing != null && !failing.state().equals(DynoState.RESTARTING)) {
        return null;
      }
      if (now.isIn(DynoState.DOWN) && before.isIn(DynoState.DOWN) && before.id().equals(now.id())) {
        return new Down(now);
      }
      Duration longest = deploying ? Thresholds.STARTING_IN_A_DEPLOY : Thresholds.STARTING;
      return now.isIn(DynoState.STARTING) && age(now.updatedAt()).compareTo(longest) > 0
          ? new StuckStarting(now)
          : null;
    }

    /** How the failure of a dyno of an open incident ends, if it does. */
    private @Nullable Change endingOf(Dyno now, @Nullable FailingDyno failing) {
      if (failing == null || alerts(now)) {
        return null;
      }
      if (now.isIn(DynoState.IDLE)) {
        return new Idled(now);
      }
      OpenIncident incident = open.get(now.type());
      return now.isIn(DynoState.UP)
              && incident != null
              && age(now.updatedAt()).compareTo(steadyFor(incident)) >= 0
          ? new Steady(failing, now)
          : null;
    }

    private Duration steadyFor(OpenIncident incident) {
      return rule(incident.type())
          .steadyFor(incident.conditions().contains(IncidentCondition.CRASH_LOOP));
    }

    private void compareIncident(OpenIncident incident) {
      if (rule(incident.type()).ignore()) {
        changes.add(new Unwatched(incident.type()));
        return;
      }
      Set<String> listed = new HashSet<>();
      int ofType = 0;
      for (Dyno dyno : current) {
        if (dyno.type().equals(incident.type())) {
          listed.add(dyno.name());
          ofType++;
        }
      }
      for (FailingDyno failing : incident.dynos()) {
        if (listed.contains(renames.getOrDefault(failing.name(), failing.name()))) {
          continue;
        }
        String successor = newcomers.getOrDefault(incident.type(), new ArrayDeque<>()).poll();
        if (successor == null) {
          changes.add(new Gone(incident.type(), failing, ofType));
        } else {
          renames.put(failing.name(), successor);
        }
      }
      if (incident.conditions().contains(IncidentCondition.HELD_BACK)) {
        changes.add(new HeldBack(incident.type()));
      }
    }

    private boolean restartedTogether(List<DynoPair> pairs) {
      var moments = new ArrayList<Instant>();
      for (DynoPair pair : pairs) {
        Dyno before = pair.before();
        Dyno now = pair.now();
        if (before == null
            || now == null
            || !restarted(before, now)
            || before.release() != now.release()) {
          return false;
        }
        moments.add(now.beganAfter(before));
      }
      moments.sort(null);
      return moments.size() > 1
          && Duration.between(moments.getFirst(), moments.getLast())
                  .compareTo(Thresholds.RESTARTED_TOGETHER)
              <= 0;
    }

    /**
     * Whether one process ended and another began. Heroku does not document whether it then gives a
     * new id or only moves the times, so each of them counts.
     */
    private static boolean restarted(Dyno before, Dyno now) {
      boolean fellBack = before.isIn(DynoState.UP) && now.isIn(DynoState.STARTING);
      boolean movedOn = before.isIn(now.state()) && now.updatedAt().isAfter(before.updatedAt());
      return now.isNewInstance(before) || fellBack || movedOn;
    }

    private boolean alerts(Dyno dyno) {
      return rule(dyno.type()).alertsOn(dyno.state());
    }

    private @Nullable FailingDyno failing(Dyno dyno) {
      OpenIncident incident = open.get(dyno.type());
      return incident == null ? null : incident.dyno(dyno.name()).orElse(null);
    }

    /** Dynos come in the order of their names, so mostly the type is the same as before. */
    private Rule rule(ProcessType type) {
      if (!type.equals(lastType)) {
        lastRule = ruleOf.computeIfAbsent(type, t -> rules.forProcess(previous.app(), t));
        lastType = type;
      }
      return requireNonNull(lastRule);
    }

    private Duration age(Instant since) {
      return Duration.between(since, reading.at());
    }
  }
}
