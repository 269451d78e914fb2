package dev.herokumattermost;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.Report;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened, as one line in CloudWatch's <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>: CloudWatch makes metrics of it without a call.
 *
 * <p>Each metric costs money for every hour in which it has a value, so what rarely happens has one
 * only when it does. A pass that fails writes no line: an alarm on {@code Passes} that takes
 * missing data for a breach rings when passes fail and when none are begun.
 */
public final class Metrics {
  public static final String NAMESPACE = "HerokuMattermost";

  private Metrics() {}

  /** Of a pass that ran to its end. */
  public static String line(Report report, String watch, Instant now) {
    var values = new LinkedHashMap<String, Number>();
    if (report.failedAccounts().isEmpty()) {
      values.put("Passes", 1);
    }
    values.put("AppsRead", report.apps() - report.blind().size());
    values.put("AppsBlind", report.blind().size() + report.coverage().blindBefore());
    values.put("NotificationsWaiting", report.waiting());
    values.put("OldestWaiting", report.oldestWaiting().toSeconds());
    if (report.coverage().isPartial()) {
      values.put("LookEvery", report.coverage().lookEvery().toSeconds());
    }
    report.callsLeft().ifPresent(left -> values.put("HerokuCallsLeft", left));
    putDone(report, values);
    return line(values, watch, now);
  }

  /**
   * Of a round that another invocation has left: what was done in it. What it shows of its account
   * is told by the next tick, with what the other accounts show.
   */
  public static String round(Report report, String watch, Instant now) {
    var values = new LinkedHashMap<String, Number>();
    putDone(report, values);
    return line(values, watch, now);
  }

  private static void putDone(Report report, Map<String, Number> values) {
    values.put("NotificationsPosted", report.posted().size());
    values.put("PassTime", report.took().toMillis());
    if (!report.setAside().isEmpty()) {
      values.put("NotificationsSetAside", report.setAside().size());
    }
    if (!report.ok()) {
      values.put("Troubles", report.troubles().size() + report.failures().size());
    }
  }

  /** Of a tick that has left the rounds to other invocations. */
  static String tick(SharedTick tick, String watch) {
    List<LastRound.Seen> seen = tick.seen();
    var values = new LinkedHashMap<String, Number>();
    values.put("Passes", 1);
    values.put("PeriodsUnseen", tick.periodsUnseen());
    values.put("AppsRead", seen.stream().mapToInt(LastRound.Seen::read).sum());
    values.put("AppsBlind", seen.stream().mapToInt(LastRound.Seen::blind).sum());
    values.put("NotificationsWaiting", seen.stream().mapToInt(LastRound.Seen::waiting).sum());
    values.put("OldestWaiting", tick.oldestWaiting().toSeconds());
    tick.fewestCallsLeft().ifPresent(left -> values.put("HerokuCallsLeft", left));
    return line(values, watch, tick.now());
  }

  /** Of webhooks, all of which came within some seconds. */
  static String hints(int taken, int ignored, int refused, String watch, Instant now) {
    var values = new LinkedHashMap<String, Number>();
    values.put("HintsTaken", taken);
    values.put("HintsIgnored", ignored);
    values.put("HintsRefused", refused);
    values.values().removeIf(count -> count.intValue() == 0);
    return line(values, watch, now);
  }

  /** Of a tick that came too late for a pass. */
  public static String stale(String watch, Instant now) {
    return line(Map.of("TicksStale", 1), watch, now);
  }

  private static String line(Map<String, Number> values, String watch, Instant now) {
    var line = new LinkedHashMap<String, Object>();
    line.put(
        "_aws",
        Map.of(
            "Timestamp",
            now.toEpochMilli(),
            "CloudWatchMetrics",
            List.of(
                Map.of(
                    "Namespace",
                    NAMESPACE,
                    "Dimensions",
                    List.of(List.of("Watch")),
                    "Metrics",
                    values.keySet().stream().map(Metrics::definition).toList()))));
    line.put("Watch", watch);
    line.putAll(values);
    return Json.CAMEL_CASE.write(line);
  }

  private static Map<String, Object> definition(String name) {
    return Map.of("Name", name, "Unit", unit(name));
  }

  private static String unit(String name) {
    return switch (name) {
      case "PassTime" -> "Milliseconds";
      case "OldestWaiting", "LookEvery" -> "Seconds";
      default -> "Count";
    };
  }
}
