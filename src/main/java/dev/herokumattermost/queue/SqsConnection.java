package dev.herokumattermost.queue;

import dev.herokumattermost.aws.AwsCalls;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * How SQS is reached: every call bounded, the region and the endpoint left to the SDK ({@code
 * AWS_REGION}, {@code AWS_ENDPOINT_URL_SQS}).
 */
public final class SqsConnection {
  private static final AwsCalls CALLS =
      new AwsCalls(Duration.ofSeconds(3), Duration.ofSeconds(5), 2);

  private SqsConnection() {}

  /** A client that may live as long as the process; credentials are looked up when it is used. */
  public static SqsClient open(ProxyConfiguration proxy) {
    return CALLS.bound(SqsClient.builder(), proxy).build();
  }
}
