package dev.herokumattermost.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The same promises on LocalStack; skipped where Docker does not run. */
@Testcontainers(disabledWithoutDocker = true)
class MemoryTableOnLocalStackTest extends MemoryTableContract {

  /** A version that still starts without a token; newer ones take theirs from the environment. */
  @Container
  private static final LocalStackContainer LOCALSTACK =
      new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.4.0"))
          .withServices("dynamodb")
          .withEnv(
              "LOCALSTACK_AUTH_TOKEN", System.getenv().getOrDefault("LOCALSTACK_AUTH_TOKEN", ""));

  private static DynamoDbClient client;

  @BeforeAll
  static void connect() {
    client =
        DynamoConnection.builder()
            .endpointOverride(LOCALSTACK.getEndpoint())
            .region(Region.of(LOCALSTACK.getRegion()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        LOCALSTACK.getAccessKey(), LOCALSTACK.getSecretKey())))
            .build();
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @Override
  DynamoDbClient client() {
    return client;
  }
}
