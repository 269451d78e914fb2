package dev.herokumattermost.local.heroku;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The apps of one Heroku account, in memory. The same seed, clock and operations give the same
 * apps, ids included. Safe for use by many threads.
 */
public final class HerokuModel {
  private final InstantSource clock;
  private final Random random;
  private final Map<String, SimulatedApp> apps = new TreeMap<>();
  private final List<Consumer<DynoChange>> listeners = new CopyOnWriteArrayList<>();

  public HerokuModel(InstantSource clock) {
    this(clock, 1);
  }

  public HerokuModel(InstantSource clock, long seed) {
    this.clock = clock;
    random = new Random(seed);
  }

  /** A Cedar app without dynos and with its first release. */
  public SimulatedApp createApp(String name) {
    return createApp(name, Generation.CEDAR);
  }

  public synchronized SimulatedApp createApp(String name, Generation generation) {
    if (apps.containsKey(name)) {
      throw new IllegalArgumentException("there is an app " + name + " already");
    }
    var app = new SimulatedApp(this, name, generation);
    apps.put(name, app);
    return app;
  }

  /** Gives an app another name. Its id and its dynos stay as they are. */
  public synchronized void rename(String from, String to) {
    SimulatedApp app = app(from);
    if (apps.containsKey(to)) {
      throw new IllegalArgumentException("there is an app " + to + " already");
    }
    apps.remove(from);
    app.rename(to);
    apps.put(to, app);
  }

  /** Deletes an app with its dynos. */
  public synchronized void delete(String name) {
    apps.remove(app(name).name());
  }

  /** The apps of a team; empty if there is no such team. */
  synchronized Optional<List<SimulatedApp>> ofTeam(String team) {
    return some(apps.values().stream().filter(app -> app.team().equals(team)).toList());
  }

  /** The apps of a pipeline, by its name or id; empty if there is no such pipeline. */
  synchronized Optional<List<SimulatedApp>> ofPipeline(String nameOrId) {
    return some(
        apps.values().stream()
            .filter(app -> !app.pipeline().isEmpty())
            .filter(
                app ->
                    app.pipeline().equals(nameOrId)
                        || HerokuDocuments.id("pipeline " + app.pipeline()).equals(nameOrId))
            .toList());
  }

  private static Optional<List<SimulatedApp>> some(List<SimulatedApp> found) {
    return Optional.of(found).filter(apps -> !apps.isEmpty());
  }

  /** The app of this name, which must exist. */
  public SimulatedApp app(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("there is no app " + name));
  }

  /** The app of this name or id. */
  public synchronized Optional<SimulatedApp> find(String nameOrId) {
    return Optional.ofNullable(apps.get(nameOrId))
        .or(() -> apps.values().stream().filter(app -> app.id().equals(nameOrId)).findFirst());
  }

  public synchronized List<SimulatedApp> apps() {
    return new ArrayList<>(apps.values());
  }

  /** Carries out everything that is due by now, as every view and operation of an app does too. */
  public void tick() {
    apps().forEach(SimulatedApp::dynos);
  }

  /**
   * Has each change of a dyno told from now on.
   *
   * @param listener called while the app is locked, so that it should only take note
   */
  void onChange(Consumer<DynoChange> listener) {
    listeners.add(listener);
  }

  void remove(Consumer<DynoChange> listener) {
    listeners.remove(listener);
  }

  void changed(DynoChange change) {
    listeners.forEach(listener -> listener.accept(change));
  }

  public InstantSource clock() {
    return clock;
  }

  synchronized String newId() {
    long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
