package dev.herokumattermost.store;

import dev.herokumattermost.aws.AwsCalls;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * How DynamoDB is reached: every call bounded, the region and the endpoint left to the SDK ({@code
 * AWS_REGION}, {@code AWS_ENDPOINT_URL_DYNAMODB}).
 */
public final class DynamoConnection {
  private static final AwsCalls CALLS =
      new AwsCalls(Duration.ofSeconds(2), Duration.ofSeconds(3), 3);

  private DynamoConnection() {}

  /** A client that may live as long as the process; credentials are looked up when it is used. */
  public static DynamoDbClient open(ProxyConfiguration proxy) {
    return builder(proxy).build();
  }

  /** The same without a proxy, to be pointed elsewhere. */
  public static DynamoDbClientBuilder builder() {
    return builder(
        ProxyConfiguration.builder()
            .useEnvironmentVariablesValues(false)
            .useSystemPropertyValues(false)
            .build());
  }

  private static DynamoDbClientBuilder builder(ProxyConfiguration proxy) {
    return CALLS.bound(DynamoDbClient.builder(), proxy);
  }
}
