package dev.herokumattermost.aws;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * How long a call to AWS may take. A client that is made so may live as long as the process: it
 * looks up its credentials when it is used.
 *
 * @param attempt the longest one attempt takes, and the longest silence in it
 * @param call the longest the call takes with all its attempts
 * @param attempts the most attempts, counted from the first
 */
public record AwsCalls(Duration attempt, Duration call, int attempts) {
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** The builder of a client whose calls are bounded and go through the proxy. */
  public <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B bound(
      B client, ProxyConfiguration proxy) {
    return client
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(attempt)
                .proxyConfiguration(proxy))
        .credentialsProvider(DefaultCredentialsProvider.builder().build())
        .overrideConfiguration(
            override ->
                override
                    .apiCallTimeout(call)
                    .apiCallAttemptTimeout(attempt)
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(attempts)
                            .build()));
  }
}
