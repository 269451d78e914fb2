package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.lambda.JavaRuntime;
import dev.herokumattermost.local.lambda.RuntimeApi;
import dev.herokumattermost.local.lambda.RuntimeApi.Outcome;
import dev.herokumattermost.webhook.Webhooks;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What {@code sam build} made, started as Lambda starts it, with no class but its own: {@code
 * ./mvnw -Partifact -Dartifact=.aws-sam/build/WatchFunction}. With {@code -Dartifact.emulator} <a
 * href="https://github.com/aws/aws-lambda-runtime-interface-emulator">AWS's emulator of Lambda</a>
 * starts it, and takes the events.
 */
@Tag("artifact")
class ArtifactTest {
  private static final Path ARTIFACT = Path.of(System.getProperty("artifact", "")).toAbsolutePath();
  private static final Path EVENTS = Path.of("events");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String INVOCATIONS = "/2015-03-31/functions/function/invocations";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final Optional<String> EMULATOR =
      Optional.ofNullable(System.getProperty("artifact.emulator"));

  private final Surroundings around = new Surroundings(Instant.now());
  @TempDir private Path scratch;
  private HttpServer ssm;
  private RuntimeApi lambda;
  private Process runtime;
  private URI emulated;
  private int invocations;

  @BeforeEach
  void startRuntime() throws IOException {
    assertThat(ARTIFACT.resolve("lib")).as("the libraries of -Dartifact").isDirectory();
    ssm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ssm.createContext("/", ArtifactTest::herokuKey);
    ssm.start();
    lambda = new RuntimeApi();
    emulated = URI.create("http://127.0.0.1:" + freePort() + INVOCATIONS);
    var java =
        JavaRuntime.of(ARTIFACT, "dev.herokumattermost.WatchFunction::handleRequest", List.of());
    runtime =
        EMULATOR.isEmpty()
            ? java.start(lambda, environment(), output())
            : java.start(emulator("127.0.0.1:" + freePort()), "", environment(), output());
  }

  @AfterEach
  void destroyRuntime() throws InterruptedException {
    if (runtime != null) {
      runtime.descendants().forEach(ProcessHandle::destroyForcibly);
      runtime.destroyForcibly().waitFor();
    }
    lambda.close();
    ssm.stop(0);
    around.close();
  }

  @Test
  void artifactAloneAnswersEveryEvent() throws Exception {
    assertThat(response("{}").get("read").asInt()).as("apps read").isEqualTo(2);

    around.api.crashStaying("web.1", 1);
    assertThat(response("{}").get("posted").valueStream()).as("notices told of a crash").hasSize(1);
    assertThat(around.posts()).as("posts").hasSize(1);

    try (var events = Files.newDirectoryStream(EVENTS, "*.json")) {
      for (Path event : events) {
        JsonNode answer = response(Files.readString(event));
        assertThat(answer.get("ok").booleanValue()).as("ok in the answer to %s", event).isTrue();
        System.out.printf("%s is answered%n", event);
      }
    }
  }

  private static void herokuKey(HttpExchange exchange) throws IOException {
    try (exchange) {
      String document =
          Json.CAMEL_CASE.write(Map.of("Parameter", Map.of("Value", Surroundings.HEROKU_TOKEN)));
      byte[] body = document.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** With a secret in SSM and a watch.yaml, so that the signer and the YAML parser are needed. */
  private Map<String, String> environment() throws IOException {
    Path rules = scratch.resolve("watch.yaml");
    Files.writeString(rules, "rules:\n  - apps: [shop]\n    steady_for: 2m\n");
    Map<String, String> environment = around.environment();
    environment.remove("HEROKU_API_KEY");
    environment.put("HEROKU_API_KEY_PARAMETER", "/watch/heroku");
    environment.put("WATCH_FILE", rules.toString());
    environment.put("QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/1/work");
    environment.put("WEBHOOK_SECRET", Webhooks.SECRET);
    environment.put("WEBHOOK_URL", "https://abc.lambda-url.eu-central-1.on.aws/");
    environment.put("AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:" + ssm.getAddress().getPort());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", around.dynamo.endpoint().toString());
    return environment;
  }

  private List<String> emulator(String runtimeApi) {
    return List.of(
        EMULATOR.orElseThrow(),
        "--log-level",
        "error",
        "--runtime-interface-emulator-address",
        emulated.getAuthority(),
        "--runtime-api-address",
        runtimeApi);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private JsonNode emulatorsResponse(String event) throws Exception {
    var request =
        HttpRequest.newBuilder(emulated)
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(event))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      while (true) {
        try {
          String body = http.send(request, BodyHandlers.ofString()).body();
          assertThat(body)
              .as("answer to %s; output: %s", event, Files.readString(output()))
              .doesNotContain("errorType");
          return Json.CAMEL_CASE.readTree(body);
        } catch (ConnectException notYet) {
          assertThat(runtime.isAlive()).as(Files.readString(output())).isTrue();
        }
      }
    }
  }

  private JsonNode response(String event) throws Exception {
    if (EMULATOR.isPresent()) {
      return emulatorsResponse(event);
    }
    String id = "invocation-" + ++invocations;
    lambda.invoke(id, event, TIMEOUT);
    Outcome outcome = lambda.outcome(PATIENCE);
    assertThat(outcome.path())
        .as("outcome of %s: %s; output: %s", event, outcome.body(), Files.readString(output()))
        .isEqualTo("invocation/" + id + "/response");
    return Json.CAMEL_CASE.readTree(outcome.body());
  }

  private Path output() {
    return scratch.resolve("output");
  }
}
