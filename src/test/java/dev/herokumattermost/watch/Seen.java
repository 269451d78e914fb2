package dev.herokumattermost.watch;

import static dev.herokumattermost.watch.Timeline.time;

import java.time.Instant;

/**
 * A dyno as a timeline shows it. Unless it says otherwise, it has been up since midnight on release
 * v1, so that the same words at two looks mean the very same dyno.
 */
record Seen(
    String name,
    DynoState state,
    String id,
    int release,
    Instant created,
    Instant updated,
    String size) {

  static Seen in(String state, String name) {
    return new Seen(
        name, new DynoState(state), name + "#1", 1, time("00:00"), time("00:00:10"), "Standard-1X");
  }

  static Seen up(String name) {
    return in("up", name);
  }

  static Seen crashed(String name) {
    return in("crashed", name);
  }

  static Seen starting(String name) {
    return in("starting", name);
  }

  static Seen down(String name) {
    return in("down", name);
  }

  static Seen idle(String name) {
    return in("idle", name);
  }

  /** In its state since then. */
  Seen since(String moment) {
    return new Seen(name, state, id, release, created, time(moment), size);
  }

  /** Another incarnation, made then and in its state since then. */
  Seen born(String moment) {
    return new Seen(name, state, name + "#" + moment, release, time(moment), time(moment), size);
  }

  Seen id(String other) {
    return new Seen(name, state, other, release, created, updated, size);
  }

  Seen created(String moment) {
    return new Seen(name, state, id, release, time(moment), updated, size);
  }

  Seen release(int version) {
    return new Seen(name, state, id, version, created, updated, size);
  }

  Seen size(String other) {
    return new Seen(name, state, id, release, created, updated, other);
  }

  Dyno dyno() {
    var type = new ProcessType(name.split("[.-]", 2)[0]);
    return new Dyno(new DynoId(id), name, type, state, release, created, updated, size);
  }
}
