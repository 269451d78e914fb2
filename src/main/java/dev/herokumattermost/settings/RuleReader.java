package dev.herokumattermost.settings;

import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.Glob;
import dev.herokumattermost.watch.Names;
import dev.herokumattermost.watch.Rule;
import dev.herokumattermost.watch.Rule.CrashLoop;
import dev.herokumattermost.watch.Rule.Reminders;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Makes rules of the tree of watch.yaml; what a rule leaves out, the defaults fill in. */
final class RuleReader {
  static final List<String> FILE_KEYS = List.of("rules", "redact");
  static final List<String> RULE_KEYS =
      List.of(
          "apps",
          "processes",
          "alert_on",
          "ignore",
          "quiet_in_maintenance",
          "steady_for",
          "remind",
          "crash_loop",
          "channel",
          "mention",
          "priority",
          "log_lines");
  static final List<String> LOOP_KEYS = List.of("crashes", "within");

  private static final Pattern APPS = Pattern.compile("[a-z0-9*-]+");
  private static final Pattern PROCESSES = Pattern.compile("[A-Za-z0-9_*-]+");

  private final Rule base;
  private final Settings settings;
  private final Mistakes mistakes;

  RuleReader(Rule base, Settings settings, Mistakes mistakes) {
    this.base = base;
    this.settings = settings;
    this.mistakes = mistakes;
  }

  List<Rule> rules(YamlMap file) {
    var placed = new ArrayList<PlacedRule>();
    for (Node node : file.items("rules")) {
      var rule = rule(new YamlMap(node, "a rule", RULE_KEYS, mistakes));
      placed.add(new PlacedRule(YamlMap.line(node), rule));
    }
    PlacedRule.reportUnreachable(placed, settings.apps(), mistakes);
    return placed.stream().map(PlacedRule::rule).toList();
  }

  private Rule rule(YamlMap map) {
    return new Rule(
        apps(map),
        processes(map),
        alertOn(map),
        map.bool("ignore", base.ignore()),
        map.bool("quiet_in_maintenance", base.quietInMaintenance()),
        map.span("steady_for", base.steadyFor()),
        reminders(map),
        crashLoop(map),
        new AddressReader(base.address(), settings.mattermost(), mistakes).read(map),
        map.whole("log_lines", 0, Rule.MOST_LOG_LINES, base.logLines()));
  }

  private Names apps(YamlMap map) {
    var globs = globs(map, "apps", APPS);
    for (Glob glob : globs) {
      if (settings.apps().stream().noneMatch(app -> glob.matches(app.value()))) {
        mistakes.add(
            map.at("apps"),
            "names \"" + glob + "\", which matches none of HEROKU_APPS",
            "add the app to HEROKU_APPS or remove it here");
      }
    }
    return globs.isEmpty() ? Names.ALL : new Names(globs, Set.of());
  }

  /** A rule that names no process types is not meant for the ignored ones. */
  private Names processes(YamlMap map) {
    var globs = globs(map, "processes", PROCESSES);
    return globs.isEmpty() ? Names.allBut(settings.ignoredTypeNames()) : new Names(globs, Set.of());
  }

  private List<Glob> globs(YamlMap map, String key, Pattern allowed) {
    var globs = new ArrayList<Glob>();
    for (String text : map.texts(key)) {
      if (allowed.matcher(text).matches()) {
        globs.add(new Glob(text));
      } else {
        mistakes.add(
            map.at(key),
            "names \"" + text + "\", which nothing can be called",
            "use a name of letters, digits and dashes, or a pattern with *");
      }
    }
    return globs;
  }

  private Set<DynoState> alertOn(YamlMap map) {
    var words = map.texts("alert_on");
    return words.isEmpty()
        ? base.alertOn()
        : words.stream()
            .map(word -> StateWords.state(word, map.at("alert_on"), mistakes))
            .collect(Collectors.toSet());
  }

  private Reminders reminders(YamlMap map) {
    var node = map.get("remind");
    if (node.isEmpty()) {
      return base.reminders();
    }
    if (YamlMap.text(node.get()).filter("never"::equals).isPresent()) {
      return Reminders.NEVER;
    }
    var spans = node.get() instanceof SequenceNode list ? list.getValue() : List.<Node>of();
    if (spans.size() != 2) {
      mistakes.add(
          map.at("remind"),
          "is not never and not two durations",
          "write never, or the first and then every, such as [1h, 4h]");
      return base.reminders();
    }
    var first = map.span(spans.getFirst(), "remind");
    var every = map.span(spans.getLast(), "remind");
    return first.isPresent() && every.isPresent()
        ? new Reminders(first.get(), every.get())
        : base.reminders();
  }

  private CrashLoop crashLoop(YamlMap map) {
    return map.get("crash_loop")
        .map(node -> new YamlMap(node, "crash_loop", LOOP_KEYS, mistakes))
        .map(
            loop ->
                new CrashLoop(
                    loop.whole("crashes", 2, 100, base.crashLoop().crashes()),
                    loop.span("within", base.crashLoop().within())))
        .orElse(base.crashLoop());
  }
}
