package dev.herokumattermost.doctor;

import dev.herokumattermost.doctor.Check.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * How all checks came out, as the function returns it.
 *
 * @param ok whether nothing failed; a warning is no failure
 * @param checks in the order in which a pass needs what they check
 * @param table the same for people: a line for each check, and its fix below it
 */
public record DoctorResult(boolean ok, List<Check> checks, String table) {
  private static final int WIDEST_NAME = 36;

  public DoctorResult {
    checks = List.copyOf(checks);
  }

  static DoctorResult of(List<Check> checks) {
    return new DoctorResult(count(checks, Result.FAILED) == 0, checks, table(checks));
  }

  /** One line for the log. */
  public String summary() {
    return "doctor checks=%d ok=%d warnings=%d failed=%d skipped=%d"
        .formatted(
            checks.size(),
            count(checks, Result.OK),
            count(checks, Result.WARNING),
            count(checks, Result.FAILED),
            count(checks, Result.SKIPPED));
  }

  private static String table(List<Check> checks) {
    int longest = checks.stream().mapToInt(check -> check.check().length()).max().orElse(1);
    String row = "%-7s  %-" + Math.min(WIDEST_NAME, longest) + "s  %s";
    var lines = new ArrayList<String>();
    for (Check check : checks) {
      lines.add(row.formatted(check.result(), check.check(), check.seen()));
      if (check.fix() != null) {
        lines.add(row.formatted("", "", "→ " + check.fix()));
      }
    }
    lines.add("");
    lines.add(conclusion(count(checks, Result.FAILED), count(checks, Result.WARNING)));
    return String.join("\n", lines);
  }

  private static String conclusion(long failed, long warnings) {
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

  private static long count(List<Check> checks, Result result) {
    return checks.stream().filter(check -> check.result() == result).count();
  }
}
