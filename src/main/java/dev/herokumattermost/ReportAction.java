package dev.herokumattermost;

import dev.herokumattermost.incident.WeeklyReport;
import dev.herokumattermost.pass.ReportPass.Outcome;
import dev.herokumattermost.pass.ReportPass.Reported;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The weekly report as the function returns it. */
final class ReportAction {
  private ReportAction() {}

  /**
   * What became of it.
   *
   * @param ok whether nothing went wrong
   * @param account whose report it is
   * @param week its name, such as {@code 2026-W48}
   * @param outcome such as {@code posted}; what a rehearsal would do
   * @param text the post; null where data was asked for
   * @param report the data; null unless it was asked for
   */
  record Result(
      boolean ok,
      String account,
      String week,
      String outcome,
      @Nullable String text,
      @Nullable WeeklyReport report,
      List<String> troubles) {
    String summary() {
      return "report account=%s week=%s outcome=%s troubles=%s"
          .formatted(account, week, outcome, troubles);
    }
  }

  /**
   * The results of several accounts.
   *
   * @param ok whether nothing went wrong with any
   */
  record Results(boolean ok, List<Result> accounts) {}

  /** One account's result is the whole result. */
  static Object together(List<Result> results) {
    return results.size() == 1
        ? results.getFirst()
        : new Results(results.stream().allMatch(Result::ok), results);
  }

  static Result result(String account, Action.Report action, Reported reported) {
    boolean data = action.format() == Action.Report.Format.JSON;
    boolean ok = reported.troubles().isEmpty() && reported.outcome() != Outcome.NOT_SAVED;
    return new Result(
        ok,
        account,
        reported.report().week(),
        outcome(action, reported.outcome()),
        data ? null : reported.text(),
        data ? reported.report() : null,
        reported.troubles());
  }

  private static String outcome(Action.Report action, Outcome outcome) {
    boolean would = action.rehearsed() && outcome == Outcome.WAITING;
    return would ? "would post" : outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
