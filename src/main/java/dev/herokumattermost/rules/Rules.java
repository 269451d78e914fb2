package dev.herokumattermost.rules;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which rule is for which process. The first that matches decides, and the last matches everything.
 */
public record Rules(List<Rule> rules) {
  private static final ProcessType WEB = new ProcessType("web");

  /** What holds when nothing is set: one-off, release and scheduler dynos are ignored. */
  public static final Rules DEFAULT =
      of(List.of(), Set.of("run", "release", "scheduler"), Rule.DEFAULT);

  public Rules {
    rules = List.copyOf(rules);
    if (rules.isEmpty() || !coversEverything(rules.getLast())) {
      throw new IllegalArgumentException("the last rule must match everything");
    }
  }

  /**
   * Rules with what follows them.
   *
   * @param first in the order in which they are asked
   * @param ignoredTypes process types that never alert unless one of the first rules matches
   * @param otherwise for everything else
   */
  public static Rules of(List<Rule> first, Set<String> ignoredTypes, Rule otherwise) {
    var all = new ArrayList<>(first);
    if (!ignoredTypes.isEmpty()) {
      var ignored =
          new NamePatterns(ignoredTypes.stream().sorted().map(Glob::new).toList(), Set.of());
      all.add(otherwise.withApps(NamePatterns.ALL).withProcesses(ignored).withIgnore(true));
    }
    all.add(otherwise.withApps(NamePatterns.ALL).withProcesses(NamePatterns.ALL));
    return new Rules(all);
  }

  public Rule forProcess(AppName app, ProcessType process) {
    return rules.stream().filter(rule -> rule.matches(app, process)).findFirst().orElseThrow();
  }

  /** A release concerns the whole app: it follows the rule of the app's web dynos. */
  public Rule forReleases(AppName app) {
    return forProcess(app, WEB);
  }

  /** What holds for everything that no other rule is for. */
  public Rule otherwise() {
    return rules.getLast();
  }

  private static boolean coversEverything(Rule rule) {
    return rule.apps().covers(NamePatterns.ALL) && rule.processes().covers(NamePatterns.ALL);
  }
}
