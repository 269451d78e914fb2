package dev.herokumattermost.function;

import dev.herokumattermost.store.DynamoConnection;
import java.util.Optional;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** AWS's services in a container of LocalStack. */
public final class LocalStack {
  /** A version that still starts without a token; newer ones need theirs in the environment. */
  private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.4.0");

  private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

  private LocalStack() {}

  /** Not started yet; the test that holds it does that. */
  @SuppressWarnings("resource") // JUnit's extension closes it
  public static LocalStackContainer with(String... services) {
    var container = new LocalStackContainer(IMAGE).withServices(services);
    Optional.ofNullable(System.getenv(TOKEN)).ifPresent(token -> container.withEnv(TOKEN, token));
    return container;
  }

  public static StaticCredentialsProvider credentials(LocalStackContainer container) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey()));
  }

  /** The function's own client, pointed there. The caller closes it. */
  public static DynamoDbClient table(LocalStackContainer container) {
    return DynamoConnection.builder()
        .endpointOverride(container.getEndpoint())
        .region(Region.of(container.getRegion()))
        .credentialsProvider(credentials(container))
        .build();
  }
}
