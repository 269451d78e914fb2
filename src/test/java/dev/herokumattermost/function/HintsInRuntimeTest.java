package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.heroku.WebhookSender;
import dev.herokumattermost.local.lambda.FunctionUrl;
import dev.herokumattermost.local.lambda.JavaRuntime;
import dev.herokumattermost.local.lambda.LambdaFunction;
import dev.herokumattermost.local.sqs.EmbeddedSqs;
import dev.herokumattermost.local.sqs.EventSourceMapping;
import dev.herokumattermost.webhook.Webhooks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a crash to its post with nothing between but HTTP: Heroku sends a webhook to the address of
 * one function, which puts a message on the queue of the other. Each runs in AWS's runtime client,
 * with its secrets in SSM.
 */
@EnabledOnOs(OS.LINUX)
class HintsInRuntimeTest {
  private static final String HEROKU_KEY = "/watch/heroku-api-key";
  private static final String MATTERMOST_TOKEN = "/watch/mattermost-token";
  private static final String WEBHOOK_SECRET = "/watch/webhook-secret";
  private static final Map<String, Object> PASS = Map.of("action", "watch");

  // The processes have the system's clock, and Heroku's must agree with it.
  private final Surroundings around = new Surroundings(Instant.now());
  private final SimulatedSsm ssm = new SimulatedSsm();
  private final EmbeddedSqs sqs = new EmbeddedSqs();
  private final EmbeddedSqs.Queue queue = sqs.createQueue("work", Duration.ofMinutes(5), 1);

  @TempDir Path scratch;
  private LambdaFunction watch;
  private LambdaFunction hints;
  private FunctionUrl door;
  private EventSourceMapping mapping;

  @BeforeEach
  void deploy() {
    ssm.put(HEROKU_KEY, Surroundings.HEROKU_TOKEN);
    ssm.put(MATTERMOST_TOKEN, around.mattermost.token().reveal());
    ssm.put(WEBHOOK_SECRET, Webhooks.SECRET);
    var ofHints = new HashMap<>(ssm.environment());
    ofHints.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
    ofHints.put("QUEUE_URL", queue.url().toString());
    ofHints.put("WEBHOOK_SECRET_PARAMETER", WEBHOOK_SECRET);
    hints = function("HintFunction", ofHints);
    door = new FunctionUrl(hints, around.clock);

    var ofWatch = new HashMap<>(around.environment());
    ofWatch.keySet().removeAll(List.of("HEROKU_API_KEY", "MATTERMOST_TOKEN"));
    ofWatch.putAll(ofHints);
    ofWatch.put("HEROKU_API_KEY_PARAMETER", HEROKU_KEY);
    ofWatch.put("MATTERMOST_TOKEN_PARAMETER", MATTERMOST_TOKEN);
    ofWatch.put("AWS_ENDPOINT_URL_DYNAMODB", around.dynamo.endpoint().toString());
    ofWatch.put("WEBHOOK_URL", door.uri().toString());
    watch = function("WatchFunction", ofWatch);
    mapping = new EventSourceMapping(sqs.client(), queue.url(), 1, watch);
  }

  private LambdaFunction function(String name, Map<String, String> environment) {
    var runtime =
        new JavaRuntime(
            System.getProperty("java.class.path"),
            Path.of("").toAbsolutePath(),
            "dev.herokumattermost." + name + "::handleRequest",
            List.of("-XX:TieredStopAtLevel=1")); // as Lambda's runtime sets it
    return new LambdaFunction(runtime, environment, scratch.resolve(name));
  }

  @AfterEach
  void remove() {
    door.close();
    hints.close();
    watch.close();
    sqs.close();
    ssm.close();
    around.close();
  }

  @Test
  void aSignedWebhookOfACrashIsPostedOnceAndAForgedOneIsRefused() throws Exception {
    assertThat(watch.apply(PASS)).containsEntry("read", 2);
    // Only the webhook knows the exit status then.
    around.heroku.fail(
        call -> call.path().endsWith("/log-sessions"),
        Integer.MAX_VALUE,
        SimulatedHeroku.refusal(403, "forbidden"));
    around.advance(Duration.between(around.clock.instant(), Instant.now()));
    try (var heroku = sender(Webhooks.SECRET);
        var forger = sender(Webhooks.OTHER_SECRET)) {
      around.api.crashStaying("web.1", 42);

      assertThat(forger.send()).containsExactly(401);
      assertThat(mapping.takeAll()).as("messages after the forged webhook").isZero();
      assertThat(heroku.send()).containsExactly(204);
      // On a slow machine the answer comes too late for the client, which then sends it again.
      assertThat(mapping.takeAll()).as("messages after the signed one").isBetween(1, 3);
    }

    assertThat(around.posts())
        .singleElement()
        .satisfies(
            post -> assertThat(post.shown()).contains("1 of 2 dynos crashed", "web.1", "exit 42"));
    assertThat(watch.apply(PASS)).containsEntry("posted", List.of());
    assertThat(around.posts()).hasSize(1);
    assertThat(ssm.asked()).containsExactlyInAnyOrder(HEROKU_KEY, MATTERMOST_TOKEN, WEBHOOK_SECRET);
    assertThat(hints.printed() + watch.printed())
        .contains("hinted app=api ")
        .doesNotContain(Webhooks.SECRET, Surroundings.HEROKU_TOKEN, "bin/web")
        .doesNotContain(around.mattermost.token().reveal());
  }

  private WebhookSender sender(String secret) {
    return new WebhookSender(
        around.model, door.uri().resolve("/hints/default"), new Secret(secret));
  }
}
