package dev.herokumattermost.secrets;

import static dev.herokumattermost.settings.Variable.HEROKU_API_KEY;
import static dev.herokumattermost.settings.Variable.MATTERMOST_WEBHOOK_URL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.secrets.SecretUnavailable.Reason;
import dev.herokumattermost.settings.SecretSource;
import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

class SecretsTest {
  private static final SecretSource TOKEN = new Parameter("/watch/heroku");
  private static final ProxyConfiguration NO_PROXY =
      ProxyConfiguration.builder()
          .useEnvironmentVariablesValues(false)
          .useSystemPropertyValues(false)
          .build();
  private static final SecretSource HOOK = new SecretsManager("watch/hook");

  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private HttpServer aws;
  private SsmClient client;
  private Secrets secrets;

  private record Reply(int status, String body) {}

  private record Asked(String target, String authorization, String token, String body) {}

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
    client.close();
    aws.stop(0);
  }

  @Test
  void parameterIsFetchedDecryptedWithASignedCall() throws Exception {
    replies.add(parameter("hunter2\\n"));

    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN)).isEqualTo(new Secret("hunter2"));

    var call = asked.getFirst();
    assertThat(call.target).isEqualTo("AmazonSSM.GetParameter");
    assertThat(call.body)
        .contains("\"Name\":\"/watch/heroku\"")
        .contains("\"WithDecryption\":true");
    assertThat(call.authorization)
        .matches(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\\d{8}/eu-central-1/ssm/aws4_request,"
                + " SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-target,"
                + " Signature=[0-9a-f]{64}");
    assertThat(call.token).isEqualTo("session");
  }

  @Test
  void aSecretOfTheSameNameInThisAccountIsNotTakenForThatOfAnother() {
    var id = "arn:aws:secretsmanager:eu-central-1:999999999999:secret:watch/hook-a1B2c3";
    var here = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:watch/hook-Z9y8X7";
    replies.add(
        parameter("HRKU-not-this-one", "\"SourceResult\":\"{\\\"ARN\\\":\\\"" + here + "\\\"}\""));

    var refused =
        catchThrowableOfType(
            SecretUnavailable.class,
            () -> secrets.resolve(MATTERMOST_WEBHOOK_URL, new SecretsManager(id)));

    assertThat(refused.reason()).isEqualTo(Reason.ELSEWHERE);
    assertThat(refused).hasMessageContaining(id).hasMessageNotContaining("HRKU");
  }

  @ParameterizedTest
  @CsvSource({
    "watch/hook, watch/hook",
    "arn:aws:secretsmanager:eu-central-1:123456789012:secret:watch/hook-a1B2c3, watch/hook",
    "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:my-secret-a1B2c3, my-secret",
  })
  void secretsManagerIsAskedThroughSsmByTheNameOfTheSecret(String id, String name)
      throws Exception {
    replies.add(parameter("https://chat.example.com/hooks/abc"));

    assertThat(secrets.resolve(MATTERMOST_WEBHOOK_URL, new SecretsManager(id)).reveal())
        .isEqualTo("https://chat.example.com/hooks/abc");

    var call = asked.getFirst();
    assertThat(call.target).isEqualTo("AmazonSSM.GetParameter");
    assertThat(call.body)
        .contains("\"Name\":\"/aws/reference/secretsmanager/" + name + "\"")
        .contains("\"WithDecryption\":true");
  }

  @Test
  void plainSecretNeedsNoCall() throws Exception {
    var plain = new Secret("hunter2");

    assertThat(secrets.resolve(HEROKU_API_KEY, new Plain(plain))).isSameAs(plain);
    assertThat(asked).isEmpty();
  }

  @Test
  void fetchedSecretIsKeptForFiveMinutes() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(HEROKU_API_KEY, TOKEN);

    pass(Duration.ofMinutes(5).minusSeconds(1));

    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN).reveal()).isEqualTo("old");
    assertThat(asked).hasSize(1);
  }

  @Test
  void expiredSecretIsFetchedAtOnceAndBridgesAnOutageAllTheSame() throws Exception {
    replies.add(parameter("old"));
    replies.add(parameter("new"));
    replies.add(new Reply(500, "{}"));
    replies.add(new Reply(500, "{}"));
    secrets.resolve(HEROKU_API_KEY, TOKEN);

    secrets.expire();
    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN).reveal()).isEqualTo("new");

    secrets.expire();
    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN).reveal()).isEqualTo("new");
    assertThat(asked).hasSize(4);
  }

  @Test
  void rotatedSecretIsPickedUpAfterFiveMinutes() throws Exception {
    replies.add(parameter("old"));
    replies.add(parameter("new"));
    secrets.resolve(HEROKU_API_KEY, TOKEN);

    pass(Duration.ofMinutes(5));

    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN).reveal()).isEqualTo("new");
  }

  @Test
  void outageIsBridgedWithoutAskingEveryTime() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(HEROKU_API_KEY, TOKEN);
    outage(2);

    pass(Duration.ofMinutes(59));

    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN).reveal()).isEqualTo("old");
    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN).reveal()).isEqualTo("old");
    assertThat(asked).hasSize(3);
  }

  @Test
  void bridgedSecretIsReplacedOnceAwsAnswers() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(HEROKU_API_KEY, TOKEN);
    outage(2);
    pass(Duration.ofMinutes(10));
    secrets.resolve(HEROKU_API_KEY, TOKEN);
    replies.add(parameter("new"));

    pass(Duration.ofSeconds(30));

    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN).reveal()).isEqualTo("new");
  }

  @Test
  void outageIsToldAfterAnHour() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(HEROKU_API_KEY, TOKEN);
    outage(2);

    pass(Duration.ofHours(1));

    assertThatThrownBy(() -> secrets.resolve(HEROKU_API_KEY, TOKEN))
        .isInstanceOf(SecretUnavailable.class);
  }

  @Test
  void refusalIsNotBridged() throws Exception {
    replies.add(parameter("old"));
    secrets.resolve(HEROKU_API_KEY, TOKEN);
    replies.add(new Reply(400, "{\"__type\":\"AccessDeniedException\"}"));

    pass(Duration.ofMinutes(5));

    assertThatThrownBy(() -> secrets.resolve(HEROKU_API_KEY, TOKEN))
        .isInstanceOf(SecretUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void oneFailureIsTriedAgain(int status) throws Exception {
    replies.add(new Reply(status, ""));
    replies.add(parameter("hunter2"));

    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN).reveal()).isEqualTo("hunter2");
  }

  @Test
  void throttlingIsTriedAgain() throws Exception {
    replies.add(new Reply(400, "{\"__type\":\"ThrottlingException\"}"));
    replies.add(parameter("hunter2"));

    assertThat(secrets.resolve(HEROKU_API_KEY, TOKEN).reveal()).isEqualTo("hunter2");
  }

  @Test
  void deniedAccessNamesThePermission() {
    replies.add(new Reply(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"hunter2\"}"));

    assertThatThrownBy(() -> secrets.resolve(HEROKU_API_KEY, TOKEN))
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

    assertThatThrownBy(() -> secrets.resolve(HEROKU_API_KEY, TOKEN))
        .hasMessageEndingWith(
            "run aws ssm put-parameter --type SecureString --name /watch/heroku --value"
                + " file:///dev/stdin");
  }

  @Test
  void missingSecretComesWithTheCommandThatStoresIt() {
    replies.add(new Reply(400, "{\"__type\":\"ParameterNotFound\"}"));

    assertThatThrownBy(() -> secrets.resolve(MATTERMOST_WEBHOOK_URL, HOOK))
        .hasMessageContaining("cannot fetch secret watch/hook")
        .hasMessageEndingWith(
            "run aws secretsmanager create-secret --name watch/hook --secret-string"
                + " file:///dev/stdin");
  }

  @Test
  void deniedSecretNamesBothPermissions() {
    replies.add(new Reply(400, "{\"__type\":\"AccessDeniedException\"}"));

    assertThatThrownBy(() -> secrets.resolve(MATTERMOST_WEBHOOK_URL, HOOK))
        .hasMessageContaining(
            "allow secretsmanager:GetSecretValue on watch/hook and ssm:GetParameter on"
                + " parameter/aws/reference/secretsmanager/watch/hook");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | AccessDeniedException               | DENIED              | allow ssm:GetParameter",
        "400 | ParameterNotFound                   | NOT_FOUND           | put-parameter",
        "400 | ParameterVersionNotFound            | NOT_FOUND           | put-parameter",
        "400 | InvalidKeyId                        | KEY_UNUSABLE        | enable the KMS key",
        "400 | ExpiredTokenException               | CREDENTIALS_REFUSED | check the AWS credentials",
        "400 | InvalidSignatureException           | CREDENTIALS_REFUSED | the machine's clock",
        "400 | KMSInvalidStateException            | KEY_UNUSABLE        | enable the KMS key",
        "400 | DisabledException                   | KEY_UNUSABLE        | enable the KMS key",
        "400 | ValidationException                 | REFUSED             | CloudTrail",
        "403 | ''                                  | DENIED              | allow ssm:GetParameter",
        "401 | ''                                  | CREDENTIALS_REFUSED | check the AWS credentials",
        "400 | ThrottlingException                 | THROTTLED           | the next pass asks again",
        "500 | InternalServerError                 | UNAVAILABLE         | the next pass asks again",
      })
  void refusalHasAReasonAndAFixAndRepeatsNoWordOfAws(
      int status, String type, Reason reason, String fix) {
    var reply = new Reply(status, "{\"__type\":\"" + type + "\",\"message\":\"it is hunter2\"}");
    replies.addAll(List.of(reply, reply));

    SecretUnavailable unavailable = unavailable(TOKEN);

    assertThat(unavailable.reason()).isEqualTo(reason);
    assertThat(unavailable.problem()).contains("parameter /watch/heroku", type, "eu-central-1");
    assertThat(unavailable.fix()).contains(fix);
    assertThat(unavailable)
        .hasMessage(unavailable.problem() + ": " + unavailable.fix())
        .hasStackTraceContaining(type);
    assertThat(stackTrace(unavailable)).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Parameter\":{\"Value\":\"{\\\"token\\\":\\\"hunter2\\\"}\"}}",
        "{\"Parameter\":{\"Value\":\"hunter2 hunter2\"}}",
        "{\"Parameter\":{\"SourceResult\":\"hunter2\"}}",
        "{\"Parameter\":{\"Value\":\"\"}}",
        "{}"
      })
  void unusableValueIsToldWithoutShowingIt(String body) {
    replies.add(new Reply(200, body));

    assertThatThrownBy(() -> secrets.resolve(MATTERMOST_WEBHOOK_URL, HOOK))
        .isInstanceOf(SecretUnavailable.class)
        .hasMessageStartingWith("cannot use secret watch/hook: it ")
        .hasMessageEndingWith(", and store it there")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://chat.example.com/hooks/hunter2",
        "https://chat.example.com:444444/hooks/hunter2",
        "https://ada:hunter2@chat.example.com/hooks/x",
        "https://hooks.slack.com/services/T0/B0/hunter2",
        "http://host.docker.internal/hooks/hunter2",
        "HRKU-hunter2"
      })
  void anAddressFromAwsIsCheckedLikeOneOfTheEnvironment(String value) {
    replies.add(parameter(value));

    assertThatThrownBy(() -> secrets.resolve(MATTERMOST_WEBHOOK_URL, HOOK))
        .isInstanceOfSatisfying(
            SecretUnavailable.class,
            unavailable -> {
              assertThat(unavailable.reason()).isEqualTo(Reason.VALUE_UNUSABLE);
              assertThat(unavailable.problem()).startsWith("cannot use secret watch/hook: it ");
              assertThat(unavailable.fix()).startsWith("copy it from Mattermost");
            })
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void anAddressFromAwsIsUsedInItsNormalForm() throws Exception {
    replies.add(parameter("HTTPS://Chat.Example.com/hooks/abc/"));

    assertThat(secrets.resolve(MATTERMOST_WEBHOOK_URL, HOOK).reveal())
        .isEqualTo("https://chat.example.com/hooks/abc");
  }

  @ParameterizedTest
  @CsvSource({"String, true", "StringList, true", "SecureString, false"})
  void aParameterInClearIsKnown(String type, boolean inClear) throws Exception {
    replies.add(parameter("hunter2", "\"Type\":\"" + type + "\""));

    assertThat(secrets.isInClear(HEROKU_API_KEY, new Parameter("/watch/heroku")))
        .isEqualTo(inClear);
    secrets.resolve(HEROKU_API_KEY, TOKEN);
    assertThat(asked).hasSize(1);
  }

  @Test
  void answerThatIsCutIsAnOutageAndIsNotShown() {
    var cut = new Reply(200, "{\"Parameter\":{\"Value\":\"hunter2");
    replies.addAll(List.of(cut, cut));

    SecretUnavailable unavailable = unavailable(TOKEN);

    assertThat(unavailable.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(stackTrace(unavailable)).doesNotContain("hunter2");
  }

  @Test
  void unreachableAwsIsToldAsPassing() {
    aws.stop(0);

    assertThatThrownBy(() -> secrets.resolve(HEROKU_API_KEY, TOKEN))
        .isInstanceOfSatisfying(
            SecretUnavailable.class, unavailable -> assertThat(unavailable.isTransient()).isTrue())
        .hasMessageContaining("no answer from ssm (could not connect)");
  }

  @Test
  void absentCredentialsAreTold() {
    var without =
        secrets(
            () -> {
              throw SdkClientException.create("none in the chain");
            });

    assertThatThrownBy(() -> without.resolve(HEROKU_API_KEY, TOKEN))
        .hasMessageContaining("no AWS credentials");
  }

  @Test
  void absentRegionIsTold() {
    var nowhere =
        new Secrets(() -> SsmConnection.open(Map.of("AWS_REGION", " "), NO_PROXY), () -> now);

    assertThatThrownBy(() -> nowhere.resolve(HEROKU_API_KEY, TOKEN))
        .hasMessageContaining("set AWS_REGION");
  }

  @Test
  void clientIsBuiltWithoutAskingAnybody() {
    try (var client = SsmConnection.open(environment(), NO_PROXY)) {
      assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.EU_CENTRAL_1);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void endpointsFollowTheSdksOwnVariables() {
    assertThat(endpoint(Map.of("AWS_REGION", "eu-west-1"))).isEmpty();
    assertThat(endpoint(Map.of("AWS_DEFAULT_REGION", "eu-west-1"))).isEmpty();
    assertThat(
            endpoint(
                Map.of(
                    "AWS_REGION", "eu-west-1",
                    "AWS_ENDPOINT_URL", "http://localhost:1",
                    "AWS_ENDPOINT_URL_SSM", "http://localhost:2")))
        .contains(URI.create("http://localhost:2"));
    assertThat(
            endpoint(Map.of("AWS_REGION", "eu-west-1", "AWS_ENDPOINT_URL", "http://localhost:1")))
        .contains(URI.create("http://localhost:1"));
  }

  private static Optional<URI> endpoint(Map<String, String> environment) {
    try (var client = SsmConnection.open(environment, NO_PROXY)) {
      return client.serviceClientConfiguration().endpointOverride();
    }
  }

  private Secrets secrets(AwsCredentialsProvider credentials) {
    client =
        SsmConnection.builder(environment(), NO_PROXY).credentialsProvider(credentials).build();
    return new Secrets(() -> client, () -> now);
  }

  private Map<String, String> environment() {
    return Map.of(
        "AWS_REGION",
        "eu-central-1",
        "AWS_ENDPOINT_URL_SSM",
        "http://127.0.0.1:" + aws.getAddress().getPort());
  }

  private SecretUnavailable unavailable(SecretSource source) {
    return catchThrowableOfType(
        SecretUnavailable.class, () -> secrets.resolve(HEROKU_API_KEY, source));
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
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
    return parameter(value, "\"Type\":\"SecureString\"");
  }

  private static Reply parameter(String value, String more) {
    return new Reply(200, "{\"Parameter\":{" + more + ",\"Value\":\"" + value + "\"}}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      asked.add(
          new Asked(
              headers.getFirst("X-Amz-Target"),
              headers.getFirst("Authorization"),
              headers.getFirst("X-Amz-Security-Token"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      var reply = replies.remove();
      byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("x-amzn-RequestId", "1234-abcd");
      exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
