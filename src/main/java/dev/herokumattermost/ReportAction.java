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
   * @param week its name, such as {@code 2026-W48}
   * @param outcome such as {@code posted}; what a rehearsal would do
   * @param text the post; null where data was asked for
   * @param report the data; null unless it was asked for
   */
  record Result(
      boolean ok,
      String week,
      String outcome,
      @Nullable String text,
      @Nullable WeeklyReport report,
      List<String> troubles) {
    String summary() {
      return "report week=%s outcome=%s troubles=%s".formatted(week, outcome, troubles);
    }
  }

  static Result result(Action.Report action, Reported reported) {
    boolean data = action.format() == Action.Report.Format.JSON;
    boolean ok = reported.troubles().isEmpty() && reported.outcome() != Outcome.NOT_SAVED;
    return new Result(
        ok,
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
