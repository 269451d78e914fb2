package dev.herokumattermost.doctor;

import dev.herokumattermost.doctor.Check.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that was looked at, in the order in which a pass needs it. */
public record Checkup(List<Check> checks) {
  private static final int WIDEST_NAME = 36;

  public Checkup {
    checks = List.copyOf(checks);
  }

  /** Whether nothing failed; a warning is no failure. */
  public boolean ok() {
    return count(Result.FAILED) == 0;
  }

  /** One line for the log. */
  public String summary() {
    return "doctor checks=%d ok=%d warnings=%d failed=%d skipped=%d"
        .formatted(
            checks.size(),
            count(Result.OK),
            count(Result.WARNING),
            count(Result.FAILED),
            count(Result.SKIPPED));
  }

  /** For people: a line for each check, and its fix below it. */
  public String table() {
    int wide =
        Math.min(
            WIDEST_NAME, checks.stream().mapToInt(check -> check.name().length()).max().orElse(0));
    String row = "%-7s  %-" + Math.max(1, wide) + "s  %s";
    var lines = new ArrayList<String>();
    for (Check check : checks) {
      lines.add(row.formatted(check.result().word(), check.name(), check.seen()));
      if (!check.fix().isEmpty()) {
        lines.add(row.formatted("", "", "→ " + check.fix()));
      }
    }
    lines.add("");
    lines.add(verdict());
    return String.join("\n", lines);
  }

  private String verdict() {
    long failed = count(Result.FAILED);
    long warnings = count(Result.WARNING);
    if (failed > 0) {
      return "The watch will not work as it is: %s failed.".formatted(checks(failed));
    }
    return warnings > 0
        ? "The watch will work; %s warned.".formatted(checks(warnings))
        : "The watch will work.";
  }

  private static String checks(long number) {
    return number == 1 ? "1 check" : number + " checks";
  }

  /** As the function returns it: plain maps, lists, strings and numbers. */
  public Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("ok", ok());
    map.put("checks", checks.stream().map(Check::toMap).toList());
    map.put("table", table());
    return map;
  }

  private long count(Result result) {
    return checks.stream().filter(check -> check.result() == result).count();
  }
}
