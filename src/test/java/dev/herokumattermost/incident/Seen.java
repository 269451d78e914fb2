package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Timeline.time;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import java.time.Instant;

/**
 * A dyno as a timeline shows it. Unless it says otherwise, it has been up since midnight on release
 * v1, so that the same words at two looks mean the very same dyno.
 */
public record Seen(
    String name,
    DynoState state,
    String id,
    int release,
    Instant created,
    Instant updated,
    String size) {

  public static Seen in(String state, String name) {
    return new Seen(
        name, new DynoState(state), name + "#1", 1, time("00:00"), time("00:00:10"), "Standard-1X");
  }

  public static Seen up(String name) {
    return in("up", name);
  }

  public static Seen crashed(String name) {
    return in("crashed", name);
  }

  public static Seen starting(String name) {
    return in("starting", name);
  }

  public static Seen down(String name) {
    return in("down", name);
  }

  public static Seen idle(String name) {
    return in("idle", name);
  }

  /** In its state since then. */
  public Seen since(String moment) {
    return new Seen(name, state, id, release, created, time(moment), size);
  }

  /** Another incarnation, made then and in its state since then. */
  public Seen born(String moment) {
    return new Seen(name, state, name + "#" + moment, release, time(moment), time(moment), size);
  }

  public Seen id(String other) {
    return new Seen(name, state, other, release, created, updated, size);
  }

  public Seen created(String moment) {
    return new Seen(name, state, id, release, time(moment), updated, size);
  }

  public Seen release(int version) {
    return new Seen(name, state, id, version, created, updated, size);
  }

  public Seen size(String other) {
    return new Seen(name, state, id, release, created, updated, other);
  }

  Dyno dyno() {
    var type = new ProcessType(name.split("[.-]", 2)[0]);
    return new Dyno(new DynoId(id), name, type, state, release, created, updated, size);
  }
}
