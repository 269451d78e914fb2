package dev.herokumattermost.watch;

import static java.util.Objects.requireNonNull;

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
import dev.herokumattermost.watch.Reading.Formation;
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
 * Compares one reading with what was known. It finds facts only; what they mean is the {@link
 * Judge}'s to say, when the evidence is in.
 *
 * @param firstSight whether the app was never read before
 * @param current the dynos now, one for each place, of the process types that are watched
 * @param findings in the order of the dynos' names
 * @param renames by old name, where a dyno on Fir took the place of another
 * @param sameDynos whether every dyno is just as it was, and none came or left
 */
public record Comparison(
    Formation reading,
    boolean firstSight,
    List<Dyno> current,
    List<Finding> findings,
    Map<String, String> renames,
    boolean sameDynos) {

  public static Comparison of(Memory memory, Formation reading, Rules rules) {
    return new Comparing(memory, reading, rules).compare();
  }

  /**
   * Whether a later pass may judge this as well: nothing is urgent, and what asks for evidence has
   * only just happened, so that the log will still tell of it.
   */
  public boolean canWait() {
    return !Needs.of(findings).urgent()
        && findings.stream()
            .map(Comparison::happened)
            .flatMap(Optional::stream)
            .allMatch(at -> at.plus(Patience.FINDINGS_CAN_WAIT).isAfter(reading.at()));
  }

  private static Optional<Instant> happened(Finding finding) {
    return switch (finding) {
      case Restarted(_, var dyno, _) -> Optional.of(dyno.updatedAt());
      case Deployed(_, var dyno) -> Optional.of(dyno.updatedAt());
      case Failing _, StuckStarting _, Down _, Gone _, HeldBack _ -> Optional.empty();
      case Resized _, Steady _, Idled _, Unwatched _, Unfamiliar _ -> Optional.empty();
    };
  }

  int listed(ProcessType type) {
    return (int) current.stream().filter(dyno -> dyno.type().equals(type)).count();
  }

  /** One comparison under way. */
  private static final class Comparing {
    private final Memory memory;
    private final Formation reading;
    private final Rules rules;
    private final Map<ProcessType, Rule> ruleOf = new HashMap<>();
    private final List<Dyno> current;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> renames = new HashMap<>();
    private final Map<ProcessType, Incident> open;
    private final Map<ProcessType, Deque<String>> newcomers = new HashMap<>();
    private final boolean deploying;
    private @Nullable ProcessType lastType;
    private @Nullable Rule lastRule;
    private boolean together;
    private boolean sameDynos = true;

    Comparing(Memory memory, Formation reading, Rules rules) {
      this.memory = memory;
      this.reading = reading;
      this.rules = rules;
      current =
          Succession.current(
              reading.dynos().stream().filter(dyno -> !rule(dyno.type()).ignore()).toList());
      open =
          memory.incidents().stream()
              .filter(Incident::isOpen)
              .collect(Collectors.toMap(Incident::type, incident -> incident));
      deploying = current.stream().anyMatch(d -> d.release() != current.getFirst().release());
    }

    Comparison compare() {
      List<Succession> places = Succession.between(memory.dynos(), current);
      together = restartedInOneMoment(places);
      places.forEach(this::look);
      open.values().forEach(this::lookAtIncident);
      return new Comparison(
          reading, !memory.seen(), current, List.copyOf(findings), Map.copyOf(renames), sameDynos);
    }

    private void look(Succession place) {
      Dyno now = place.now();
      Dyno before = place.before();
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
      if (!now.state().isKnown() && (before == null || !before.state().equals(now.state()))) {
        findings.add(new Unfamiliar(now));
      }
      Finding change = change(before, now, same);
      if (change != null) {
        findings.add(change);
      }
      Finding standing = standing(now, patientOf(before == null ? now : before));
      if (standing != null && !(change instanceof Resized)) {
        findings.add(standing);
      }
    }

    private @Nullable Finding change(@Nullable Dyno before, Dyno now, boolean same) {
      if (alerts(now)) {
        boolean known =
            before != null
                && alerts(before)
                && !newIncarnation(before, now)
                && before.updatedAt().equals(now.updatedAt());
        return known ? null : new Failing(before, now, !memory.seen());
      }
      if (before == null || same) {
        return before != null ? lasting(before, now) : null;
      }
      if (now.release() > before.release()) {
        return new Deployed(before, now);
      }
      if (now.release() < before.release()) {
        // Preboot's old dyno is still there, and its successor is gone: scaled away, for one.
        return null;
      }
      if (!now.size().equals(before.size())) {
        return patientOf(before) != null ? new Resized(before, now) : null;
      }
      boolean slept = before.state().equals(DynoState.IDLE) || now.state().equals(DynoState.IDLE);
      return restarted(before, now) && !slept
          ? new Restarted(before, now, together)
          : lasting(before, now);
    }

    /** What only the passing of time makes a finding. */
    private @Nullable Finding lasting(Dyno before, Dyno now) {
      if (patientOf(before) != null) {
        return null;
      }
      if (now.state().equals(DynoState.DOWN)
          && before.state().equals(DynoState.DOWN)
          && before.id().equals(now.id())) {
        return new Down(now);
      }
      Duration patience = deploying ? Patience.STARTING_IN_A_DEPLOY : Patience.STARTING;
      return now.state().equals(DynoState.STARTING) && age(now.updatedAt()).compareTo(patience) > 0
          ? new StuckStarting(now)
          : null;
    }

    private @Nullable Finding standing(Dyno now, @Nullable Patient patient) {
      if (patient == null || alerts(now)) {
        return null;
      }
      if (now.state().equals(DynoState.IDLE)) {
        return new Idled(now);
      }
      Incident incident = open.get(now.type());
      return now.state().equals(DynoState.UP)
              && incident != null
              && age(now.updatedAt()).compareTo(incident.steadyFor(rule(now.type()))) >= 0
          ? new Steady(patient, now)
          : null;
    }

    private void lookAtIncident(Incident incident) {
      if (rule(incident.type()).ignore()) {
        findings.add(new Unwatched(incident.type()));
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
      for (Patient patient : incident.patients()) {
        if (listed.contains(renames.getOrDefault(patient.name(), patient.name()))) {
          continue;
        }
        String successor = newcomers.getOrDefault(incident.type(), new ArrayDeque<>()).poll();
        if (successor == null) {
          findings.add(new Gone(incident.type(), patient, ofType));
        } else {
          renames.put(patient.name(), successor);
        }
      }
      if (incident.quiet()) {
        findings.add(new HeldBack(incident.type()));
      }
    }

    private boolean restartedInOneMoment(List<Succession> places) {
      var moments = new ArrayList<Instant>();
      for (Succession place : places) {
        Dyno before = place.before();
        Dyno now = place.now();
        if (before == null
            || now == null
            || !restarted(before, now)
            || before.release() != now.release()) {
          return false;
        }
        moments.add(
            now.createdAt().isAfter(before.createdAt()) ? now.createdAt() : now.updatedAt());
      }
      moments.sort(null);
      return moments.size() > 1
          && Duration.between(moments.getFirst(), moments.getLast()).compareTo(Patience.ONE_MOMENT)
              <= 0;
    }

    /**
     * Whether a process ended and another began. Whether Heroku then gives a new id or only moves
     * the times is not documented, so each of them counts.
     */
    private static boolean restarted(Dyno before, Dyno now) {
      boolean fellBack =
          before.state().equals(DynoState.UP) && now.state().equals(DynoState.STARTING);
      boolean movedOn =
          before.state().equals(now.state()) && now.updatedAt().isAfter(before.updatedAt());
      return newIncarnation(before, now) || fellBack || movedOn;
    }

    private static boolean newIncarnation(Dyno before, Dyno now) {
      return !before.id().equals(now.id()) || !before.createdAt().equals(now.createdAt());
    }

    private boolean alerts(Dyno dyno) {
      return rule(dyno.type()).alertsOn(dyno.state());
    }

    private @Nullable Patient patientOf(Dyno dyno) {
      Incident incident = open.get(dyno.type());
      return incident == null ? null : incident.patient(dyno.name()).orElse(null);
    }

    /** Dynos come in order of their names, so mostly it is the same type as before. */
    private Rule rule(ProcessType type) {
      if (!type.equals(lastType)) {
        lastRule = ruleOf.computeIfAbsent(type, t -> rules.forProcess(memory.app(), t));
        lastType = type;
      }
      return requireNonNull(lastRule);
    }

    private Duration age(Instant since) {
      return Duration.between(since, reading.at());
    }
  }
}
