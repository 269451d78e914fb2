package dev.herokumattermost.queue;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * How SQS is reached: every call bounded, the region and the endpoint left to the SDK ({@code
 * AWS_REGION}, {@code AWS_ENDPOINT_URL_SQS}).
 */
public final class SqsConnection {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 2;

  private SqsConnection() {}

  /** A client that may live as long as the process; credentials are looked up when it is used. */
  public static SqsClient open(ProxyConfiguration proxy) {
    return SqsClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(ATTEMPT)
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
                            .build()))
        .build();
  }
}
