package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Metrics;
import dev.herokumattermost.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Whoever is called by an alarm finds out what it means; and what it measures is really written.
 */
class AlarmsTest {
  private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+Alarm)$");

  private static final Object ACTIONS =
      Map.of(
          "!If",
          List.of(
              "HasAlarmEmail",
              List.of(Map.of("!Ref", "AlarmTopic")),
              Map.of(
                  "!If",
                  List.of(
                      "HasAlarmTopicArn",
                      List.of(Map.of("!Ref", "AlarmTopicArn")),
                      Map.of("!Ref", "AWS::NoValue")))));

  private static final Template TEMPLATE = new Template();

  static List<String> alarms() {
    return TEMPLATE.resources("AWS::CloudWatch::Alarm");
  }

  @Test
  void operationsHasASectionForEveryAlarmInTheirOrder() throws IOException {
    assertThat(
            HEADING
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .map(heading -> heading.group(1)))
        .containsExactlyElementsOf(alarms());
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void alarmSaysWhatItMeansAndWhereToRead(String alarm) {
    String anchor = "#" + alarm.toLowerCase(Locale.ROOT);

    assertThat(described(alarm, ""))
        .hasSizeBetween(80, 400)
        .endsWith(" docs/operations.md" + anchor);
    assertThat(described(alarm, "https://example.com/operations.md"))
        .endsWith(" https://example.com/operations.md" + anchor);
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void alarmAndItsEndGoToTheTopic(String alarm) {
    assertThat(property(alarm, "AlarmActions")).isEqualTo(ACTIONS);
    assertThat(property(alarm, "OKActions")).isEqualTo(ACTIONS);
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void alarmMeasuresThisStackAlone(String alarm) {
    Object watch =
        TEMPLATE.at("Resources/WatchFunction/Properties/Environment/Variables/WATCH_NAME");
    Object dimension = ((List<?>) property(alarm, "Dimensions")).getFirst();
    String name = Template.value(dimension, "Name").orElseThrow().toString();
    Object value = Template.value(dimension, "Value").orElseThrow();

    switch (text(alarm, "Namespace")) {
      case Metrics.NAMESPACE -> {
        assertThat(name).isEqualTo("Watch");
        assertThat(value).isEqualTo(watch);
        assertThat(written()).contains(text(alarm, "MetricName"));
      }
      case "AWS/Lambda" -> {
        assertThat(name).as("of all versions together").isEqualTo("FunctionName");
        assertThat(value).isEqualTo(Map.of("!Ref", "WatchFunction"));
      }
      default -> {
        String queue = alarm.replace("Alarm", "");
        assertThat(text(alarm, "Namespace")).isEqualTo("AWS/SQS");
        assertThat(name).isEqualTo("QueueName");
        assertThat(value).isEqualTo(Map.of("!GetAtt", queue + ".QueueName"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void onlySilenceRingsForMissingData(String alarm) {
    boolean silence = alarm.equals("SilenceAlarm");

    assertThat(text(alarm, "TreatMissingData")).isEqualTo(silence ? "breaching" : "notBreaching");
    assertThat(text(alarm, "MetricName").equals("Passes")).isEqualTo(silence);
  }

  @Test
  void slowIsShortOfTheTimeout() {
    long timeout =
        Long.parseLong(TEMPLATE.text("Resources/WatchFunction/Properties/Timeout")) * 1000;

    assertThat(Long.parseLong(text("SlowAlarm", "Threshold"))).isBetween(timeout / 2, timeout - 1);
  }

  @Test
  void aConfirmedAddressReallyGetsThem() {
    var publish =
        ((List<?>) TEMPLATE.at("Resources/AlarmTopicPolicy/Properties/PolicyDocument/Statement"))
            .getFirst();
    var decrypt =
        ((List<?>) TEMPLATE.at("Resources/AlarmKey/Properties/KeyPolicy/Statement")).getLast();

    assertThat(Stream.of(publish, decrypt))
        .allSatisfy(
            statement ->
                assertThat(Template.value(statement, "Principal"))
                    .hasValue(Map.of("Service", "cloudwatch.amazonaws.com")));
    assertThat(Template.value(decrypt, "Action"))
        .hasValue(List.of("kms:Decrypt", "kms:GenerateDataKey*"));
    assertThat(TEMPLATE.at("Resources/AlarmTopic/Properties/KmsMasterKeyId"))
        .isEqualTo(Map.of("!Ref", "AlarmKey"));
  }

  @Test
  void dashboardShowsEveryAlarmAndOnlyMetricsThatAreWritten() throws Exception {
    var body = (Map<?, ?>) TEMPLATE.at("Resources/WatchDashboard/Properties/DashboardBody");
    var parts = (List<?>) body.get("!Sub");
    String text = parts.getFirst().toString();
    List<JsonNode> widgets = Json.CAMEL_CASE.readTree(text).get("widgets").valueStream().toList();

    assertThat(named(parts.toString(), "\\$\\{(\\w+)\\.Arn}"))
        .containsExactlyInAnyOrderElementsOf(alarms());
    assertThat(named(text, "\"HerokuMattermost\",\"(\\w+)\"")).isSubsetOf(written());
    assertThat(widgets)
        .hasSizeLessThanOrEqualTo(12)
        .allSatisfy(
            widget -> {
              assertThat(widget.at("/properties/title").isString()).isTrue();
              assertThat(widget.get("x").asInt())
                  .isLessThanOrEqualTo(24 - widget.get("width").asInt());
            });
  }

  /** Among the texts of the class that writes the metrics are their names. */
  static Set<String> written() {
    return ShippedClasses.texts().stream()
        .filter(texts -> texts.contains("CloudWatchMetrics"))
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private static Set<String> named(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String described(String alarm, String runbook) {
    return new Evaluation(TEMPLATE, Map.of("RunbookUrl", runbook), Map.of())
        .at("Resources/" + alarm + "/Properties/AlarmDescription")
        .toString();
  }

  /** Of an alarm, or of the metric that fills up its missing data. */
  private static Object property(String alarm, String property) {
    var properties = TEMPLATE.map("Resources/" + alarm + "/Properties");
    if (properties.get("Metrics") instanceof List<?> metrics && !properties.containsKey(property)) {
      var filled = (Map<?, ?>) ((Map<?, ?>) metrics.getLast()).get("MetricStat");
      return Template.value(filled.get("Metric"), property).orElseThrow();
    }
    return TEMPLATE.at("Resources/" + alarm + "/Properties/" + property);
  }

  private static String text(String alarm, String property) {
    return property(alarm, property).toString();
  }
}
