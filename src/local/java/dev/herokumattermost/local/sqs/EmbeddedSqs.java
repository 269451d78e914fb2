package dev.herokumattermost.local.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** ElasticMQ in this process, which speaks the protocol of SQS on the loopback interface. */
public final class EmbeddedSqs implements AutoCloseable {
  private static final Duration FIRST_CALL = Duration.ofMinutes(1);

  private final SQSRestServer server;
  private final URI endpoint;
  private final SqsClient client;

  public EmbeddedSqs() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    endpoint = URI.create("http://127.0.0.1:" + port);
    client =
        SqsClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(FIRST_CALL))
            .endpointOverride(endpoint)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
  }

  /** What {@code AWS_ENDPOINT_URL_SQS} would be set to. */
  public URI endpoint() {
    return endpoint;
  }

  /** A client that is closed with this. */
  public SqsClient client() {
    return client;
  }

  /**
   * Makes a queue, and one beside it for what fails.
   *
   * @param visibleAgain how long after it was received a message is there again
   * @param receives how often a message is received before it is set aside
   */
  public Queue createQueue(String name, Duration visibleAgain, int receives) {
    String failed = client.createQueue(queue -> queue.queueName(name + "-failed")).queueUrl();
    String arn =
        client
            .getQueueAttributes(
                queue -> queue.queueUrl(failed).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    String url =
        client
            .createQueue(
                queue ->
                    queue
                        .queueName(name)
                        .attributes(
                            Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                String.valueOf(visibleAgain.toSeconds()),
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                                    .formatted(arn, receives))))
            .queueUrl();
    return new Queue(URI.create(url), URI.create(failed));
  }

  /**
   * A queue's address.
   *
   * @param failed that of the queue for what fails
   */
  public record Queue(URI url, URI failed) {}

  @Override
  public void close() {
    client.close();
    server.stopAndWait();
  }
}
