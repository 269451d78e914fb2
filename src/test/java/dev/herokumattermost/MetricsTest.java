package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.Json;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.watch.NoticeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines are what CloudWatch's embedded metric format asks for. */
class MetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:30:00.250Z");
  private static final Report QUIET =
      PassLineTest.report(3, List.of(), List.of(new NoticeId("api/web#1")), List.of());
  private static final Report TROUBLED =
      PassLineTest.report(3, List.of(), List.of(), List.of("api not saved"));

  /** Of https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html. */
  private static final Set<String> UNITS = Set.of("Count", "Seconds", "Milliseconds");

  static List<String> lines() {
    return List.of(
        Metrics.line(QUIET, "default", NOW),
        Metrics.line(TROUBLED, "default", NOW),
        Metrics.stale("default", NOW));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyLineIsOneValidDocument(String line) throws Exception {
    Json document = Json.parse(line);
    assertThat(line).doesNotContain("\n");
    assertThat(document.get("_aws").get("Timestamp").number()).hasValue(NOW.toEpochMilli());

    Json directive = only(document.get("_aws").get("CloudWatchMetrics"));
    assertThat(directive.get("Namespace").text()).hasValue("HerokuMattermost");
    Json dimension = only(only(directive.get("Dimensions")));
    assertThat(document.get(dimension.text().orElseThrow()).text()).hasValue("default");

    assertThat(directive.get("Metrics").items())
        .hasSizeBetween(1, 100)
        .allSatisfy(
            metric -> {
              String name = metric.get("Name").text().orElseThrow();
              assertThat(document.get(name).number()).as(name).isPresent();
              assertThat(metric.get("Unit").text().orElseThrow()).isIn(UNITS);
            })
        .extracting(metric -> metric.get("Name").text().orElseThrow())
        .doesNotHaveDuplicates();
  }

  @Test
  void aPassCountsItselfAndWhatItDid() throws Exception {
    Json document = Json.parse(Metrics.line(QUIET, "default", NOW));

    assertThat(document.get("Passes").number()).hasValue(1L);
    assertThat(document.get("AppsRead").number()).hasValue(3L);
    assertThat(document.get("NoticesPosted").number()).hasValue(1L);
    assertThat(document.get("HerokuCallsLeft").number()).hasValue(4321L);
    assertThat(document.get("PassTime").number()).hasValue(120L);
  }

  @Test
  void whatRarelyHappensHasAValueOnlyWhenItDoes() throws Exception {
    assertThat(Json.parse(Metrics.line(QUIET, "default", NOW)).get("Troubles").number()).isEmpty();
    assertThat(Json.parse(Metrics.line(TROUBLED, "default", NOW)).get("Troubles").number())
        .hasValue(1L);
  }

  @Test
  void aStaleTickIsNoPass() throws Exception {
    Json document = Json.parse(Metrics.stale("default", NOW));

    assertThat(document.get("TicksStale").number()).hasValue(1L);
    assertThat(document.get("Passes").number()).isEmpty();
  }

  @Test
  void operationsExplainEveryMetric() throws Exception {
    String page = Files.readString(Path.of("docs/operations.md"));

    for (String line : lines()) {
      assertThat(only(Json.parse(line).get("_aws").get("CloudWatchMetrics")).get("Metrics").items())
          .extracting(metric -> metric.get("Name").text().orElseThrow())
          .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
  }

  private static Json only(Json list) {
    assertThat(list.items()).hasSize(1);
    return list.items().getFirst();
  }
}
