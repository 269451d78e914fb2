package dev.herokumattermost.function;

import static dev.herokumattermost.webhook.Webhooks.AT;
import static dev.herokumattermost.webhook.Webhooks.SECRET;
import static dev.herokumattermost.webhook.Webhooks.request;
import static dev.herokumattermost.webhook.Webhooks.signature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.HintFunction;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.ManualClock;
import dev.herokumattermost.local.sqs.EmbeddedSqs;
import dev.herokumattermost.settings.SettingsException;
import dev.herokumattermost.webhook.Webhooks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The function that takes webhooks, with SSM and SQS over HTTP. */
class HintFunctionTest {
  private static final String PARAMETER = "/watch/webhook-secret";
  private static final String CRASH = Webhooks.dyno("d-1", "crashed", 137, AT);
  private static EmbeddedSqs sqs;
  private static EmbeddedSqs.Queue queue;

  private final SimulatedSsm ssm = new SimulatedSsm();
  private final ManualClock clock = new ManualClock(AT);
  private final Map<String, String> environment = new HashMap<>(ssm.environment());
  private final List<String> log = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();
  private HintFunction function;

  @BeforeAll
  static void start() {
    sqs = new EmbeddedSqs();
    queue = sqs.createQueue("hints", Duration.ofMinutes(5), 1);
  }

  @AfterAll
  static void stop() {
    sqs.close();
  }

  @BeforeEach
  void make() {
    ssm.put(PARAMETER, SECRET);
    environment.put("WEBHOOK_SECRET_PARAMETER", PARAMETER);
    environment.put("QUEUE_URL", queue.url().toString());
    environment.put("WATCH_NAME", "watch");
    function = new HintFunction(environment, clock, sqs::client, metrics::add);
  }

  @AfterEach
  void close() {
    sqs.client().purgeQueue(purge -> purge.queueUrl(queue.url().toString()));
    ssm.close();
  }

  @Test
  void aWebhookBecomesOneMessageAndIsAnsweredWithNothing() {
    assertThat(answer(request(CRASH))).isEqualTo(Map.of("statusCode", 204));

    assertThat(messages())
        .singleElement()
        .isEqualTo(
            Json.CAMEL_CASE.write(
                new TreeMap<>(
                    Map.of(
                        "kind", "hint",
                        "account", "default",
                        "app", "api",
                        "dyno", "d-1",
                        "state", "crashed",
                        "exitStatus", 137,
                        "delivery", "delivery-d-1-crashed",
                        "createdAt", AT.toString()))));
  }

  @Test
  void whoeverIsRefusedIsToldNothingAndCostsNoCall() {
    for (int i = 0; i < 50; i++) {
      assertThat(answer(request("POST", "/hints/default", null, CRASH, false)))
          .isEqualTo(Map.of("statusCode", 401));
      assertThat(answer(request("GET", "/", null, "", false))).isEqualTo(Map.of("statusCode", 404));
    }

    assertThat(ssm.asked()).isEmpty();
    assertThat(messages()).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void theSecretIsFetchedOnceHoweverManyForgeriesCome() {
    for (int i = 0; i < 50; i++) {
      assertThat(
              answer(
                  request("POST", "/hints/default", signature("guess " + i, CRASH), CRASH, false)))
          .isEqualTo(Map.of("statusCode", 401));
    }

    assertThat(ssm.asked()).containsExactly(PARAMETER);
    assertThat(messages()).isEmpty();
  }

  @Test
  void aNewSecretIsTakenAfterFiveMinutes() {
    answer(request(CRASH));
    ssm.put(PARAMETER, Webhooks.OTHER_SECRET);
    assertThat(answer(request(CRASH))).containsEntry("statusCode", 204);

    clock.advance(Duration.ofMinutes(5));

    assertThat(answer(request(CRASH))).containsEntry("statusCode", 401);
  }

  @Test
  void aSecretWithAnEmptyHalfIsNamedAndNothingIsTaken() {
    for (String half : List.of(SECRET + ",", "," + SECRET, SECRET + " , ", ",", " ")) {
      log.clear();
      clock.advance(Duration.ofSeconds(30));
      ssm.put(PARAMETER, half);

      assertThat(answer(request(CRASH))).as(half).isEqualTo(Map.of("statusCode", 503));
      assertThat(log)
          .singleElement()
          .asString()
          .startsWith("hint lost: cannot use parameter " + PARAMETER + ": it ")
          .doesNotContain(SECRET, "\n");
    }
    assertThat(messages()).isEmpty();
  }

  @Test
  void requestsAreCountedWithoutALineForEach() {
    for (int i = 0; i < 1000; i++) {
      answer(request("GET", "/", null, "", false));
    }
    answer(request(CRASH));
    answer(request("{}"));
    clock.advance(Duration.ofSeconds(10));
    answer(request(CRASH));

    assertThat(metrics).hasSize(2);
    assertThat(metrics.getFirst()).contains("\"Watch\":\"watch\"", "\"HintsRefused\":1");
    assertThat(metrics.getLast())
        .contains("\"HintsRefused\":999", "\"HintsTaken\":2", "\"HintsIgnored\":1");
  }

  @Test
  void withoutItsSecretItSaysThatItFailedAndNotWhy() {
    ssm.remove(PARAMETER);

    assertThat(answer(request(CRASH))).isEqualTo(Map.of("statusCode", 503));

    assertThat(log).singleElement().asString().startsWith("hint lost: ").contains(PARAMETER);
  }

  @Test
  void afterAFailureNothingIsAskedForHalfAMinute() {
    ssm.remove(PARAMETER);
    for (int i = 0; i < 50; i++) {
      answer(request(CRASH));
    }
    assertThat(ssm.asked()).hasSize(1);
    assertThat(log).hasSize(1);

    ssm.put(PARAMETER, SECRET);
    clock.advance(Duration.ofSeconds(30));

    assertThat(answer(request(CRASH))).containsEntry("statusCode", 204);
  }

  @Test
  void withoutItsQueueItSaysThatItFailedAndNotWhy() {
    environment.put("QUEUE_URL", queue.url() + "-gone");
    function = new HintFunction(environment, clock, sqs::client, metrics::add);

    assertThat(answer(request(CRASH))).isEqualTo(Map.of("statusCode", 503));

    assertThat(log).singleElement().asString().startsWith("hint lost: could not put 1 messages");
  }

  @Test
  void anEventBeyondAllBoundsIsRefused() throws Exception {
    byte[] giant = ("{\"body\":\"" + "x".repeat(6 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
    var output = new ByteArrayOutputStream();

    function.handleRequest(new ByteArrayInputStream(giant), output, new LocalContext(log::add));

    assertThat(output).hasToString("{\"statusCode\":413}");
  }

  @Test
  void noSecretAndNoBodyIsEverLogged() {
    answer(request(CRASH));
    answer(request("POST", "/hints/default", signature("guess", CRASH), CRASH, true));
    environment.put("QUEUE_URL", queue.url() + "-gone");
    function = new HintFunction(environment, clock, sqs::client, metrics::add);
    answer(request(CRASH));

    assertThat(log.toString() + metrics)
        .doesNotContain(SECRET, "5ecr3t", "web.1", signature(SECRET, CRASH));
  }

  @Test
  void wrongSettingsAreNamedAtTheStart() {
    environment.remove("QUEUE_URL");
    environment.remove("WEBHOOK_SECRET_PARAMETER");

    assertThatThrownBy(() -> new HintFunction(environment, clock, sqs::client, metrics::add))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("QUEUE_URL", "WEBHOOK_SECRET");
  }

  private Map<String, Object> answer(Map<String, Object> request) {
    return LocalInvocation.invoke(function, request, new LocalContext(log::add));
  }

  private static List<String> messages() {
    return sqs
        .client()
        .receiveMessage(receive -> receive.queueUrl(queue.url().toString()).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(message -> sorted(message.body()))
        .toList();
  }

  private static String sorted(String json) {
    try {
      return Json.CAMEL_CASE.write(new TreeMap<>(Json.CAMEL_CASE.readMap(json)));
    } catch (Json.Malformed wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
