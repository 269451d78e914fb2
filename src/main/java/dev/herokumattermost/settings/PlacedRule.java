package dev.herokumattermost.settings;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Glob;
import dev.herokumattermost.watch.Names;
import dev.herokumattermost.watch.Rule;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A rule and where it stands.
 *
 * @param line in watch.yaml, from 1
 */
record PlacedRule(int line, Rule rule) {

  /** Tells the rules that never get their turn, as earlier ones match all that they would. */
  static void reportUnreachable(List<PlacedRule> rules, List<AppName> apps, Mistakes mistakes) {
    for (int i = 1; i < rules.size(); i++) {
      var later = rules.get(i);
      var shadows = later.shadows(rules.subList(0, i), apps);
      if (!shadows.isEmpty()) {
        var lines = shadows.stream().map(String::valueOf).collect(Collectors.joining(" and "));
        mistakes.add(
            "watch.yaml line " + later.line + ", the rule",
            "can never match, as "
                + (shadows.size() == 1 ? "line " + lines + " takes" : "lines " + lines + " take")
                + " all of it first",
            "move it up or remove it");
      }
    }
  }

  /** The lines that leave nothing to this rule; none if it gets a turn. */
  private TreeSet<Integer> shadows(List<PlacedRule> earlier, List<AppName> apps) {
    var lines = new TreeSet<Integer>();
    for (AppName app : apps) {
      if (!rule.apps().contains(app.value())) {
        continue;
      }
      for (Glob type : rule.processes().patterns()) {
        var types = new Names(List.of(type), rule.processes().except());
        var shadow = earlier.stream().filter(before -> before.takesAll(app, types)).findFirst();
        if (shadow.isEmpty()) {
          return new TreeSet<>();
        }
        lines.add(shadow.get().line);
      }
    }
    return lines;
  }

  private boolean takesAll(AppName app, Names types) {
    return rule.apps().contains(app.value()) && rule.processes().covers(types);
  }
}
