package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.lambda.JavaRuntime;
import dev.herokumattermost.local.lambda.RuntimeApi;
import dev.herokumattermost.local.lambda.RuntimeApi.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The function as Lambda runs it: a process of its own, started by AWS's runtime interface client,
 * with nothing but environment variables and events. The client is native code for Linux.
 */
@EnabledOnOs(OS.LINUX)
class RuntimeClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  // The process has the system's clock, and Heroku's must agree with it.
  private final Instant tick = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Surroundings around = new Surroundings(tick);

  @TempDir Path scratch;
  private RuntimeApi lambda;
  private Process runtime;

  @BeforeEach
  void startRuntime() throws IOException {
    lambda = new RuntimeApi();
    var environment = around.environment();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", around.dynamo.endpoint().toString());
    environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    runtime =
        new JavaRuntime(
                System.getProperty("java.class.path"),
                Path.of("").toAbsolutePath(),
                "dev.herokumattermost.WatchFunction::handleRequest",
                List.of())
            .start(lambda, environment, output());
  }

  @AfterEach
  void destroyRuntime() throws InterruptedException {
    if (runtime != null) {
      runtime.destroyForcibly().waitFor();
    }
    lambda.close();
    around.close();
  }

  @Test
  void runsPassesAndReportsWhatItCannotRun() throws Exception {
    JsonNode baseline = response("first", Files.readString(Path.of("events/tick.json")));
    assertThat(baseline.get("read").asInt()).as("apps read at the first sight").isEqualTo(2);
    assertThat(around.posts()).as("posts at the first sight").isEmpty();

    around.api.crashStaying("web.1", 1);
    JsonNode alerted = response("second", scheduledEvent());
    assertThat(alerted.get("posted").valueStream()).as("notices told of the crash").hasSize(1);
    assertThat(around.posts())
        .singleElement()
        .satisfies(post -> assertThat(post.isRoot()).isTrue());

    Outcome refused = outcome("third", "{\"acton\":\"watch\"}");
    assertThat(refused.path()).isEqualTo("invocation/third/error");
    assertThat(text(refused, "errorType")).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(text(refused, "errorMessage"))
        .contains("\"action\" is none of", "Send {\"action\":\"watch\"");

    assertThat(response("fourth", "{}").get("posted").valueStream())
        .as("notices told by a pass after the refused one")
        .isEmpty();

    JsonNode checkup = response("doctor", Files.readString(Path.of("events/doctor.json")));
    assertThat(checkup.get("table").asString())
        .contains("ok       channel ops/alerts", "warning  secret HEROKU_API_KEY");
    JsonNode sample = response("test-alert", Files.readString(Path.of("events/test-alert.json")));
    assertThat(sample.get("ok").booleanValue()).as("whether the sample was told").isTrue();

    JsonNode late = response("fifth", Files.readString(Path.of("events/stale-tick.json")));
    assertThat(late.get("stale").booleanValue()).as("whether an old tick is stale").isTrue();
    assertThat(Files.readString(output()))
        .doesNotContain(Surroundings.HEROKU_TOKEN, around.mattermost.token().reveal())
        .doesNotContain("WARNING", "SLF4J");
    assertThat(logged("INFO")).anyMatch(line -> line.startsWith("pass tick=" + tick + " apps=2 "));
    assertThat(logged("WARN"))
        .singleElement()
        .asString()
        .startsWith("stale tick=2026-11-24T09:30:00Z age=");
    assertThat(metrics())
        .hasSize(4)
        .anyMatch(line -> line.has("PassTime"))
        .anyMatch(line -> line.has("TicksStale"));
  }

  /** What Lambda's own JSON around our lines holds as the message. */
  private List<String> logged(String level) throws Exception {
    var messages = new ArrayList<String>();
    for (JsonNode line : lines()) {
      if (line.path("level").asString("").equals(level)) {
        assertThat(line.has("AWSRequestId")).as("the invocation").isTrue();
        messages.add(line.get("message").asString());
      }
    }
    return messages;
  }

  /** These lines are ours as they are: CloudWatch reads no metrics of a message. */
  private List<JsonNode> metrics() throws Exception {
    return lines().stream().filter(line -> line.path("_aws").isObject()).toList();
  }

  /** Everything that the process wrote: with this format it is JSON, line by line. */
  private List<JsonNode> lines() throws Exception {
    var lines = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(output())) {
      lines.add(Json.CAMEL_CASE.readTree(line));
    }
    return lines;
  }

  /** The scheduler's envelope, as of now: an old one would be stale. */
  private String scheduledEvent() throws IOException {
    return Files.readString(Path.of("events/scheduled-event.json"))
        .replace("2026-11-24T09:30:00Z", tick.toString());
  }

  private JsonNode response(String id, String event) throws Exception {
    Outcome outcome = outcome(id, event);
    assertThat(outcome.path())
        .as("outcome %s; the process wrote %s", outcome.body(), Files.readString(output()))
        .isEqualTo("invocation/" + id + "/response");
    return Json.CAMEL_CASE.readTree(outcome.body());
  }

  private Outcome outcome(String id, String event) throws Exception {
    lambda.invoke(id, event, TIMEOUT);
    return lambda.outcome(PATIENCE);
  }

  private static String text(Outcome outcome, String key) throws Exception {
    return Json.CAMEL_CASE.readTree(outcome.body()).get(key).asString();
  }

  private Path output() {
    return scratch.resolve("output");
  }
}
