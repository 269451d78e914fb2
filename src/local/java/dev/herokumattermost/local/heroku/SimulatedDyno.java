package dev.herokumattermost.local.heroku;

import dev.herokumattermost.local.heroku.DynoChange.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One place in a formation through all its instances: what Heroku does with it, and what it logs.
 */
final class SimulatedDyno {
  /** After this time up, the next crash counts as the first again. */
  static final Duration STEADY = Duration.ofMinutes(10);

  private static final Duration FIRST_COOL_OFF = Duration.ofMinutes(10);
  private static final int MOST_DOUBLINGS = 5;

  /** The exit status of a process that ends by SIGTERM. */
  private static final int STOPPED = 143;

  private static final Duration BROKEN_RUNS = Duration.ofSeconds(1);

  private final SimulatedApp app;
  private final String type;
  private final String command;
  private String id = "";
  private String name;
  private String size;
  private String state = "starting";
  private ReleaseRow release;
  private Instant createdAt = Instant.EPOCH;
  private Instant updatedAt = Instant.EPOCH;
  private String lastWords = "";
  private int crashesInARow;
  private @Nullable Integer exitsWith;
  private @Nullable Instant due;
  private @Nullable Instant releaseDue;

  SimulatedDyno(SimulatedApp app, String type, String name, String size, String command) {
    this.app = app;
    this.type = type;
    this.name = name;
    this.size = size;
    this.command = command;
    release = app.currentRelease();
  }

  DynoRow row() {
    return new DynoRow(id, name, type, state, release, createdAt, updatedAt, size, command);
  }

  String name() {
    return name;
  }

  String type() {
    return type;
  }

  Optional<Instant> due() {
    return Stream.of(Optional.ofNullable(due), Optional.ofNullable(releaseDue))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  void resize(String newSize) {
    size = newSize;
  }

  /** Carries out what is due. */
  void comesDue(Instant at) {
    if (at.equals(releaseDue)) {
      release(at);
      return;
    }
    due = null;
    switch (state) {
      case "starting" -> {
        to("up", at);
        changed(Action.UPDATE, at);
        if (exitsWith != null) {
          due = at.plus(BROKEN_RUNS);
        }
      }
      case "up" -> exit(at, exitsWith == null ? 0 : exitsWith);
      default -> retry(at);
    }
  }

  /** A new instance of the current release starts. */
  void start(Instant at) {
    renew(at);
    state = "starting";
    updatedAt = at;
    due = at.plus(app.bootTime());
    log(at, "Starting process with command `" + command + "`");
    changed(Action.CREATE, at);
  }

  /**
   * A restart that is no crash. Fir logs no restarts.
   *
   * @param word {@code Restarting} for one by people, {@code Cycling} for the daily one
   */
  void restart(Instant at, String word) {
    if (app.generation() == Generation.CEDAR) {
      log(at, word);
      to("starting", at);
      stop(at);
    }
    start(at);
  }

  /** As seen in logs: down, and then up on another server. */
  void relocate(Instant at) {
    if (app.generation() == Generation.CEDAR) {
      log(at, "Relocating dyno to a new server");
      to("down", at);
      stop(at);
      to("starting", at);
    }
    start(at);
  }

  /** In a rolling deploy the new release reaches the dyno later. */
  void releaseAt(Instant at) {
    releaseDue = at;
  }

  /** After a new release, the crashes before it no longer count. */
  void release(Instant at) {
    releaseDue = null;
    crashesInARow = 0;
    restart(at, "Restarting");
  }

  /** The process ends. The first time it is restarted at once, from the second on after a wait. */
  void exit(Instant at, int status) {
    if (state.equals("up") && !at.isBefore(updatedAt.plus(STEADY))) {
      crashesInARow = 0;
    }
    crashesInARow++;
    if (!lastWords.isEmpty()) {
      app.log("app", name, at, lastWords);
    }
    crash(at, status);
    due = null;
    if (crashesInARow == 1) {
      retry(at);
    } else {
      int doublings = Math.min(crashesInARow - 2, MOST_DOUBLINGS);
      due = at.plus(FIRST_COOL_OFF.multipliedBy(1L << doublings));
    }
  }

  /** The process ends and is not restarted. */
  void exitForGood(Instant at, int status) {
    crash(at, status);
    crashesInARow++;
    due = null;
  }

  private void crash(Instant at, int status) {
    log(at, "Process exited with status " + status);
    to("crashed", at);
    app.crashed(at, type, name);
    ended(at, status);
  }

  void breakDown(Instant at, int status) {
    exitsWith = status;
    exit(at, status);
  }

  void breakFromNextStart(int status, String words) {
    exitsWith = status;
    lastWords = words;
  }

  void fix(Instant at) {
    exitsWith = null;
    lastWords = "";
    if (state.equals("crashed")) {
      retry(at);
    } else if (state.equals("up")) {
      due = null;
    }
  }

  void failToBoot(Instant at) {
    if (!state.equals("starting")) {
      restart(at, "Restarting");
    }
    log(
        at,
        "Error R10 (Boot timeout) -> Web process failed to bind to $PORT within 60 seconds of"
            + " launch");
    log(at, "Stopping process with SIGKILL");
    exit(at, 137);
  }

  void stop(Instant at) {
    log(at, "Stopping all processes with SIGTERM");
    log(at, "Process exited with status " + STOPPED);
    app.changed(new DynoChange(app, row().in("down"), Action.DESTROY, OptionalInt.of(STOPPED), at));
  }

  /** What is left of an instance is how its process ended. */
  void ended(Instant at, int status) {
    app.changed(new DynoChange(app, row(), Action.DESTROY, OptionalInt.of(status), at));
  }

  private void changed(Action action, Instant at) {
    app.changed(new DynoChange(app, row(), action, OptionalInt.empty(), at));
  }

  void idle(Instant at) {
    log(at, "Idling");
    log(at, "State changed from up to down");
    stop(at);
    state = "idle";
    updatedAt = at;
    due = null;
  }

  void unidle(Instant at) {
    log(at, "Unidling");
    log(at, "State changed from down to starting");
    start(at);
  }

  void log(Instant at, String text) {
    app.log("heroku", name, at, text);
  }

  void to(String next, Instant at) {
    log(at, "State changed from " + state + " to " + next);
    state = next;
    updatedAt = at;
  }

  private void retry(Instant at) {
    to("starting", at);
    if (app.crashRestartsKeepId()) {
      due = at.plus(app.bootTime());
      log(at, "Starting process with command `" + command + "`");
      changed(Action.UPDATE, at);
    } else {
      start(at);
    }
  }

  private void renew(Instant at) {
    id = app.newId();
    createdAt = at;
    release = app.currentRelease();
    name = app.nameOfNext(type, name, id);
  }
}
