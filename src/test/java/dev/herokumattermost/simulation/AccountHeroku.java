package dev.herokumattermost.simulation;

import dev.herokumattermost.discovery.AppAnswer;
import dev.herokumattermost.discovery.ListAnswer;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.ListedApp;
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
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.pass.AppLists;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.Heroku;
import dev.herokumattermost.pass.HerokuStatus;
import dev.herokumattermost.rules.AppList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** What one token sees of the estate in one round, with all that can go wrong. It counts calls. */
final class AccountHeroku implements Heroku, HerokuStatus, AppLists {
  private final World world;
  private final Estate estate;
  private final int account;
  private final AccountFaults faults;
  private int calls;
  private int discovering;

  AccountHeroku(World world, Estate estate, int account) {
    this.world = world;
    this.estate = estate;
    this.account = account;
    faults = estate.faults(account);
  }

  private void call(String what) {
    calls++;
    world.step(what);
  }

  @Override
  public ListAnswer list(AppList list, Deadline deadline) {
    discovering++;
    call(list.toString());
    Optional<Cause> failure = faults.ofList();
    if (failure.isPresent()) {
      world.count("list failed: " + failure.get());
      return new ListAnswer.Failed(failure.get(), "made up");
    }
    List<ListedApp> apps = estate.list(account, list);
    if (list instanceof AppList.OfPipeline) {
      // What an app is coupled to only this list says, so that there is no asking again.
      return new ListAnswer.Listed(apps);
    }
    return new ListAnswer.Listed(faults.lie().map(lie -> lied(apps, lie)).orElse(apps));
  }

  private List<ListedApp> lied(List<ListedApp> apps, AccountFaults.Lie lie) {
    var shown = new ArrayList<>(apps);
    int missing =
        switch (lie) {
          case NOTHING -> apps.size();
          case LESS_THAN_HALF -> apps.size() / 2 + 1;
          case A_PAGE_IS_MISSING -> 1;
        };
    for (int app = 0; app < missing && !shown.isEmpty(); app++) {
      shown.remove(world.random.nextInt(shown.size()));
    }
    if (!apps.isEmpty()) {
      world.count("list lied: " + lie);
    }
    return shown;
  }

  @Override
  public AppAnswer app(AppId id, Deadline deadline) {
    discovering++;
    call("app " + id);
    // A 404 is no failure here: it is what Heroku says of an app that is gone.
    Optional<Cause> failure = faults.ofCall(15).filter(cause -> cause != Cause.NOT_FOUND);
    if (failure.isPresent()) {
      world.count("app not looked up");
      return new AppAnswer.Failed("made up");
    }
    Optional<ListedApp> app = estate.app(account, id);
    world.count(app.isPresent() ? "app looked up: there" : "app looked up: gone");
    return app.<AppAnswer>map(one -> new AppAnswer.Found(one.withStages(Set.of())))
        .orElseGet(AppAnswer.Gone::new);
  }

  @Override
  public Reading dynos(AppName name, Deadline deadline) {
    call("dynos " + name);
    Optional<SimulatedApp> app = estate.app(account, name);
    Optional<Cause> failure = faults.ofCall(25).or(() -> app.flatMap(estate::hidden));
    if (failure.isPresent()) {
      world.count("blind: " + failure.get());
      return new Blind(name, failure.get(), "made up");
    }
    return app.<Reading>map(
            one -> new Dynos(name, world.instant(), new SimulatedFacts(one).dynos()))
        .orElseGet(() -> new Blind(name, Cause.NOT_FOUND, "404"));
  }

  @Override
  public SpaceReading space(SpaceName space, Deadline deadline) {
    call("space " + space);
    Optional<Cause> failure = faults.ofSpace();
    if (failure.isPresent()) {
      world.count("space not listed: " + failure.get());
      return new SpaceReading.Unlisted(space, failure.get(), "made up");
    }
    var listed = new HashMap<AppName, List<Dyno>>();
    for (SimulatedApp app : estate.inSpace(account)) {
      if (world.happens(20)) {
        world.count("space's list leaves out an app");
      } else if (!app.dynos().isEmpty()) {
        listed.put(new AppName(app.name()), new SimulatedFacts(app).dynos());
      }
    }
    world.count("space listed");
    return new SpaceReading.Listed(space, world.instant(), listed);
  }

  private <T> Lookup<T> ask(String what, AppName name, Function<SimulatedFacts, T> fact) {
    call(what + " " + name);
    return faults.ofCall(10).isPresent()
        ? new Unknown<>(false, "made up")
        : estate
            .app(account, name)
            .<Lookup<T>>map(app -> new Known<>(fact.apply(new SimulatedFacts(app))))
            .orElseGet(() -> new Unknown<>(false, "404"));
  }

  @Override
  public Lookup<List<Release>> releases(AppName name, Deadline deadline) {
    return ask("releases", name, SimulatedFacts::releases);
  }

  @Override
  public Lookup<List<LogLine>> log(AppName name, Deadline deadline) {
    return ask("log", name, SimulatedFacts::log);
  }

  @Override
  public Lookup<Map<ProcessType, Integer>> formation(AppName name, Deadline deadline) {
    return ask("formation", name, SimulatedFacts::formation);
  }

  @Override
  public Lookup<Boolean> maintenance(AppName name, Deadline deadline) {
    return ask("maintenance", name, _ -> false);
  }

  /** It is another service, and no call of the account's. */
  @Override
  public Lookup<List<HerokuIncident>> openIncidents(Deadline deadline) {
    return new Unknown<>(false, "switched off");
  }

  @Override
  public int calls() {
    return calls;
  }

  /** How many of them were to find out which apps there are. */
  int discovering() {
    return discovering;
  }

  @Override
  public OptionalInt callsLeft() {
    return OptionalInt.of(4000);
  }
}
