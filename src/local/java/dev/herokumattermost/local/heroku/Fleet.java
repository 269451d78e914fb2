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

/** The dynos of one app, those it wants and those that run on the side. */
final class Fleet {
  private static final Duration PREBOOT = Duration.ofMinutes(3);
  private static final Duration ROLLING = Duration.ofSeconds(50);

  private final SimulatedApp app;
  private final Map<String, FormationRow> formation = new TreeMap<>();
  private final List<SimulatedDyno> dynos = new ArrayList<>();
  private final List<Old> old = new ArrayList<>();
  private int oneOffs = 1000;

  /** A dyno of an earlier release that runs on for a while beside its successor. */
  private record Old(DynoRow row, Instant until) {}

  Fleet(SimulatedApp app) {
    this.app = app;
  }

  /** Lets what is due by now happen, in the order of its time. */
  void settle(Instant now) {
    for (var next = nextDue(now); next.isPresent(); next = nextDue(now)) {
      next.get().comesDue(next.get().due().orElseThrow());
    }
    old.removeIf(dyno -> !dyno.until().isAfter(now));
  }

  /** A new release reaches the formation. */
  void release(Instant at, Rollout rollout) {
    int number = 0;
    for (SimulatedDyno dyno : formed()) {
      switch (rollout) {
        case AT_ONCE -> dyno.release(at);
        case PREBOOT -> {
          if (dyno.row().state().equals("up")) {
            old.add(new Old(dyno.row(), at.plus(PREBOOT)));
          }
          dyno.release(at);
        }
        case ROLLING -> dyno.releaseAt(at.plus(ROLLING.multipliedBy(number)));
      }
      number++;
    }
  }

  FormationRow wanted(String type, Instant now) {
    return Optional.ofNullable(formation.get(type))
        .orElseGet(
            () -> new FormationRow(app.newId(), type, 0, "Standard-1X", "bin/" + type, now, now));
  }

  /** Starts and stops dynos until the formation is as wanted. */
  void form(FormationRow row) {
    Instant at = row.updatedAt();
    formation.put(row.type(), row);
    app.log("app", "api", at, "Scaled to " + wishes() + " by user ops@example.com");
    List<SimulatedDyno> there = ofType(row.type());
    for (SimulatedDyno gone : there.subList(Math.min(row.quantity(), there.size()), there.size())) {
      gone.stop(at);
      dynos.remove(gone);
    }
    for (int number = there.size() + 1; number <= row.quantity(); number++) {
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

  /** Those of the formation: all but the one-off dynos. */
  List<SimulatedDyno> formed() {
    return dynos.stream().filter(dyno -> wants(dyno.type())).toList();
  }

  boolean wants(String type) {
    return formation.containsKey(type);
  }

  List<DynoRow> rows() {
    return Stream.concat(old.stream().map(Old::row), dynos.stream().map(SimulatedDyno::row))
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

  private String wishes() {
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
