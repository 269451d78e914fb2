package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When each alarm rings and clears, for every schedule, where passes start within the minute as the
 * scheduler's do: once for the trouble, once for its end, and without anybody's help.
 */
class AlarmTimesTest {
  private static final int TROUBLE = 600;
  private static final int END = 900;
  private static final int UNTIL = 1200;
  private static final int PHASES = 10;

  private static final Template TEMPLATE = new Template();

  /**
   * What an alarm's metric shows.
   *
   * @param well of a pass when all is well; NaN if then there is none
   * @param wrong of each pass in trouble
   */
  record Metric(String alarm, double well, double wrong) {}

  static List<Metric> metrics() {
    return List.of(
        new Metric("ErrorsAlarm", 0, 1),
        new Metric("SilenceAlarm", 1, Double.NaN),
        new Metric("SlowAlarm", 2000, 45_000),
        new Metric("ThrottledAlarm", 0, 2),
        new Metric("UnsentTicksAlarm", Double.NaN, 1),
        new Metric("FailedTicksAlarm", Double.NaN, 1),
        new Metric("FailedWorkAlarm", 0, 1),
        new Metric("UnseenAlarm", 1, 3),
        new Metric("WaitingAlarm", 0, 1000),
        new Metric("SetAsideAlarm", Double.NaN, 1),
        new Metric("BlindAlarm", 0, 1),
        new Metric("CallsLeftAlarm", 4000, 100));
  }

  @Test
  void everyAlarmIsPlayed() {
    assertThat(metrics().stream().map(Metric::alarm))
        .containsExactlyInAnyOrderElementsOf(TEMPLATE.resources("AWS::CloudWatch::Alarm"));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void ringsOnceAndClearsOnceWhateverTheSchedule(Metric metric) {
    for (int rate = 1; rate <= 10; rate++) {
      for (int phase = 0; phase < PHASES; phase++) {
        assertThat(changes(metric, rate, phase, minute -> minute >= TROUBLE && minute < END))
            .as("%s at a pass every %d minutes, phase %d", metric.alarm, rate, phase)
            .hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void staysSilentWhileAllIsWell(Metric metric) {
    for (int rate = 1; rate <= 10; rate++) {
      assertThat(changes(metric, rate, 0, _ -> false)).as("every %d minutes", rate).isEmpty();
    }
  }

  /** And a pass that is missed or fails once calls nobody. */
  @Test
  void oneBadPassRingsNeitherErrorsNorSilenceNorWhatFailed() {
    for (Metric metric : metrics()) {
      if (List.of("ErrorsAlarm", "SilenceAlarm", "FailedTicksAlarm", "FailedWorkAlarm")
          .contains(metric.alarm)) {
        for (int rate = 1; rate <= 10; rate++) {
          int one = rate;
          assertThat(changes(metric, rate, 3, m -> m >= TROUBLE && m < TROUBLE + one))
              .as("%s every %d minutes", metric.alarm, rate)
              .isEmpty();
        }
      }
    }
  }

  /** The table of docs/operations.md is what the model says. */
  @ParameterizedTest
  @MethodSource("metrics")
  void timesAreThoseOfTheDocs(Metric metric) {
    String row =
        new DocsCommands("operations.md")
            .text()
            .lines()
            .filter(line -> line.startsWith("| `") && line.contains("`" + metric.alarm + "`"))
            .findFirst()
            .orElseThrow();
    String[] told = row.split(" *\\| *", -1);

    assertThat(List.of(told).subList(2, 6))
        .as("to 4 minutes: rings, clears; from 5 minutes: rings, clears")
        .containsExactly(
            times(metric, 1, 4, true),
            times(metric, 1, 4, false),
            times(metric, 5, 10, true),
            times(metric, 5, 10, false));
  }

  /** The least and the most minutes, over schedules and phases. */
  private static String times(Metric metric, int fastest, int slowest, boolean rings) {
    var minutes = new ArrayList<Integer>();
    for (int rate = fastest; rate <= slowest; rate++) {
      for (int phase = 0; phase < PHASES; phase++) {
        List<Integer> passes = passes(rate, phase);
        List<Integer> changes =
            changes(metric, rate, phase, minute -> minute >= TROUBLE && minute < END);
        // Counted from the first pass in trouble to the last; of silence, from the last pass to the
        // next.
        int turn = rings ? TROUBLE : END;
        boolean fromTheLast = Double.isNaN(metric.wrong) == rings;
        int from =
            passes.stream()
                .filter(pass -> pass < turn == fromTheLast)
                .reduce((first, last) -> fromTheLast ? last : first)
                .orElseThrow();
        minutes.add(changes.get(rings ? 0 : 1) - from);
      }
    }
    int least = Collections.min(minutes);
    int most = Collections.max(minutes);
    return least == most ? least + " min" : least + " to " + most + " min";
  }

  private static List<Integer> changes(
      Metric metric, int rate, int phase, java.util.function.IntPredicate trouble) {
    var values = new TreeMap<Integer, Double>();
    for (int pass : passes(rate, phase)) {
      if (metric.alarm.equals("FailedWorkAlarm")) {
        setAside(pass, trouble.test(pass) ? metric.wrong : metric.well, values);
        continue;
      }
      double value = trouble.test(pass) ? metric.wrong : metric.well;
      if (!Double.isNaN(value)) {
        values.merge(pass, value, Double::sum);
      }
    }
    return alarm(metric.alarm, rate).changes(values, UNTIL);
  }

  /** A message that fails is set aside when it comes back, and stays until it expires. */
  private static void setAside(int pass, double failed, TreeMap<Integer, Double> messages) {
    int comesBack = seconds("WorkQueue", "VisibilityTimeout") / 60;
    int expires = seconds("FailedWork", "MessageRetentionPeriod") / 60;
    for (int minute = pass + comesBack; minute < pass + expires; minute++) {
      messages.merge(minute, failed, Double::sum);
    }
  }

  private static int seconds(String queue, String property) {
    return Integer.parseInt(TEMPLATE.text("Resources/" + queue + "/Properties/" + property));
  }

  /** The scheduler starts a pass anywhere within its minute, and the pass takes its time. */
  private static List<Integer> passes(int rate, int phase) {
    var random = new Random(31L * rate + phase);
    return IntStream.iterate(phase % rate, minute -> minute < UNTIL, minute -> minute + rate)
        .map(minute -> minute + random.nextInt(2))
        .boxed()
        .toList();
  }

  private static Alarm alarm(String name, int rate) {
    String schedule = rate == 1 ? "rate(1 minute)" : "rate(%d minutes)".formatted(rate);
    var stack =
        new Evaluation(
            TEMPLATE,
            Map.of("HerokuApps", "api", "Schedule", schedule),
            Map.of(
                "AWS::StackName", "watch",
                "WatchFunction", "watch",
                "UnsentTicks", "unsent",
                "FailedTicks", "failed",
                "FailedWork", "failed-work"));
    return Alarm.of((Map<?, ?>) stack.at("Resources/" + name + "/Properties"));
  }
}
