package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Reading.Dynos;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SimulatedFacts;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.Generation;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.Heroku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Heroku's apps on the model, which people and chance do things to, and which may not answer. */
final class Platform implements Heroku {
  private static final List<String> EVENTS =
      List.of(
          "crash", "break down", "crash and stay", "crash", "heal", "heal", "deploy", "restart");

  private static final List<Cause> CAUSES =
      List.of(
          Cause.TIMED_OUT,
          Cause.HEROKU_FAILED,
          Cause.FORBIDDEN,
          Cause.NOT_FOUND,
          Cause.RATE_LIMITED);

  /** The process type whose alerts go to the second channel. */
  static final String ROUTED = "worker";

  private final World world;
  private final List<SimulatedApp> apps = new ArrayList<>();
  private final Map<AppName, Hidden> hiddenApps = new HashMap<>();
  private Instant fewCallsUntil = Instant.EPOCH;

  private record Hidden(Cause cause, Instant until) {}

  Platform(World world, int howMany) {
    this.world = world;
    var model = new HerokuModel(world.clock, world.random.nextLong());
    for (int number = 1; number <= howMany; number++) {
      Generation generation = world.random.nextInt(4) == 0 ? Generation.FIR : Generation.CEDAR;
      apps.add(
          model
              .createApp("app-" + number, generation)
              .bootsIn(Duration.ofSeconds(5))
              .scale("web", 1 + world.random.nextInt(2)));
      if (howMany > 3 || (number == 1 && world.random.nextBoolean())) {
        apps.getLast().scale(ROUTED, 1);
      }
    }
  }

  List<AppName> names() {
    return apps.stream().map(app -> new AppName(app.name())).toList();
  }

  /** Something befalls an app. */
  void befall() {
    SimulatedApp app = apps.get(world.random.nextInt(apps.size()));
    int what = world.random.nextInt(8);
    List<String> up =
        app.dynos().stream().filter(dyno -> dyno.state().equals("up")).map(DynoRow::name).toList();
    if (what < 4 && up.isEmpty()) {
      return;
    }
    String dyno = up.isEmpty() ? "" : up.get(world.random.nextInt(up.size()));
    world.note(app.name() + " " + EVENTS.get(what) + " " + dyno);
    switch (what) {
      case 0, 3 -> app.crash(dyno, 1);
      case 1 -> app.breakDown(dyno, 137);
      case 2 -> app.crashStaying(dyno, 1);
      case 4, 5 -> heal(app);
      case 6 -> app.deploy("4f2d2e92", "ada@example.com");
      default -> app.restart();
    }
  }

  /** An app cannot be read for a while. */
  void hide() {
    AppName app = names().get(world.random.nextInt(names().size()));
    Cause cause = CAUSES.get(world.random.nextInt(CAUSES.size()));
    hiddenApps.put(
        app, new Hidden(cause, world.instant().plusSeconds(world.random.nextInt(1_200))));
    world.note(app + " is hidden: " + cause);
  }

  void runOutOfCalls() {
    fewCallsUntil = world.instant().plusSeconds(world.random.nextInt(1_200));
    world.note("few calls are left");
  }

  /** The last app is taken from the list. */
  void removeApp() {
    if (apps.size() > 1) {
      world.count("app removed");
      world.note("no longer watched: " + apps.removeLast().name());
    }
  }

  /** An app's dyno breaks for certain; empty if it has none that is up. */
  Optional<AppName> breakOne() {
    SimulatedApp app = apps.get(world.random.nextInt(apps.size()));
    Optional<DynoRow> up = app.dynos().stream().filter(d -> d.state().equals("up")).findFirst();
    up.ifPresent(dyno -> app.crashStaying(dyno.name(), 1));
    return up.map(_ -> new AppName(app.name()));
  }

  /** Everything breaks at once. */
  void breakAll() {
    world.note("everything breaks");
    for (SimulatedApp app : apps) {
      for (DynoRow dyno : app.dynos()) {
        if (dyno.state().equals("up")) {
          app.crashStaying(dyno.name(), 1);
        }
      }
    }
  }

  void healAll() {
    apps.forEach(Platform::heal);
  }

  private static void heal(SimulatedApp app) {
    app.dynos().stream().map(DynoRow::name).filter(app::has).forEach(app::fix);
  }

  private SimulatedApp app(AppName name) {
    return apps.stream().filter(app -> app.name().equals(name.value())).findFirst().orElseThrow();
  }

  @Override
  public Reading dynos(AppName name, Deadline deadline) {
    world.step("dynos " + name);
    Hidden hidden = hiddenApps.get(name);
    boolean isHidden =
        hidden != null && !world.isCalm() && world.instant().isBefore(hidden.until());
    if (isHidden || world.happens(25)) {
      Cause cause = isHidden ? hidden.cause() : CAUSES.get(world.random.nextInt(CAUSES.size()));
      world.count("blind: " + cause);
      return new Blind(name, cause, "made up");
    }
    return new Dynos(name, world.instant(), new SimulatedFacts(app(name)).dynos());
  }

  @Override
  public SpaceReading space(SpaceName space, Deadline deadline) {
    world.step("space " + space);
    if (world.happens(15)) {
      Cause cause = CAUSES.get(world.random.nextInt(CAUSES.size()));
      world.count("space not listed: " + cause);
      return new SpaceReading.Unlisted(space, cause, "made up");
    }
    var listed = new HashMap<AppName, List<Dyno>>();
    for (SimulatedApp app : apps) {
      if (world.happens(30)) {
        world.count("space's list leaves out an app");
      } else if (!app.dynos().isEmpty()) {
        listed.put(new AppName(app.name()), new SimulatedFacts(app).dynos());
      }
    }
    return new SpaceReading.Listed(space, world.instant(), listed);
  }

  @Override
  public Lookup<List<Release>> releases(AppName name, Deadline deadline) {
    world.step("releases " + name);
    return world.happens(10)
        ? new Unknown<>(false, "made up")
        : new Known<>(new SimulatedFacts(app(name)).releases());
  }

  @Override
  public Lookup<List<LogLine>> log(AppName name, Deadline deadline) {
    world.step("log " + name);
    return world.happens(10)
        ? new Unknown<>(world.random.nextInt(10) == 0, "made up")
        : new Known<>(new SimulatedFacts(app(name)).log());
  }

  @Override
  public Lookup<Map<ProcessType, Integer>> formation(AppName name, Deadline deadline) {
    world.step("formation " + name);
    return new Known<>(new SimulatedFacts(app(name)).formation());
  }

  @Override
  public Lookup<Boolean> maintenance(AppName name, Deadline deadline) {
    world.step("maintenance " + name);
    return new Known<>(false);
  }

  @Override
  public int calls() {
    return 0;
  }

  @Override
  public OptionalInt callsLeft() {
    if (world.isCalm() || !world.instant().isBefore(fewCallsUntil)) {
      return OptionalInt.of(4000);
    }
    world.count("few calls left");
    return OptionalInt.of(300);
  }
}
