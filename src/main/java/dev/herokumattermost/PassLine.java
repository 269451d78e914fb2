package dev.herokumattermost;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.herokumattermost.Action.Watch;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.pass.AppFailure;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Work.AccountRound;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pass as one line of the log, to be searched by an app's name. It is text, which Lambda puts
 * into the {@code message} of its own JSON with the time, the level and the request's id.
 */
final class PassLine {
  /**
   * In characters. CloudWatch takes 256 KB an event, and a character takes at most six bytes in
   * JSON.
   */
  static final int LONGEST = 32_000;

  private PassLine() {}

  /** Logs a pass, and once each what was not expected in it. */
  static void log(Watch watch, Report report, Context context) {
    log(of(watch, report), report, context);
  }

  /** The same of a round over one account alone. */
  static void log(AccountRound round, Report report, Context context) {
    log(of("round account=" + round.account(), Optional.of(round.tick()), report), report, context);
  }

  /** The same of a pass over one app that a hint has asked for. */
  static void log(AppName app, Report report, Context context) {
    log(of("hinted app=" + app, Optional.empty(), report), report, context);
  }

  private static void log(String line, Report report, Context context) {
    context.getLogger().log(line, report.ok() ? LogLevel.INFO : LogLevel.ERROR);
    report.failures().stream()
        .map(AppFailure::trace)
        .filter(trace -> !trace.isEmpty())
        .distinct()
        .forEach(trace -> context.getLogger().log(trace, LogLevel.ERROR));
  }

  static String of(Watch watch, Report report) {
    return of(watch.dryRun() ? "rehearsal" : "pass", watch.tick(), report);
  }

  private static String of(String what, Optional<Instant> tick, Report report) {
    var line =
        new StringBuilder(
            "%s tick=%s apps=%d blind=%d changes=%d posted=%d waiting=%d calls=%d writes=%d ms=%d"
                .formatted(
                    what,
                    tick.map(Instant::toString).orElse("none"),
                    report.apps(),
                    report.blind().size(),
                    report.changeCount(),
                    report.posted().size(),
                    report.waiting(),
                    report.calls(),
                    report.writes(),
                    report.took().toMillis()));
    List<String> details = report.details();
    for (int next = 0; next < details.size(); next++) {
      String detail = details.get(next).replaceAll("\\R", " ");
      if (line.length() + detail.length() > LONGEST) {
        return line.append(" | … and ").append(details.size() - next).append(" more").toString();
      }
      line.append(" | ").append(detail);
    }
    return line.toString();
  }
}
