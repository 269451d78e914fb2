package dev.herokumattermost.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class SecretsTest {
  private static final SecretSource TOKEN = new Parameter("/watch/heroku");
  private static final SecretSource HOOK = new SecretsManager("watch/hook");

  private final Http http = new Http(Duration.ofSeconds(2));
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private HttpServer aws;
  private Secrets secrets;

  private record Reply(int status, String body) {}

  private record Asked(
      String target, String authorization, String token, String date, String body) {}

  @BeforeEach
  void start() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    aws.createContext("/", this::answer);
    aws.start();
    secrets =
        secrets(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create("AKIDEXAMPLE", "aws-secret", "session")));
  }

  @AfterEach
  void stop() {
    http.close();
    aws.stop(0);
  }

  @Test
  void parameterIsFetchedDecryptedWithASignedCall() throws Exception {
    replies.add(parameter("hunter2\\n"));

    assertThat(secrets.resolve(TOKEN)).isEqualTo(new Secret("hunter2"));

    var call = asked.getFirst();
    assertThat(call.target).isEqualTo("AmazonSSM.GetParameter");
    assertThat(call.body)
        .contains("\"Name\":\"/watch/heroku\"")
        .contains("\"WithDecryption\":true");
    assertThat(call.authorization)
        .matches(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/eu-central-1/ssm/aws4_request,"
                + " SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-target,"
                + " Signature=[0-9a-f]{64}");
    assertThat(call.token).isEqualTo("session");
    assertThat(call.date).isEqualTo("20261120T100000Z");
  }

  @Test
  void secretsManagerIsAskedByItsOwnName() throws Exception {
    replies.add(new Reply(200, "{\"SecretString\":\"https://chat.example.com/hooks/abc\"}"));

    assertThat(secrets.resolve(HOOK).reveal()).isEqualTo("https://chat.example.com/hooks/abc");

    var call = asked.getFirst();
    assertThat(call.target).isEqualTo("secretsmanager.GetSecretValue");
    assertThat(call.body).isEqualTo("{\"SecretId\":\"watch/hook\"}");
    assertThat(call.authorization).contains("/eu-central-1/secretsmanager/aws4_request");
  }

  @Test
  void plainSecretNeedsNoCall() throws Exception {
    var plain = new Secret("hunter2");

    assertThat(secrets.resolve(new Plain(plain))).isSameAs(plain);
    assertThat(asked).isEmpty();
  }

  @Test
  void fetchedSecretIsKeptForFiveMinutes() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(TOKEN);

    pass(Duration.ofMinutes(5).minusSeconds(1));

    assertThat(secrets.resolve(TOKEN).reveal()).isEqualTo("old");
    assertThat(asked).hasSize(1);
  }

  @Test
  void rotatedSecretIsPickedUpAfterFiveMinutes() throws Exception {
    replies.add(parameter("old"));
    replies.add(parameter("new"));
    secrets.resolve(TOKEN);

    pass(Duration.ofMinutes(5));

    assertThat(secrets.resolve(TOKEN).reveal()).isEqualTo("new");
  }

  @Test
  void outageIsBridgedWithoutAskingEveryTime() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(TOKEN);
    outage(2);

    pass(Duration.ofMinutes(59));

    assertThat(secrets.resolve(TOKEN).reveal()).isEqualTo("old");
    assertThat(secrets.resolve(TOKEN).reveal()).isEqualTo("old");
    assertThat(asked).hasSize(3);
  }

  @Test
  void bridgedSecretIsReplacedOnceAwsAnswers() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(TOKEN);
    outage(2);
    pass(Duration.ofMinutes(10));
    secrets.resolve(TOKEN);
    replies.add(parameter("new"));

    pass(Duration.ofSeconds(30));

    assertThat(secrets.resolve(TOKEN).reveal()).isEqualTo("new");
  }

  @Test
  void outageIsToldAfterAnHour() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(TOKEN);
    outage(2);

    pass(Duration.ofHours(1));

    assertThatThrownBy(() -> secrets.resolve(TOKEN)).isInstanceOf(SecretUnavailable.class);
  }

  @Test
  void refusalIsNotBridged() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(TOKEN);
    replies.add(new Reply(400, "{\"__type\":\"AccessDeniedException\"}"));

    pass(Duration.ofMinutes(5));

    assertThatThrownBy(() -> secrets.resolve(TOKEN)).isInstanceOf(SecretUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void oneFailureIsTriedAgain(int status) throws Exception {
    replies.add(new Reply(status, ""));
    replies.add(parameter("hunter2"));

    assertThat(secrets.resolve(TOKEN).reveal()).isEqualTo("hunter2");
  }

  @Test
  void throttlingIsTriedAgain() throws Exception {
    replies.add(new Reply(400, "{\"__type\":\"ThrottlingException\"}"));
    replies.add(parameter("hunter2"));

    assertThat(secrets.resolve(TOKEN).reveal()).isEqualTo("hunter2");
  }

  @Test
  void deniedAccessNamesThePermission() {
    replies.add(new Reply(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"hunter2\"}"));

    assertThatThrownBy(() -> secrets.resolve(TOKEN))
        .isInstanceOf(SecretUnavailable.class)
        .hasMessage(
            "cannot fetch parameter /watch/heroku: HTTP 400 AccessDeniedException in eu-central-1,"
                + " request 1234-abcd: allow ssm:GetParameter on /watch/heroku, and kms:Decrypt if"
                + " it has a key of its own");
    assertThat(asked).hasSize(1);
  }

  @Test
  void missingParameterComesWithTheCommandThatStoresIt() {
    replies.add(new Reply(400, "{\"__type\":\"com.amazonaws.ssm#ParameterNotFound\"}"));

    assertThatThrownBy(() -> secrets.resolve(TOKEN))
        .hasMessageEndingWith(
            "run aws ssm put-parameter --type SecureString --name /watch/heroku --value"
                + " file:///dev/stdin");
  }

  @Test
  void missingSecretComesWithTheCommandThatStoresIt() {
    replies.add(new Reply(400, "{\"__type\":\"ResourceNotFoundException\"}"));

    assertThatThrownBy(() -> secrets.resolve(HOOK))
        .hasMessageContaining("cannot fetch secret watch/hook")
        .hasMessageEndingWith(
            "run aws secretsmanager create-secret --name watch/hook --secret-string"
                + " file:///dev/stdin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"SecretString\":\"{\\\"token\\\":\\\"hunter2\\\"}\"}",
        "{\"SecretString\":\"hunter2 hunter2\"}",
        "{\"SecretBinary\":\"hunter2\"}",
        "{\"SecretString\":\"\"}"
      })
  void unusableValueIsToldWithoutShowingIt(String body) {
    replies.add(new Reply(200, body));

    assertThatThrownBy(() -> secrets.resolve(HOOK))
        .isInstanceOf(SecretUnavailable.class)
        .hasMessageContaining("store the bare value")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void unreachableAwsIsToldAsPassing() {
    aws.stop(0);

    assertThatThrownBy(() -> secrets.resolve(TOKEN))
        .isInstanceOfSatisfying(
            SecretUnavailable.class, unavailable -> assertThat(unavailable.passing()).isTrue())
        .hasMessageContaining("no answer from ssm (could not connect)");
  }

  @Test
  void absentCredentialsAreTold() {
    var without =
        secrets(
            () -> {
              throw SdkClientException.create("none in the chain");
            });

    assertThatThrownBy(() -> without.resolve(TOKEN)).hasMessageContaining("no AWS credentials");
  }

  @Test
  void absentRegionIsTold() {
    var nowhere =
        new Secrets(http, () -> AwsSessionCredentials.create("a", "b", "c"), Map.of(), () -> now);

    assertThatThrownBy(() -> nowhere.resolve(TOKEN)).hasMessageContaining("set AWS_REGION");
  }

  @Test
  void endpointsFollowTheSdksOwnVariables() {
    assertThat(AwsEndpoints.from(Map.of("AWS_REGION", "eu-west-1")).of("ssm"))
        .isEqualTo(URI.create("https://ssm.eu-west-1.amazonaws.com"));
    assertThat(AwsEndpoints.from(Map.of("AWS_REGION", "cn-north-1")).of("secretsmanager"))
        .isEqualTo(URI.create("https://secretsmanager.cn-north-1.amazonaws.com.cn"));
    assertThat(
            AwsEndpoints.from(
                    Map.of(
                        "AWS_ENDPOINT_URL", "http://localhost:1",
                        "AWS_ENDPOINT_URL_SSM", "http://localhost:2"))
                .of("ssm"))
        .isEqualTo(URI.create("http://localhost:2"));
  }

  private Secrets secrets(AwsCredentialsProvider credentials) {
    var endpoint = "http://127.0.0.1:" + aws.getAddress().getPort();
    return new Secrets(
        http,
        credentials,
        Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL", endpoint),
        () -> now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void outage(int calls) {
    for (int i = 0; i < calls; i++) {
      replies.add(new Reply(503, ""));
    }
  }

  private static Reply parameter(String value) {
    return new Reply(
        200, "{\"Parameter\":{\"Type\":\"SecureString\",\"Value\":\"" + value + "\"}}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      asked.add(
          new Asked(
              headers.getFirst("X-Amz-Target"),
              headers.getFirst("Authorization"),
              headers.getFirst("X-Amz-Security-Token"),
              headers.getFirst("X-Amz-Date"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      var reply = replies.remove();
      byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("x-amzn-RequestId", "1234-abcd");
      exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
