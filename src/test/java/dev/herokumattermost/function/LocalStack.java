package dev.herokumattermost.function;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.herokumattermost.store.DynamoConnection;
import java.net.URI;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * AWS's services: a LocalStack that runs already, which the environment names, or else one in a
 * container. Where there is neither, its tests are skipped; {@code .ci/aws} names one.
 */
public final class LocalStack implements AutoCloseable {
  public static final String REGION = "us-east-1";
  public static final String KEY = "test";
  private static final String ENDPOINT = "LOCALSTACK_ENDPOINT";

  /** The last version that starts without a token. It knows Java 25. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  private final URI endpoint;
  private final Optional<LocalStackContainer> container;

  private LocalStack(URI endpoint, Optional<LocalStackContainer> container) {
    this.endpoint = endpoint;
    this.container = container;
  }

  public static LocalStack open(String... services) {
    String named = System.getenv(ENDPOINT);
    if (named != null) {
      return new LocalStack(URI.create(named), Optional.empty());
    }
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "no " + ENDPOINT + ", no Docker");
    var container = new LocalStackContainer(IMAGE).withServices(services);
    container.start();
    return new LocalStack(container.getEndpoint(), Optional.of(container));
  }

  public URI endpoint() {
    return endpoint;
  }

  public static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY));
  }

  /** The function's own client, pointed there. The caller closes it. */
  public DynamoDbClient table() {
    return DynamoConnection.builder()
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .build();
  }

  @Override
  public void close() {
    container.ifPresent(LocalStackContainer::stop);
  }
}
