package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SimulatedFacts;
import dev.herokumattermost.local.ManualClock;
import dev.herokumattermost.local.heroku.CrashRow;
import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.Generation;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.simulation.World.Broken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened on Heroku within some hours, once and for all: what each moment showed, and of
 * which changes webhooks were sent. Watches that are to be compared read the same record.
 *
 * @param apps by name
 * @param changes of which webhooks were sent, in order of time
 * @param healed when the last failure was mended
 */
record RecordedHeroku(Map<AppName, App> apps, List<DynoChange> changes, Instant healed) {

  /** How long what happens lasts. */
  enum Pace {
    /** Whatever happens to an app has lasted for three passes before the next happens to it. */
    LASTING,
    /** Things happen to an app at any time, and often at once. */
    ANY
  }

  /** A dyno changed its state. */
  record DynoChange(
      Instant at, AppName app, String dyno, String state, @Nullable Integer exitStatus) {}

  /** What an app showed from one moment on. */
  private record Shown(
      List<Dyno> dynos, List<Release> releases, Map<ProcessType, Integer> formation) {
    String inBrief() {
      return dynos.stream()
          .map(dyno -> dyno.name() + " v" + dyno.release() + " " + dyno.state())
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * One app.
   *
   * @param log of the whole time
   * @param crashes all that happened
   */
  record App(TreeMap<Instant, Shown> shown, List<LogLine> log, List<CrashRow> crashes) {
    List<Dyno> dynosAt(Instant time) {
      return shown.floorEntry(time).getValue().dynos();
    }

    List<Release> releasesAt(Instant time) {
      return shown.floorEntry(time).getValue().releases();
    }

    Map<ProcessType, Integer> formationAt(Instant time) {
      return shown.floorEntry(time).getValue().formation();
    }

    List<LogLine> logAt(Instant time) {
      return log.stream().filter(line -> !line.at().isAfter(time)).toList();
    }
  }

  /** The app that nobody watches. Webhooks of it come all the same. */
  static final AppName UNWATCHED = new AppName("app-9");

  private static final List<AppName> APPS =
      List.of(UNWATCHED, new AppName("app-1"), new AppName("app-2"));

  private static final Duration BOOTS_IN = Duration.ofSeconds(5);

  /** Three passes. */
  private static final Duration STATE_LASTS = Duration.ofMinutes(7);

  private static final Duration LASTS = Duration.ofMinutes(60);

  static RecordedHeroku of(long seed, Pace pace, Instant start) {
    var random = new SplittableRandom(seed);
    var apps = new TreeMap<AppName, App>();
    var changes = new ArrayList<DynoChange>();
    Instant healed = start;
    for (AppName app : APPS.subList(0, 2 + random.nextInt(2))) {
      var recording = new Recording(app, random.split(), start);
      Instant end = recording.run(pace, start.plus(LASTS));
      healed = end.isAfter(healed) ? end : healed;
      apps.put(app, recording.app());
      changes.addAll(recording.changes);
    }
    changes.sort(Comparator.comparing(DynoChange::at));
    return new RecordedHeroku(apps, changes, healed);
  }

  Set<AppName> watched() {
    var watched = new HashSet<>(apps.keySet());
    watched.remove(UNWATCHED);
    return watched;
  }

  /** What each change of an app led to. */
  String story() {
    return apps.entrySet().stream()
        .flatMap(
            app ->
                app.getValue().shown().entrySet().stream()
                    .map(
                        one ->
                            "%s %s %s"
                                .formatted(one.getKey(), app.getKey(), one.getValue().inBrief())))
        .collect(Collectors.joining("\n"));
  }

  App app(AppName name) {
    return apps.get(name);
  }

  /** Of one app, with a model of its own, so that nothing depends on when it is looked at. */
  private static final class Recording {
    private static final Pattern EXIT = Pattern.compile(".*: Process exited with status (\\d+)");

    /** How long Heroku waits before it starts a dyno again that keeps crashing. */
    private static final List<Duration> COOL_OFFS =
        Stream.of(10, 20, 40, 80, 160, 320).map(Duration::ofMinutes).toList();

    private final AppName name;
    private final SplittableRandom random;
    private final ManualClock clock;
    private final SimulatedApp app;
    private final TreeMap<Instant, Shown> shown = new TreeMap<>();
    private final List<DynoChange> changes = new ArrayList<>();
    private final Set<String> crashed = new HashSet<>();

    /** When dynos of a type that has crashed came up, or left. */
    private final Map<String, List<Instant>> calmedAt = new HashMap<>();

    private List<DynoRow> rows = List.of();
    private Instant changedAt = Instant.EPOCH;
    private int crashes;

    Recording(AppName name, SplittableRandom random, Instant start) {
      this.name = name;
      this.random = random;
      clock = new ManualClock(start);
      app =
          new HerokuModel(clock, random.nextLong())
              .createApp(name.value(), random.nextInt(4) == 0 ? Generation.FIR : Generation.CEDAR)
              .bootsIn(BOOTS_IN)
              .crashRestartsKeepId(random.nextInt(4) == 0)
              .scale("web", 1 + random.nextInt(2));
      if (random.nextInt(3) == 0) {
        app.scale("clock", 1);
      }
      look();
      changes.clear();
    }

    App app() {
      return new App(shown, new SimulatedFacts(app).log(), app.crashes());
    }

    /** Returns when the last failure was mended. */
    Instant run(Pace pace, Instant end) {
      Instant next = clock.instant().plusSeconds(400 + random.nextInt(400));
      while (next.isBefore(end)) {
        untilItHasLasted(pace, next);
        befall(pace);
        look();
        next = clock.instant().plus(pause(pace));
      }
      untilItHasLasted(pace, end);
      Instant healed = clock.instant();
      app.dynos().stream().map(DynoRow::name).filter(app::has).forEach(app::fix);
      look();
      until(healed.plus(Duration.ofHours(1)));
      return healed;
    }

    private void untilItHasLasted(Pace pace, Instant time) {
      until(time);
      while (pace == Pace.LASTING && changedAt.plus(STATE_LASTS).isAfter(clock.instant())) {
        until(changedAt.plus(STATE_LASTS));
      }
    }

    private Duration pause(Pace pace) {
      return switch (pace) {
        case LASTING -> STATE_LASTS.plusMillis(random.nextInt(6 * 60_000));
        case ANY ->
            random.nextBoolean()
                ? Duration.ofMillis(random.nextInt(20_000))
                : Duration.ofMillis(random.nextInt(12 * 60_000));
      };
    }

    /**
     * Whether a failure now could belong to the incident before for one watch and not for another,
     * because they have seen its end some minutes apart.
     */
    private boolean isOnTheEdge(String dyno) {
      String type = dyno.replaceFirst("[.-].*", "");
      return calmedAt.getOrDefault(type, List.of()).stream()
          .map(at -> Duration.between(at, clock.instant()).toMinutes())
          .anyMatch(minutes -> minutes >= 14 && minutes < 25);
    }

    private void befall(Pace pace) {
      List<String> up =
          app.dynos().stream().filter(d -> d.state().equals("up")).map(DynoRow::name).toList();
      int what = random.nextInt(14);
      if (what < 7 && up.isEmpty()) {
        what = 7;
      }
      String dyno = up.isEmpty() ? "" : up.get(random.nextInt(up.size()));
      if (pace == Pace.LASTING && isOnTheEdge(dyno)) {
        what = 7;
      }
      switch (what) {
        case 0, 1, 2 -> app.crashStaying(dyno, 1);
        case 3 -> app.crash(dyno, 137);
        case 4 -> app.breakDown(dyno, 1);
        case 5 -> app.cycle(dyno);
        case 6 -> app.memoryVastlyExceeded(dyno);
        case 7, 8, 9, 10 ->
            app.dynos().stream().map(DynoRow::name).filter(app::has).forEach(app::fix);
        case 11 -> app.deploy("4f2d2e92", "ada@example.com");
        case 12 -> app.restart();
        default -> app.scale("web", app.formation().getFirst().quantity() == 1 ? 2 : 1);
      }
    }

    /** Looks at each moment at which something can change by itself. */
    private void until(Instant end) {
      for (var next = nextChange(end); next.isPresent(); next = nextChange(end)) {
        clock.advance(Duration.between(clock.instant(), next.get()));
        look();
      }
      clock.advance(Duration.between(clock.instant(), end));
      look();
    }

    private Optional<Instant> nextChange(Instant end) {
      return rows.stream()
          .flatMap(
              row ->
                  (switch (row.state()) {
                        case "starting" -> Stream.of(BOOTS_IN);
                        case "up" -> Stream.of(Duration.ofSeconds(1));
                        default -> COOL_OFFS.stream();
                      })
                      .map(row.updatedAt()::plus))
          .filter(at -> at.isAfter(clock.instant()) && at.isBefore(end))
          .min(Instant::compareTo);
    }

    private void look() {
      Instant now = clock.instant();
      List<DynoRow> before = rows;
      rows = app.dynos();
      crashed.addAll(app.crashes().stream().map(CrashRow::type).toList());
      var known = new HashMap<String, DynoRow>();
      before.forEach(row -> known.put(row.id(), row));
      var over = new HashSet<String>();
      for (CrashRow crash : app.crashes().subList(crashes, app.crashes().size())) {
        before.stream()
            .filter(row -> row.name().equals(crash.dyno()))
            .forEach(row -> changed(crash.at(), row.id(), "crashed", exitOf(row.name()), over));
      }
      crashes = app.crashes().size();
      for (DynoRow row : rows) {
        DynoRow last = known.remove(row.id());
        if (last == null || !last.updatedAt().equals(row.updatedAt())) {
          if (!row.updatedAt().equals(now)) {
            throw new Broken("the record has missed when " + row + " changed");
          }
          if (!row.state().equals("crashed")) {
            changed(now, row.id(), row.state(), null, new HashSet<>());
          }
          if (row.state().equals("up")) {
            calmed(row.type());
          }
        }
      }
      known.keySet().stream()
          .filter(id -> !over.contains(id))
          .sorted()
          .forEach(id -> changed(now, id, "down", 143, over));
      known.values().forEach(row -> calmed(row.type()));
      changedAt = rows.equals(before) ? changedAt : now;
      if (!rows.equals(before) || app.releases().size() != releases()) {
        var facts = new SimulatedFacts(app);
        shown.put(now, new Shown(facts.dynos(), facts.releases(), facts.formation()));
      }
    }

    private void calmed(String type) {
      if (crashed.contains(type)) {
        calmedAt.computeIfAbsent(type, _ -> new ArrayList<>()).add(clock.instant());
      }
    }

    private int releases() {
      return shown.isEmpty() ? 0 : shown.lastEntry().getValue().releases().size();
    }

    private void changed(
        Instant at, String dyno, String state, @Nullable Integer exitStatus, Set<String> over) {
      changes.add(new DynoChange(at, name, dyno, state, exitStatus));
      over.add(dyno);
    }

    private @Nullable Integer exitOf(String dyno) {
      return app.log(20, dyno, "heroku").reversed().stream()
          .map(EXIT::matcher)
          .filter(Matcher::matches)
          .findFirst()
          .map(exit -> Integer.valueOf(exit.group(1)))
          .orElse(null);
    }
  }
}
