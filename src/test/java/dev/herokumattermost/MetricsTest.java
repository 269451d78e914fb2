package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The lines are what CloudWatch's embedded metric format asks for. */
class MetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:30:00.250Z");
  private static final Report QUIET =
      PassLineTest.report(3, List.of(), List.of(new NotificationId("api/web#1")), List.of());
  private static final Report TROUBLED =
      PassLineTest.report(3, List.of(), List.of(), List.of("api not saved"));

  private static final LastRound ROUND = LastRound.of("default", QUIET, NOW);

  /** Of https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html. */
  private static final Set<String> UNITS = Set.of("Count", "Seconds", "Milliseconds");

  static List<String> lines() {
    return List.of(
        Metrics.line(QUIET, "default", NOW),
        Metrics.line(TROUBLED, "default", NOW),
        Metrics.round(QUIET, "default", NOW),
        Metrics.round(TROUBLED, "default", NOW),
        Metrics.tick(new SharedTick(List.of(ROUND), Duration.ofMinutes(2), NOW), "default"),
        Metrics.hints(3, 2, 1, "default", NOW),
        Metrics.hints(0, 0, 1, "default", NOW),
        Metrics.stale("default", NOW));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyLineIsOneValidDocument(String line) throws Exception {
    JsonNode document = Json.CAMEL_CASE.readTree(line);
    assertThat(line).doesNotContain("\n");
    assertThat(document.get("_aws").get("Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());

    JsonNode directive = only(document.get("_aws").get("CloudWatchMetrics"));
    assertThat(directive.get("Namespace").asString()).isEqualTo("HerokuMattermost");
    JsonNode dimension = only(only(directive.get("Dimensions")));
    assertThat(document.get(dimension.asString()).asString()).isEqualTo("default");

    assertThat(directive.get("Metrics").valueStream())
        .hasSizeBetween(1, 100)
        .allSatisfy(
            metric -> {
              String name = metric.get("Name").asString();
              assertThat(document.get(name).isNumber()).as(name).isTrue();
              assertThat(metric.get("Unit").asString()).isIn(UNITS);
            })
        .extracting(metric -> metric.get("Name").asString())
        .doesNotHaveDuplicates();
  }

  @Test
  void aPassCountsItselfAndWhatItDid() throws Exception {
    JsonNode document = Json.CAMEL_CASE.readTree(Metrics.line(QUIET, "default", NOW));

    assertThat(document.get("Passes").asInt()).isEqualTo(1);
    assertThat(document.get("AppsRead").asInt()).isEqualTo(3);
    assertThat(document.get("NotificationsPosted").asInt()).isEqualTo(1);
    assertThat(document.get("HerokuCallsLeft").asInt()).isEqualTo(4321);
    assertThat(document.get("PassTime").asInt()).isEqualTo(120);
  }

  @Test
  void whatRarelyHappensHasAValueOnlyWhenItDoes() throws Exception {
    assertThat(Json.CAMEL_CASE.readTree(Metrics.line(QUIET, "default", NOW)).has("Troubles"))
        .isFalse();
    assertThat(
            Json.CAMEL_CASE
                .readTree(Metrics.line(TROUBLED, "default", NOW))
                .get("Troubles")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void aStaleTickIsNoPass() throws Exception {
    JsonNode document = Json.CAMEL_CASE.readTree(Metrics.stale("default", NOW));

    assertThat(document.get("TicksStale").asInt()).isEqualTo(1);
    assertThat(document.has("Passes")).isFalse();
  }

  @Test
  void operationsExplainEveryMetric() throws Exception {
    String page = Files.readString(Path.of("docs/operations.md"));

    for (String line : lines()) {
      assertThat(
              only(Json.CAMEL_CASE.readTree(line).get("_aws").get("CloudWatchMetrics"))
                  .get("Metrics")
                  .valueStream())
          .extracting(metric -> metric.get("Name").asString())
          .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
  }

  private static JsonNode only(JsonNode list) {
    assertThat(list.valueStream()).hasSize(1);
    return list.get(0);
  }
}
