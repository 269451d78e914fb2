package dev.herokumattermost.settings;

import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.NamePatterns;
import dev.herokumattermost.rules.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the rules that never decide, as earlier ones match all that they would. */
final class UnreachableRules {
  /**
   * A rule and where it begins.
   *
   * @param line in watch.yaml, from 1
   */
  record RuleAtLine(int line, Rule rule) {
    private boolean matchesAll(NamePatterns apps, NamePatterns types) {
      return rule.apps().covers(apps) && rule.processes().covers(types);
    }
  }

  private UnreachableRules() {}

  static void report(List<RuleAtLine> rules, WatchedNames watched, Problems problems) {
    for (int i = 1; i < rules.size(); i++) {
      Set<Integer> earlier = linesThatMatchAll(rules.get(i).rule, rules.subList(0, i), watched);
      if (!earlier.isEmpty()) {
        String lines = earlier.stream().map(String::valueOf).collect(Collectors.joining(" and "));
        problems
            .at("watch.yaml line " + rules.get(i).line + ", the rule")
            .problem(
                "can never match, as %s all of it first"
                    .formatted(
                        earlier.size() == 1
                            ? "line " + lines + " takes"
                            : "lines " + lines + " take"),
                "move it up or remove it");
      }
    }
  }

  /**
   * The lines of the earlier rules that together match all that the rule does; none if some is
   * left.
   */
  private static Set<Integer> linesThatMatchAll(
      Rule rule, List<RuleAtLine> earlier, WatchedNames watched) {
    var lines = new TreeSet<Integer>();
    for (Glob names : watched.thatMatch(rule.apps())) {
      var apps = new NamePatterns(List.of(names), rule.apps().except());
      for (Glob type : rule.processes().patterns()) {
        var types = new NamePatterns(List.of(type), rule.processes().except());
        var match = earlier.stream().filter(before -> before.matchesAll(apps, types)).findFirst();
        if (match.isEmpty()) {
          return Set.of();
        }
        lines.add(match.get().line);
      }
    }
    return lines;
  }
}
