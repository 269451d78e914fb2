package dev.herokumattermost.local.heroku;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The dynos of one app: those of its formation, one-off dynos, and those being replaced. */
final class AppDynos {
  private static final Duration PREBOOT = Duration.ofMinutes(3);
  private static final Duration ROLLING = Duration.ofSeconds(50);

  private final SimulatedApp app;
  private final Map<String, FormationRow> formation = new TreeMap<>();
  private final List<SimulatedDyno> dynos = new ArrayList<>();
  private final List<Replaced> replaced = new ArrayList<>();
  private int oneOffs = 1000;

  /** A dyno of the release before that still runs for a while beside the new one. */
  private record Replaced(DynoRow row, Instant until) {}

  AppDynos(SimulatedApp app) {
    this.app = app;
  }

  /** Carries out all that is due by now, in the order of time. */
  void settle(Instant now) {
    for (var next = nextDue(now); next.isPresent(); next = nextDue(now)) {
      next.get().comesDue(next.get().due().orElseThrow());
    }
    replaced.removeIf(dyno -> !dyno.until().isAfter(now));
  }

  /** A new release reaches the formation. */
  void release(Instant at, Rollout rollout) {
    int number = 0;
    for (SimulatedDyno dyno : ofFormation()) {
      switch (rollout) {
        case AT_ONCE -> dyno.release(at);
        case PREBOOT -> {
          if (dyno.row().state().equals("up")) {
            replaced.add(new Replaced(dyno.row(), at.plus(PREBOOT)));
          }
          dyno.release(at);
        }
        case ROLLING -> dyno.releaseAt(at.plus(ROLLING.multipliedBy(number)));
      }
      number++;
    }
  }

  FormationRow formation(String type, Instant now) {
    return Optional.ofNullable(formation.get(type))
        .orElseGet(
            () -> new FormationRow(app.newId(), type, 0, "Standard-1X", "bin/" + type, now, now));
  }

  /** Changes the formation, and starts and stops dynos accordingly. */
  void scale(FormationRow row) {
    Instant at = row.updatedAt();
    formation.put(row.type(), row);
    app.log("app", "api", at, "Scaled to " + quantities() + " by user ops@example.com");
    List<SimulatedDyno> present = ofType(row.type());
    for (SimulatedDyno gone :
        present.subList(Math.min(row.quantity(), present.size()), present.size())) {
      gone.stop(at);
      dynos.remove(gone);
    }
    for (int number = present.size() + 1; number <= row.quantity(); number++) {
      add(row.type(), row.type() + "." + number, row.size(), row.command()).start(at);
    }
  }

  SimulatedDyno oneOff(String type, String command) {
    oneOffs++;
    return add(type, type + "." + oneOffs, "Standard-1X", command);
  }

  void remove(SimulatedDyno dyno) {
    dynos.remove(dyno);
  }

  boolean has(String name) {
    return dynos.stream().anyMatch(dyno -> dyno.name().equals(name));
  }

  SimulatedDyno dyno(String name) {
    return dynos.stream()
        .filter(dyno -> dyno.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(app.name() + " has no dyno " + name));
  }

  List<SimulatedDyno> ofType(String type) {
    return dynos.stream().filter(dyno -> dyno.type().equals(type)).toList();
  }

  /** All but the one-off dynos. */
  List<SimulatedDyno> ofFormation() {
    return dynos.stream().filter(dyno -> isInFormation(dyno.type())).toList();
  }

  boolean isInFormation(String type) {
    return formation.containsKey(type);
  }

  List<DynoRow> rows() {
    return Stream.concat(
            replaced.stream().map(Replaced::row), dynos.stream().map(SimulatedDyno::row))
        .toList();
  }

  List<FormationRow> formation() {
    return List.copyOf(formation.values());
  }

  private SimulatedDyno add(String type, String name, String size, String command) {
    var dyno = new SimulatedDyno(app, type, name, size, command);
    dynos.add(dyno);
    return dyno;
  }

  private String quantities() {
    return formation.values().stream()
        .map(row -> row.type() + "@" + row.quantity() + ":" + row.size())
        .collect(Collectors.joining(" "));
  }

  private Optional<SimulatedDyno> nextDue(Instant now) {
    return dynos.stream()
        .filter(dyno -> dyno.due().filter(due -> !due.isAfter(now)).isPresent())
        .min(Comparator.comparing(dyno -> dyno.due().orElseThrow()));
  }
}
