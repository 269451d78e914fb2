package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.lambda.JavaRuntime;
import dev.herokumattermost.local.lambda.LambdaFunction;
import dev.herokumattermost.local.sqs.EmbeddedSqs;
import dev.herokumattermost.local.sqs.EventSourceMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A tick and the worker it leaves the round to, as Lambda runs them, by the protocol of SQS. */
@EnabledOnOs(OS.LINUX)
class WorkerInRuntimeTest {
  @TempDir Path scratch;

  @Test
  void aTickLeavesARoundThatAWorkerTakes() throws Exception {
    // The process has the system's clock, and Heroku's must agree with it.
    Instant tick = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (var around = new Surroundings(tick);
        var sqs = new EmbeddedSqs()) {
      EmbeddedSqs.Queue queue = sqs.createQueue("work", Duration.ofMinutes(5), 1);
      var environment = around.environment();
      environment.put("AWS_ENDPOINT_URL_DYNAMODB", around.dynamo.endpoint().toString());
      environment.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
      environment.put("QUEUE_URL", queue.url().toString());
      environment.put("WORKERS", "2");
      var runtime =
          new JavaRuntime(
              System.getProperty("java.class.path"),
              Path.of("").toAbsolutePath(),
              "dev.herokumattermost.WatchFunction::handleRequest",
              List.of());
      try (var function = new LambdaFunction(runtime, environment, scratch.resolve("output"))) {
        var mapping = new EventSourceMapping(sqs.client(), queue.url(), 1, function);
        Map<String, Object> event = Map.of("action", "watch", "tick", tick.toString());

        assertThat(function.apply(event)).containsEntry("left", List.of("default"));
        // On a slow machine the answer comes too late for the client, which then sends it again.
        assertThat(mapping.takeAll()).isBetween(1, 3);
        around.api.crashStaying("web.1", 1);
        function.apply(event);
        assertThat(mapping.takeAll()).isBetween(1, 3);
        assertThat(mapping.takeAll()).as("what has failed").isZero();

        assertThat(around.posts()).hasSize(1);
      }
    }
  }
}
