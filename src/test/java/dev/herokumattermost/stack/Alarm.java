package dev.herokumattermost.stack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How CloudWatch evaluates an alarm, by the minute. Its periods <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html">slide</a>
 * with each evaluation. Where data is missing it <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">looks
 * back</a> over more periods than it needs, takes the data there are, the newest first, and only
 * then fills up what is still missing. How many more is not said; AWS's examples have 2 for 3.
 *
 * @param period minutes
 * @param periods N, of which {@code breaching} must breach
 */
record Alarm(
    Statistic statistic,
    int period,
    int periods,
    int breaching,
    String comparison,
    double threshold,
    Missing missing) {

  enum Statistic {
    SUM,
    MAXIMUM,
    MINIMUM
  }

  enum Missing {
    BREACHING,
    NOT_BREACHING,
    /** By the metric math {@code FILL(m, 0)}: nothing is ever missing. */
    FILLED_WITH_ZERO
  }

  /** Of the template, as a stack with some schedule has it. */
  static Alarm of(Map<?, ?> properties) {
    Map<?, ?> metric = properties;
    var missing =
        properties.get("TreatMissingData").equals("breaching")
            ? Missing.BREACHING
            : Missing.NOT_BREACHING;
    String statistic = "Statistic";
    if (properties.get("Metrics") instanceof List<?> metrics) {
      var filled = (Map<?, ?>) metrics.get(0);
      if (!filled.get("Expression").equals("FILL(measured, 0)")) {
        throw new IllegalArgumentException("not modelled: " + filled);
      }
      metric = (Map<?, ?>) ((Map<?, ?>) metrics.get(1)).get("MetricStat");
      statistic = "Stat";
      missing = Missing.FILLED_WITH_ZERO;
    }
    int periods = Integer.parseInt(properties.get("EvaluationPeriods").toString());
    return new Alarm(
        Statistic.valueOf(metric.get(statistic).toString().toUpperCase(java.util.Locale.ROOT)),
        Integer.parseInt(metric.get("Period").toString()) / 60,
        periods,
        Optional.ofNullable(properties.get("DatapointsToAlarm"))
            .map(m -> Integer.parseInt(m.toString()))
            .orElse(periods),
        properties.get("ComparisonOperator").toString(),
        Double.parseDouble(properties.get("Threshold").toString()),
        missing);
  }

  /**
   * The minutes at which the alarm begins to ring, or ends, in turns; it does not ring at first.
   *
   * @param values by the minute in which they were measured
   */
  List<Integer> changes(NavigableMap<Integer, Double> values, int until) {
    var changes = new ArrayList<Integer>();
    boolean ringing = false;
    for (int now = (periods + extra()) * period; now <= until; now++) {
      if (rings(values, now) != ringing) {
        ringing = !ringing;
        changes.add(now);
      }
    }
    return changes;
  }

  private int extra() {
    return Math.max(periods / 3, 2);
  }

  private boolean rings(NavigableMap<Integer, Double> values, int now) {
    List<Boolean> points = new ArrayList<>();
    int range = missing == Missing.FILLED_WITH_ZERO ? periods : periods + extra();
    IntStream.range(0, range)
        .mapToObj(
            back -> values.subMap(now - (back + 1) * period, true, now - back * period, false))
        .forEach(
            within -> {
              if (!within.isEmpty()) {
                points.add(breaches(aggregated(within)));
              } else if (missing == Missing.FILLED_WITH_ZERO) {
                points.add(breaches(0));
              }
            });
    if (points.isEmpty()) {
      return missing == Missing.BREACHING;
    }
    while (points.size() < periods) {
      points.add(missing == Missing.BREACHING);
    }
    return points.stream().limit(periods).filter(breaches -> breaches).count() >= breaching;
  }

  private double aggregated(NavigableMap<Integer, Double> within) {
    return switch (statistic) {
      case SUM -> within.values().stream().mapToDouble(Double::doubleValue).sum();
      case MAXIMUM -> within.values().stream().max(Comparator.naturalOrder()).orElseThrow();
      case MINIMUM -> within.values().stream().min(Comparator.naturalOrder()).orElseThrow();
    };
  }

  private boolean breaches(double value) {
    return switch (comparison) {
      case "GreaterThanOrEqualToThreshold" -> value >= threshold;
      case "GreaterThanThreshold" -> value > threshold;
      case "LessThanThreshold" -> value < threshold;
      default -> throw new IllegalArgumentException("not modelled: " + comparison);
    };
  }
}
