package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.function.Surroundings;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.store.DynamoConnection;
import dev.herokumattermost.store.DynamoStateStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * The function with exactly the actions of the template's role, on moto, which enforces them. It
 * looks at actions alone; {@link PermissionsTest} holds the resources.
 */
@Tag("aws")
class AllowedActionsTest {
  private static final String KEY = "/watch/heroku-api-key";
  private static final String TABLE = "watch";

  private final URI moto = URI.create(System.getenv("MOTO_ENDPOINT"));
  private final Surroundings around = new Surroundings(Instant.now());
  private final Shell shell =
      new Shell(
          Path.of("").toAbsolutePath(),
          Map.of(
              "AWS_ENDPOINT_URL", moto.toString(),
              "AWS_ACCESS_KEY_ID", "any",
              "AWS_SECRET_ACCESS_KEY", "any",
              "AWS_DEFAULT_REGION", "eu-central-1",
              "AWS_PAGER", ""));

  static List<String> actions() {
    return new Template()
        .statements("WatchRole")
        .flatMap(statement -> Template.strings(statement.get("Action")))
        .filter(action -> action.startsWith("dynamodb:") || action.startsWith("ssm:"))
        .toList();
  }

  @BeforeEach
  void makeTableAndSecret() throws Exception {
    post("/moto-api/reset", "");
    post("/moto-api/reset-auth", "inf");
    // The emulator loads each service when it is first asked for it, for longer than the function
    // would wait.
    shell.run(
        "aws ssm put-parameter --type SecureString --name %s --value %s; aws iam create-user --user-name watch; aws dynamodb list-tables"
            .formatted(KEY, Surroundings.HEROKU_TOKEN));
    try (var dynamo =
        DynamoConnection.builder()
            .endpointOverride(moto)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(credentials("any", "any"))
            .build()) {
      EmbeddedDynamo.createTable(dynamo, TABLE);
    }
  }

  @AfterEach
  void forgetWhoWeWere() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    around.close();
  }

  @Test
  void theActionsOfTheRoleAreEnough() throws Exception {
    assertThat(everything(actions())).doesNotContain("HTTP 403").contains("ok=true");
    assertThat(around.posts()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void withoutOneSomethingFailsAndSaysWhatTheRoleNeeds(String action) throws Exception {
    String told = everything(actions().stream().filter(one -> !one.equals(action)).toList());

    // The emulator's refusals have no code that the SDK can read.
    assertThat(told)
        .contains("HTTP 403")
        .containsPattern(
            "(?:the role needs|allow) [^;]*" + action.substring(action.indexOf(':') + 1));
  }

  /** What the passes, the doctor and a look at one app answer. */
  private String everything(List<String> allowed) throws Exception {
    String policy =
        Json.CAMEL_CASE.write(
            Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Map.of("Effect", "Allow", "Action", allowed, "Resource", "*"))));
    var key =
        shell
            .aws(
                "iam put-user-policy --user-name watch --policy-name p --policy-document '%s' && aws iam create-access-key --user-name watch"
                    .formatted(policy))
            .get("AccessKey");
    String id = key.get("AccessKeyId").asString();
    String secret = key.get("SecretAccessKey").asString();
    System.setProperty("aws.accessKeyId", id);
    System.setProperty("aws.secretAccessKey", secret);
    post("/moto-api/reset-auth", "0");
    var environment = new HashMap<>(around.environment());
    environment.remove("HEROKU_API_KEY");
    environment.putAll(
        Map.of(
            "HEROKU_API_KEY_PARAMETER",
            KEY,
            "AWS_REGION",
            "eu-central-1",
            "AWS_ENDPOINT_URL",
            moto.toString()));
    try (var dynamo =
        DynamoConnection.builder()
            .endpointOverride(moto)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(credentials(id, secret))
            .build()) {
      var function = new WatchFunction(environment, InstantSource.system(), dynamo, _ -> {});
      return Stream.<Answer>of(
              () -> invoke(function, Map.of()),
              () -> {
                around.api.crashStaying("web.1", 1);
                return invoke(function, Map.of());
              },
              () -> invoke(function, Map.of("action", "doctor")),
              () -> new DynamoStateStore(dynamo, TABLE, "any").load(new AppName("api")).toString())
          .map(AllowedActionsTest::answer)
          .toList()
          .toString();
    }
  }

  private interface Answer {
    String get() throws Exception;
  }

  private static String answer(Answer answer) {
    try {
      return answer.get();
    } catch (Exception failed) {
      return String.valueOf(failed.getMessage());
    }
  }

  private static String invoke(WatchFunction function, Map<String, String> event) {
    return LocalInvocation.invoke(function, event, new LocalContext(_ -> {})).toString();
  }

  private static StaticCredentialsProvider credentials(String id, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
  }

  private void post(String path, String body) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(moto.resolve(path)).POST(BodyPublishers.ofString(body)).build();
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
