package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SimulatedFacts;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Heroku on the model, which counts its calls. */
final class ModelHeroku implements Heroku {
  private final HerokuModel model;
  private final Map<AppName, SpaceName> spaces;

  /** What has been asked of one app's dynos. */
  final List<AppName> asked = new ArrayList<>();

  /** Why an app cannot be read. */
  final Map<AppName, Reading.Cause> causes = new HashMap<>();

  /** What becomes of the list of a space. */
  UnaryOperator<SpaceReading> list = UnaryOperator.identity();

  private int calls;

  ModelHeroku(HerokuModel model, Map<AppName, SpaceName> spaces) {
    this.model = model;
    this.spaces = spaces;
  }

  @Override
  public Reading dynos(AppName app, Deadline deadline) {
    calls++;
    asked.add(app);
    return causes.containsKey(app)
        ? new Reading.Blind(app, causes.get(app), "as the test says")
        : new Reading.Dynos(app, model.clock().instant(), facts(app).dynos());
  }

  /** Like Heroku's, it does not show apps without dynos. */
  @Override
  public SpaceReading space(SpaceName space, Deadline deadline) {
    calls++;
    var apps = new TreeMap<AppName, List<Dyno>>();
    for (SimulatedApp app : model.apps()) {
      var name = new AppName(app.name());
      if (space.equals(spaces.get(name)) && !app.dynos().isEmpty()) {
        apps.put(name, facts(name).dynos());
      }
    }
    return list.apply(new SpaceReading.Listed(space, model.clock().instant(), apps));
  }

  private SimulatedFacts facts(AppName app) {
    return new SimulatedFacts(model.app(app.value()));
  }

  @Override
  public Lookup<List<Release>> releases(AppName app, Deadline deadline) {
    calls++;
    return new Known<>(facts(app).releases());
  }

  @Override
  public Lookup<List<LogLine>> log(AppName app, Deadline deadline) {
    calls++;
    return new Known<>(facts(app).log());
  }

  @Override
  public Lookup<Map<ProcessType, Integer>> formation(AppName app, Deadline deadline) {
    calls++;
    return new Known<>(facts(app).formation());
  }

  @Override
  public Lookup<Boolean> maintenance(AppName app, Deadline deadline) {
    calls++;
    return new Known<>(model.app(app.value()).maintenance());
  }

  /** Those since this was last asked, as a client lives for one pass. */
  int callsOfThePass() {
    int made = calls;
    calls = 0;
    return made;
  }

  @Override
  public int calls() {
    return calls;
  }

  @Override
  public OptionalInt callsLeft() {
    return OptionalInt.empty();
  }
}
