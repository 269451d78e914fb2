package dev.herokumattermost.local.page;

import dev.herokumattermost.local.page.PassResult.BlindApp;
import dev.herokumattermost.local.page.PassResult.FailedApp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One pass, and why it posted something or nothing.
 *
 * @param posts the headlines of what it posted and edited, as safe HTML
 * @param milliseconds by the clock of this machine
 */
public record PassView(
    int number,
    Instant at,
    int apps,
    int read,
    List<Finding> findings,
    List<Headline> posts,
    int waiting,
    int calls,
    int tableReads,
    int tableWrites,
    long milliseconds,
    List<String> troubles) {
  private static final Pattern HARMLESS = Pattern.compile("(.+): (\\w+) → harmless, (.+)");

  /**
   * What a pass found in an app, and what came of it.
   *
   * @param text such as {@code web restarted: cycled, silent}
   * @param rule null if no rule of the page says it
   */
  public record Finding(String app, String text, int times, @Nullable AlertRule rule) {}

  /** The first line of a post. */
  public record Headline(String post, Kind kind, String html) {
    /** What was done to the post. */
    public enum Kind {
      POST,
      REPLY,
      EDIT
    }
  }

  static PassView of(
      int number,
      Instant at,
      PassResult result,
      List<Headline> posts,
      Duration took,
      Map<String, AlertRule> rules) {
    return new PassView(
        number,
        at,
        result.apps(),
        result.read(),
        findings(result, rules),
        posts,
        result.waiting(),
        result.calls(),
        result.tableReads(),
        result.tableWrites(),
        took.toMillis(),
        result.troubles());
  }

  static PassView failed(int number, Instant at, String why) {
    return new PassView(
        number, at, 0, 0, List.of(), List.of(), 0, 0, 0, 0, 0, List.of("The pass failed: " + why));
  }

  private static List<Finding> findings(PassResult result, Map<String, AlertRule> rules) {
    var findings = new ArrayList<Finding>();
    for (FailedApp app : result.failed()) {
      String text = "not processed: " + app.stage() + ", " + app.reason();
      findings.add(new Finding(app.app(), text, 1, rules.get("not-processed")));
    }
    String blind = result.blind().size() == result.apps() ? "blind-for-all" : "blind";
    for (BlindApp app : result.blind()) {
      String cause = app.cause().toLowerCase(Locale.ROOT).replace('_', ' ');
      String text = "cannot be read: " + cause + ", " + app.detail();
      findings.add(new Finding(app.app(), text, 1, rules.get(blind)));
    }
    result.changes().forEach((app, changes) -> findings.addAll(findings(app, changes, rules)));
    return List.copyOf(findings);
  }

  /** Many dynos often change alike; that is one finding. */
  private static List<Finding> findings(
      String app, List<String> changes, Map<String, AlertRule> rules) {
    var counts = new LinkedHashMap<String, Integer>();
    changes.forEach(change -> counts.merge(change, 1, Integer::sum));
    return counts.entrySet().stream()
        .map(
            one ->
                new Finding(
                    app,
                    inWords(one.getKey()),
                    one.getValue(),
                    rules.get(AlertRule.anchorOf(one.getKey()))))
        .toList();
  }

  /** A change as the function reports it, as a person would say it. */
  private static String inWords(String summary) {
    var harmless = HARMLESS.matcher(summary);
    if (!harmless.matches()) {
      return summary.replaceFirst(".* → ", "");
    }
    String change = harmless.group(1) + " " + harmless.group(2);
    String why = harmless.group(3);
    return change.endsWith(why) ? change + ", silent" : change + ": " + why + ", silent";
  }

  /** Whether it found nothing new and did nothing. */
  boolean isQuiet() {
    return findings.isEmpty() && posts.isEmpty() && troubles.isEmpty();
  }
}
