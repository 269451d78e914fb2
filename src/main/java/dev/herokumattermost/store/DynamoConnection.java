package dev.herokumattermost.store;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * How DynamoDB is reached: every call bounded, the region and the endpoint left to the SDK ({@code
 * AWS_REGION}, {@code AWS_ENDPOINT_URL_DYNAMODB}).
 */
public final class DynamoConnection {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration CALL = Duration.ofSeconds(3);
  private static final int ATTEMPTS = 3;

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
    return DynamoDbClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(SILENCE)
                .proxyConfiguration(proxy))
        .credentialsProvider(DefaultCredentialsProvider.builder().build())
        .overrideConfiguration(
            override ->
                override
                    .apiCallTimeout(CALL)
                    .apiCallAttemptTimeout(ATTEMPT)
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()));
  }
}
