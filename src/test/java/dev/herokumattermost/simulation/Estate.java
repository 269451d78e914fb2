package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.ListedApp.PipelineStage;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.Generation;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.rules.AppList;
import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.rules.Selection.Entry;
import dev.herokumattermost.rules.Selection.InPipeline;
import dev.herokumattermost.rules.Selection.InSpace;
import dev.herokumattermost.rules.Selection.Matching;
import dev.herokumattermost.rules.Selection.OfTeam;
import dev.herokumattermost.rules.Selection.OneApp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All apps that there are, what people and chance do to them, and what each account is to watch:
 * the truth, against which is held what the watch believes. Apps are made and deleted, get other
 * names, teams and owners. Nothing of that happens within a pass, so that the truth of a pass is
 * one.
 */
final class Estate {
  /** The Private Space that some apps lie in. */
  static final String SPACE = "acme-prod";

  private static final String PIPELINE = "store";
  private static final List<String> TEAMS = List.of("acme", "beta");
  private static final int MOST_APPS = 9;

  private static final List<Selection> SELECTIONS =
      List.of(
          selection(List.of(team("acme", "*"))),
          selection(List.of(team("acme", "*"))),
          selection(List.of(team("acme", "*"), team("beta", "api-*")), matching("*-pr-*")),
          selection(List.of(matching("*"))),
          selection(List.of(matching("*")), team("beta", "*")),
          selection(List.of(matching("api-*"), one("web-1"))),
          selection(List.of(new InSpace(SPACE), one("api-2"))),
          selection(List.of(team("beta", "*"), one("web-1")), one("api-2")),
          selection(List.of(one("web-1"), one("api-2"))),
          selection(List.of(new InPipeline(PIPELINE, "production"), team("beta", "*"))),
          selection(List.of(matching("*")), new InPipeline(PIPELINE, null)));

  private static Selection selection(List<Entry> entries, Entry... exclusions) {
    return new Selection(entries, List.of(exclusions));
  }

  private static Entry team(String team, String names) {
    return new OfTeam(team, new Glob(names));
  }

  private static Entry matching(String names) {
    return new Matching(new Glob(names));
  }

  private static Entry one(String app) {
    return new OneApp(new AppName(app));
  }

  /** How an app stands to an account. */
  enum Standing {
    SELECTED,
    NOT_SELECTED,
    /** Heroku answers 404. */
    GONE
  }

  /** An app, or what was one. */
  private static final class Owned {
    final SimulatedApp app;
    final Set<Integer> outOfSightOf = new HashSet<>();
    boolean archived;
    boolean deleted;

    Owned(SimulatedApp app) {
      this.app = app;
    }

    AppName name() {
      return new AppName(app.name());
    }
  }

  private record Hidden(Cause cause, Instant until) {}

  private final World world;
  private final HerokuModel model;
  private final Map<AppId, Owned> all = new LinkedHashMap<>();
  private final Map<AppId, Hidden> hidden = new HashMap<>();
  private final List<Selection> selections = new ArrayList<>();
  private final List<AccountFaults> faults = new ArrayList<>();
  private int made;

  Estate(World world, int accounts, int apps) {
    this.world = world;
    model = new HerokuModel(world.clock, world.random.nextLong());
    for (int account = 0; account < accounts; account++) {
      selections.add(anySelection(account));
      faults.add(new AccountFaults(world, account));
    }
    for (int app = 0; app < apps; app++) {
      make(nextName());
    }
  }

  /** No two accounts may name the same app. */
  private Selection anySelection(int account) {
    Selection any;
    do {
      any = SELECTIONS.get(world.random.nextInt(SELECTIONS.size()));
    } while (isNamedByAnother(account, any.names()));
    return any;
  }

  private boolean isNamedByAnother(int account, Set<AppName> names) {
    return IntStream.range(0, selections.size())
        .filter(other -> other != account)
        .mapToObj(other -> selections.get(other).names())
        .anyMatch(others -> !Collections.disjoint(others, names));
  }

  private String nextName() {
    made++;
    String kind = List.of("web-", "api-", "job-pr-").get(made % 3 == 1 ? 0 : made % 3 == 2 ? 1 : 2);
    return kind + made;
  }

  private Owned make(String name) {
    SimulatedApp app =
        model
            .createApp(name, world.random.nextInt(4) == 0 ? Generation.FIR : Generation.CEDAR)
            .ofTeam(world.random.nextInt(4) == 0 ? "beta" : "acme")
            .bootsIn(Duration.ofSeconds(5))
            .scale("web", 1 + world.random.nextInt(2));
    if (world.random.nextInt(3) == 0) {
      app.inSpace(SPACE);
    }
    if (world.random.nextInt(4) == 0) {
      app.inPipeline(PIPELINE, "production");
    }
    if (world.random.nextInt(6) == 0) {
      app.scale(Platform.ROUTED, 1);
    }
    var owned = new Owned(app);
    all.put(new AppId(app.id()), owned);
    return owned;
  }

  int accounts() {
    return selections.size();
  }

  Selection selection(int account) {
    return selections.get(account);
  }

  AccountFaults faults(int account) {
    return faults.get(account);
  }

  private List<Owned> there() {
    return all.values().stream().filter(app -> !app.deleted).toList();
  }

  private @Nullable Owned any() {
    List<Owned> there = there();
    return there.isEmpty() ? null : there.get(world.random.nextInt(there.size()));
  }

  // What happens.

  /** Something befalls the dynos of an app. */
  void befall() {
    Owned any = any();
    if (any == null) {
      return;
    }
    SimulatedApp app = any.app;
    List<String> up = up(app);
    int what = world.random.nextInt(8);
    if (what < 4 && up.isEmpty()) {
      return;
    }
    String dyno = up.isEmpty() ? "" : up.get(world.random.nextInt(up.size()));
    String name =
        switch (what) {
          case 0, 3 -> {
            app.crash(dyno, 1);
            yield "crash";
          }
          case 1 -> {
            app.breakDown(dyno, 137);
            yield "break down";
          }
          case 2 -> {
            app.crashStaying(dyno, 1);
            yield "crash and stay";
          }
          case 4 -> {
            heal(app);
            yield "heal";
          }
          case 5 -> {
            app.scale("web", app.has("web.2") ? 1 : 2);
            yield "scale";
          }
          case 6 -> {
            app.deploy("4f2d2e92", "ada@example.com");
            yield "deploy";
          }
          default -> {
            app.restart();
            yield "restart";
          }
        };
    world.note(app.name() + " " + name + " " + dyno);
  }

  /** Somebody does something to an app as a whole, or to what an account is to watch. */
  void change() {
    Owned any = any();
    int what = world.random.nextInt(10);
    if (any == null || what < 2) {
      if (there().size() < MOST_APPS) {
        create();
      }
      return;
    }
    switch (what) {
      case 2 -> delete(any);
      case 3, 4 -> rename(any);
      case 5 -> {
        any.app.ofTeam(any.app.team().equals("acme") ? "beta" : "acme");
        note(any, "app changes its team", any.app.team());
      }
      case 6 -> {
        any.archived = !any.archived;
        note(any, any.archived ? "app archived" : "app in use again", "");
      }
      case 7 -> {
        int account = world.random.nextInt(accounts());
        if (!any.outOfSightOf.remove(account)) {
          any.outOfSightOf.add(account);
        }
        note(any, "app in or out of sight", "of account " + account);
      }
      case 8 -> {
        any.app.inPipeline(any.app.pipeline().isEmpty() ? PIPELINE : "", "production");
        note(any, "app in or out of a pipeline", any.app.pipeline());
      }
      default -> {
        int account = world.random.nextInt(accounts());
        selections.set(account, anySelection(account));
        world.count("selection changed");
        world.note("account " + account + " watches " + selection(account));
      }
    }
  }

  private void note(Owned app, String what, String more) {
    world.count(what);
    world.note(app.name() + ": " + what + " " + more);
  }

  /** A new app, under a new name or that of a deleted one. */
  private void create() {
    List<AppName> free =
        all.values().stream()
            .filter(app -> app.deleted)
            .map(Owned::name)
            .filter(name -> model.find(name.value()).isEmpty())
            .sorted()
            .toList();
    boolean reused = !free.isEmpty() && world.random.nextInt(2) == 0;
    String name = reused ? free.get(world.random.nextInt(free.size())).value() : nextName();
    note(make(name), reused ? "app made under the name of a deleted one" : "app made", "");
  }

  private void delete(Owned app) {
    note(app, "app deleted", app.app.id());
    model.delete(app.app.name());
    app.deleted = true;
  }

  /**
   * Never to a name that another app had: until the lists are read again, one is taken for the
   * other.
   */
  private void rename(Owned app) {
    AppName before = app.name();
    model.rename(before.value(), nextName());
    note(app, "app renamed", "was " + before);
  }

  void breakAll() {
    world.note("everything breaks");
    there()
        .forEach(
            one -> {
              world.clock.advance(Duration.ofSeconds(1));
              for (DynoRow dyno : one.app.dynos()) {
                if (dyno.state().equals("up")) {
                  one.app.crashStaying(dyno.name(), 1);
                }
              }
            });
  }

  void healAll() {
    there().forEach(one -> heal(one.app));
  }

  private static void heal(SimulatedApp app) {
    app.dynos().stream().map(DynoRow::name).filter(app::has).forEach(app::fix);
  }

  private static List<String> up(SimulatedApp app) {
    return app.dynos().stream()
        .filter(dyno -> dyno.state().equals("up"))
        .map(DynoRow::name)
        .toList();
  }

  /** Something goes wrong between the watch and Heroku, and lasts. */
  void fail() {
    Instant until = world.instant().plusSeconds(world.random.nextInt(1_500));
    Owned any = any();
    if (any != null && world.random.nextInt(5) == 0) {
      Cause cause = AccountFaults.anyCause(world);
      hidden.put(new AppId(any.app.id()), new Hidden(cause, until));
      world.note(any.name() + " cannot be read until " + until + ": " + cause);
    } else {
      faults(world.random.nextInt(accounts())).begin(until);
    }
  }

  /** From now on nothing goes wrong, and what is named is there. */
  void calmDown() {
    hidden.clear();
    for (int account = 0; account < accounts(); account++) {
      faults(account).end();
      for (AppName name : selection(account).names()) {
        Owned app = find(name).orElseGet(() -> make(name.value()));
        app.outOfSightOf.remove(account);
      }
    }
  }

  // What is seen.

  Optional<Cause> hidden(SimulatedApp app) {
    return Optional.ofNullable(hidden.get(new AppId(app.id())))
        .filter(one -> world.instant().isBefore(one.until()))
        .map(Hidden::cause);
  }

  private Optional<Owned> find(AppName name) {
    return there().stream().filter(app -> app.name().equals(name)).findFirst();
  }

  /** The app as one account's token sees it, if it does. */
  Optional<SimulatedApp> app(int account, AppName name) {
    return find(name).filter(app -> !app.outOfSightOf.contains(account)).map(app -> app.app);
  }

  Optional<ListedApp> app(int account, AppId id) {
    return Optional.ofNullable(all.get(id))
        .filter(app -> !app.deleted && !app.outOfSightOf.contains(account))
        .map(Estate::listed);
  }

  List<ListedApp> list(int account, AppList list) {
    return there().stream()
        .filter(app -> !app.outOfSightOf.contains(account))
        .map(Estate::listed)
        .filter(
            app ->
                switch (list) {
                  case AppList.Everything _ -> true;
                  case AppList.OfTeam(var team) -> team.equals(app.team());
                  case AppList.OfPipeline _ -> !app.stages().isEmpty();
                })
        .map(app -> list instanceof AppList.OfPipeline ? app : app.withStages(Set.of()))
        .toList();
  }

  /** Of the space, whoever watches its apps. */
  List<SimulatedApp> inSpace(int account) {
    return there().stream()
        .filter(app -> !app.outOfSightOf.contains(account) && app.app.space().equals(SPACE))
        .map(app -> app.app)
        .toList();
  }

  private static ListedApp listed(Owned app) {
    String space = app.app.space();
    return new ListedApp(
        new AppId(app.app.id()),
        app.name(),
        app.app.team(),
        space.isEmpty() ? null : space,
        app.app.pipeline().isEmpty() ? Set.of() : Set.of(new PipelineStage(PIPELINE, "production")),
        app.archived);
  }

  // What is true.

  /** The id of the app that has a name now; empty if none has. */
  Optional<AppId> idOf(AppName name) {
    return find(name).map(app -> new AppId(app.app.id()));
  }

  boolean isApp(AppId id) {
    return all.containsKey(id);
  }

  AppName nameOf(AppId id) {
    return owned(id).name();
  }

  private Owned owned(AppId id) {
    return Optional.ofNullable(all.get(id)).orElseThrow();
  }

  Standing standing(int account, AppId id) {
    Owned app = owned(id);
    if (app.deleted || app.outOfSightOf.contains(account)) {
      return Standing.GONE;
    }
    return selection(account).takes(listed(app)) ? Standing.SELECTED : Standing.NOT_SELECTED;
  }

  /** Whether nothing ever befell the app, so that nothing is to be told of it. */
  boolean isUntouched(AppName name) {
    return find(name)
        .map(
            one ->
                one.app.crashes().isEmpty()
                    && one.app.releases().size() == 1
                    && one.app.dynos().stream().allMatch(dyno -> dyno.state().equals("up")))
        .orElse(false);
  }

  /** The account that is to watch each app: the first that selects it. */
  Map<AppName, Integer> owners() {
    var owners = new HashMap<AppName, Integer>();
    for (Owned app : there()) {
      for (int account = accounts() - 1; account >= 0; account--) {
        if (standing(account, new AppId(app.app.id())) == Standing.SELECTED) {
          owners.put(app.name(), account);
        }
      }
    }
    return owners;
  }

  // What is done on purpose, when all is calm.

  /** One of its dynos breaks for certain; false if none is up. */
  boolean breakOne(AppName name) {
    SimulatedApp app = find(name).orElseThrow().app;
    List<String> up = up(app);
    up.stream().findFirst().ifPresent(dyno -> app.crashStaying(dyno, 1));
    world.note(name + " is broken on purpose");
    return !up.isEmpty();
  }

  void heal(AppName name) {
    heal(find(name).orElseThrow().app);
  }

  /** A copy of an app, so that whoever watches the one is to watch the other. */
  AppName makeOneLike(AppName name) {
    SimulatedApp like = find(name).orElseThrow().app;
    Owned fresh = make(name + "-new");
    fresh.app.ofTeam(like.team()).inSpace(like.space()).inPipeline(like.pipeline(), "production");
    fresh.outOfSightOf.addAll(find(name).orElseThrow().outOfSightOf);
    note(fresh, "app made", "when all is calm");
    return fresh.name();
  }

  AppName rename(AppName name) {
    Owned app = find(name).orElseThrow();
    model.rename(name.value(), name + "-too");
    note(app, "app renamed", "when all is calm");
    return app.name();
  }

  void delete(AppName name) {
    delete(find(name).orElseThrow());
  }
}
