package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.secrets.Secrets;
import dev.herokumattermost.secrets.SsmConnection;
import dev.herokumattermost.settings.SecretSource;
import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import dev.herokumattermost.settings.Variable;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Secrets and a whole pass against LocalStack. */
@Tag("emulated")
class LocalStackTest {
  private static final String HEROKU_KEY = "/watch/heroku-api-key";
  private static final String BOT_TOKEN = "/watch/mattermost-token";

  /** Where the SDK's default credentials provider looks, besides the environment. */
  private static final String ACCESS_KEY = "aws.accessKeyId";

  private static final String SECRET_KEY = "aws.secretAccessKey";

  private static LocalStack localStack;
  private static SsmClient ssm;

  @BeforeAll
  static void becomeSomebody() {
    localStack = LocalStack.open("dynamodb", "ssm", "secretsmanager");
    System.setProperty(ACCESS_KEY, LocalStack.KEY);
    System.setProperty(SECRET_KEY, LocalStack.KEY);
    ssm = SsmConnection.open(aws(), ProxyConfiguration.builder().build());
  }

  @AfterAll
  static void becomeNobody() {
    if (localStack != null) {
      ssm.close();
      localStack.close();
    }
    System.clearProperty(ACCESS_KEY);
    System.clearProperty(SECRET_KEY);
  }

  @Test
  void secureStringIsDecrypted() throws Exception {
    putParameter("/watch/secret", "hunter2");

    assertThat(fetched(new Parameter("/watch/secret"))).isEqualTo(new Secret("hunter2"));
  }

  @Test
  void secretOfSecretsManagerIsFetched() throws Exception {
    createSecret("watch-secret", "hunter3");

    assertThat(fetched(new SecretsManager("watch-secret"))).isEqualTo(new Secret("hunter3"));
  }

  @Test
  void passWithSecretsAndTableThereTellsOfACrash() throws Exception {
    try (var around = new Surroundings(Instant.now());
        var table = localStack.table()) {
      EmbeddedDynamo.createTable(table, Surroundings.TABLE);
      putParameter(HEROKU_KEY, Surroundings.HEROKU_TOKEN);
      putParameter(BOT_TOKEN, around.mattermost.token().reveal());
      var function = new WatchFunction(environment(around), InstantSource.system(), table, _ -> {});

      assertThat(LocalInvocation.invoke(function, Map.of(), new LocalContext(_ -> {})))
          .containsEntry("ok", true)
          .containsEntry("read", 2);
      around.api.crashStaying("web.1", 1);
      assertThat(LocalInvocation.invoke(function, Map.of(), new LocalContext(_ -> {})))
          .containsEntry("ok", true);

      assertThat(around.posts()).hasSize(1);
    }
  }

  private static Map<String, String> environment(Surroundings around) {
    var environment = new HashMap<>(aws());
    environment.putAll(around.environment());
    environment.remove("HEROKU_API_KEY");
    environment.remove("MATTERMOST_TOKEN");
    environment.put("HEROKU_API_KEY_PARAMETER", HEROKU_KEY);
    environment.put("MATTERMOST_TOKEN_PARAMETER", BOT_TOKEN);
    return environment;
  }

  private static Map<String, String> aws() {
    return Map.of(
        "AWS_REGION", LocalStack.REGION, "AWS_ENDPOINT_URL", localStack.endpoint().toString());
  }

  private static Secret fetched(SecretSource source) throws Exception {
    return new Secrets(() -> ssm, InstantSource.system()).resolve(Variable.HEROKU_API_KEY, source);
  }

  private static void putParameter(String name, String value) {
    ssm.putParameter(
        request ->
            request.name(name).value(value).type(ParameterType.SECURE_STRING).overwrite(true));
  }

  /** By hand, as there is no client for it; LocalStack does not look at signatures. */
  private static void createSecret(String name, String value) throws Exception {
    var request =
        HttpRequest.newBuilder(localStack.endpoint())
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "secretsmanager.CreateSecret")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/%s/secretsmanager/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(LocalStack.REGION))
            .POST(
                BodyPublishers.ofString(
                    Json.CAMEL_CASE.write(
                        Map.of(
                            "Name",
                            name,
                            "SecretString",
                            value,
                            "ClientRequestToken",
                            UUID.randomUUID().toString()))))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
