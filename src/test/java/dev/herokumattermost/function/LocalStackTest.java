package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.secrets.Secrets;
import dev.herokumattermost.secrets.SsmConnection;
import dev.herokumattermost.settings.SecretSource;
import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import dev.herokumattermost.settings.Variable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;

/** Secrets and a whole pass against LocalStack; skipped where Docker does not run. */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackTest {
  private static final String HEROKU_KEY = "/watch/heroku-api-key";
  private static final String BOT_TOKEN = "/watch/mattermost-token";

  /** Where the SDK's default credentials provider looks, besides the environment. */
  private static final String ACCESS_KEY = "aws.accessKeyId";

  private static final String SECRET_KEY = "aws.secretAccessKey";

  @Container
  private static final LocalStackContainer AWS =
      LocalStack.with("dynamodb", "ssm", "secretsmanager");

  @BeforeAll
  static void becomeSomebody() {
    System.setProperty(ACCESS_KEY, AWS.getAccessKey());
    System.setProperty(SECRET_KEY, AWS.getSecretKey());
  }

  @AfterAll
  static void becomeNobody() {
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
    aws("secretsmanager", "create-secret", "--name", "watch-secret", "--secret-string", "hunter3");

    assertThat(fetched(new SecretsManager("watch-secret"))).isEqualTo(new Secret("hunter3"));
  }

  @Test
  void passWithSecretsAndTableThereTellsOfACrash() throws Exception {
    try (var around = new Surroundings(Instant.now());
        var table = LocalStack.table(AWS)) {
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
    return Map.of("AWS_REGION", AWS.getRegion(), "AWS_ENDPOINT_URL", AWS.getEndpoint().toString());
  }

  private static Secret fetched(SecretSource source) throws Exception {
    try (var ssm = SsmConnection.open(aws(), ProxyConfiguration.builder().build())) {
      return new Secrets(() -> ssm, InstantSource.system())
          .resolve(Variable.HEROKU_API_KEY, source);
    }
  }

  private static void putParameter(String name, String value) throws Exception {
    aws("ssm", "put-parameter", "--type", "SecureString", "--name", name, "--value", value);
  }

  /** By the CLI in the container, as the function has no client that could write secrets. */
  private static void aws(String... words) throws Exception {
    var command = new String[words.length + 1];
    command[0] = "awslocal";
    System.arraycopy(words, 0, command, 1, words.length);
    var result = AWS.execInContainer(command);
    assertThat(result.getExitCode()).as(result.getStderr()).isZero();
  }
}
