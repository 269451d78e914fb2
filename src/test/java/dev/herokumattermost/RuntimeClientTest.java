package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.Json;
import dev.herokumattermost.local.lambda.JavaRuntime;
import dev.herokumattermost.local.lambda.RuntimeApi;
import dev.herokumattermost.local.lambda.RuntimeApi.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The function as Lambda runs it: a process of its own, started by AWS's runtime interface client,
 * with nothing but environment variables and events. The client is native code for Linux.
 */
@EnabledOnOs(OS.LINUX)
class RuntimeClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  // The process has the system's clock, and Heroku's must agree with it.
  private final Surroundings around = new Surroundings(Instant.now());

  @TempDir Path scratch;
  private RuntimeApi lambda;
  private Process runtime;

  @BeforeEach
  void startRuntime() throws IOException {
    lambda = new RuntimeApi();
    var environment = around.environment();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", around.dynamo.endpoint().toString());
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
    Json baseline = response("first", Files.readString(Path.of("events/tick.json")));
    assertThat(baseline.get("read").number()).as("apps read at the first sight").hasValue(2L);
    assertThat(around.posts()).as("posts at the first sight").isEmpty();

    around.api.crashStaying("web.1", 1);
    Json alerted = response("second", Files.readString(Path.of("events/scheduled-event.json")));
    assertThat(alerted.get("posted").items()).as("notices told of the crash").hasSize(1);
    assertThat(around.posts())
        .singleElement()
        .satisfies(post -> assertThat(post.isRoot()).isTrue());

    Outcome refused = outcome("third", "{\"acton\":\"watch\"}");
    assertThat(refused.path()).isEqualTo("invocation/third/error");
    assertThat(text(refused, "errorType")).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(text(refused, "errorMessage"))
        .contains("\"action\" is neither", "Send {\"action\":\"watch\"");

    assertThat(response("fourth", "{}").get("posted").items())
        .as("notices told by a pass after the refused one")
        .isEmpty();
    assertThat(Files.readString(output()))
        .contains("pass tick=2026-11-24T09:30:00Z apps=2", "\"_aws\"", "PassTime")
        .doesNotContain(Surroundings.HEROKU_TOKEN, around.mattermost.token().reveal())
        .doesNotContain("WARNING", "SLF4J");
  }

  private Json response(String id, String event) throws Exception {
    Outcome outcome = outcome(id, event);
    assertThat(outcome.path())
        .as("outcome %s; the process wrote %s", outcome.body(), Files.readString(output()))
        .isEqualTo("invocation/" + id + "/response");
    return Json.parse(outcome.body());
  }

  private Outcome outcome(String id, String event) throws Exception {
    lambda.invoke(id, event, TIMEOUT);
    return lambda.outcome(PATIENCE);
  }

  private static String text(Outcome outcome, String key) throws Exception {
    return Json.parse(outcome.body()).get(key).text().orElseThrow();
  }

  private Path output() {
    return scratch.resolve("output");
  }
}
