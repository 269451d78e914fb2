package dev.herokumattermost.settings;

import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.Guide;
import dev.herokumattermost.rules.NamePatterns;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rule.CrashLoop;
import dev.herokumattermost.rules.Rule.Reminders;
import dev.herokumattermost.settings.Problems.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Makes rules of the tree of watch.yaml; what a rule leaves out, the defaults fill in. */
final class RuleReader {
  static final List<String> RULE_KEYS =
      List.of(
          "apps",
          "processes",
          "alert_on",
          "ignore",
          "quiet_in_maintenance",
          "failed_releases",
          "steady_for",
          "remind",
          "crash_loop",
          "channel",
          "mention",
          "priority",
          "recovery",
          "log_lines",
          "runbook",
          "owner");
  static final List<String> LOOP_KEYS = List.of("crashes", "within");

  private static final Pattern APPS = Pattern.compile("[a-z0-9*-]+");
  private static final Pattern PROCESSES = Pattern.compile("[A-Za-z0-9_*-]+");

  private final Rule defaults;
  private final Settings settings;
  private final WatchedNames watched;
  private final RouteReader routes;

  RuleReader(Rule defaults, Settings settings, WatchedNames watched) {
    this.defaults = defaults;
    this.settings = settings;
    this.watched = watched;
    this.routes = new RouteReader(defaults.route(), settings.mattermost());
  }

  Rule read(YamlMap map) {
    return new Rule(
        apps(map),
        processes(map),
        alertOn(map),
        map.bool("ignore", defaults.ignore()),
        map.bool("quiet_in_maintenance", defaults.quietInMaintenance()),
        map.bool("failed_releases", defaults.failedReleases()),
        map.duration("steady_for", defaults.steadyFor()),
        reminders(map),
        crashLoop(map),
        routes.read(map),
        map.whole("log_lines", 0, Rule.MOST_LOG_LINES, defaults.logLines()),
        guide(map));
  }

  private NamePatterns apps(YamlMap map) {
    List<Glob> globs = globs(map, "apps", APPS);
    for (Glob glob : globs) {
      if (!watched.canMatch(glob)) {
        map.at("apps")
            .problem(
                "names \"" + glob + "\", which matches none of HEROKU_APPS",
                "add the app to HEROKU_APPS or remove it here");
      }
    }
    return globs.isEmpty() ? NamePatterns.ALL : new NamePatterns(globs, Set.of());
  }

  /** A rule that names no process types is not meant for the ignored ones. */
  private NamePatterns processes(YamlMap map) {
    List<Glob> globs = globs(map, "processes", PROCESSES);
    return globs.isEmpty()
        ? NamePatterns.allBut(settings.ignoredTypeNames())
        : new NamePatterns(globs, Set.of());
  }

  private static List<Glob> globs(YamlMap map, String key, Pattern allowed) {
    var globs = new ArrayList<Glob>();
    for (String text : map.texts(key)) {
      if (allowed.matcher(text).matches()) {
        globs.add(new Glob(text));
      } else {
        map.at(key)
            .problem(
                "names \"" + text + "\", which nothing can be called",
                "use a name of letters, digits and dashes, or a pattern with *");
      }
    }
    return globs;
  }

  private Set<DynoState> alertOn(YamlMap map) {
    List<String> words = map.texts("alert_on");
    Place at = map.at("alert_on");
    return words.isEmpty()
        ? defaults.alertOn()
        : words.stream().map(word -> Values.alertState(word, at)).collect(Collectors.toSet());
  }

  private static Guide guide(YamlMap map) {
    Optional<String> runbook = map.text("runbook");
    if (runbook.isPresent() && !Guide.isRunbook(runbook.get())) {
      map.at("runbook")
          .problem(
              "is not an address for a runbook",
              "write an https address without a user, such as"
                  + " https://wiki.example.com/runbooks/{app}; of placeholders there are {app},"
                  + " {type} and {dyno}, behind the host");
    }
    Optional<String> owner = map.text("owner");
    if (owner.isPresent() && !Guide.isText(owner.get())) {
      map.at("owner")
          .problem(
              "is not a name",
              "write a team or a person, at most "
                  + Guide.LONGEST
                  + " characters; of placeholders there are {app}, {type} and {dyno}");
    }
    return new Guide(runbook.filter(Guide::isRunbook), owner.filter(Guide::isText));
  }

  private Reminders reminders(YamlMap map) {
    if (map.get("remind").isEmpty()) {
      return defaults.reminders();
    }
    Node node = map.get("remind").get();
    if (YamlMap.text(node).filter("never"::equals).isPresent()) {
      return Reminders.NEVER;
    }
    List<Node> durations = node instanceof SequenceNode list ? list.getValue() : List.of();
    if (durations.size() != 2) {
      map.at("remind")
          .problem(
              "is not never and not two durations",
              "write never, or the first and then every, such as [1h, 4h]");
      return defaults.reminders();
    }
    Duration first = map.duration(durations.getFirst(), "remind");
    Duration every = map.duration(durations.getLast(), "remind");
    return new Reminders(first, every);
  }

  private CrashLoop crashLoop(YamlMap map) {
    return map.map("crash_loop", LOOP_KEYS)
        .map(
            loop ->
                new CrashLoop(
                    loop.whole("crashes", 2, 100, defaults.crashLoop().crashes()),
                    loop.duration("within", defaults.crashLoop().within())))
        .orElse(defaults.crashLoop());
  }
}
