package dev.herokumattermost.local.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Takes messages from a queue as Lambda does for a function that reports batch item failures: what
 * the function does not name is deleted; if it fails, nothing is.
 *
 * @param function takes the event and returns its response
 */
public record EventSourceMapping(
    SqsClient client,
    URI queue,
    int batchSize,
    Function<Map<String, Object>, Map<String, Object>> function) {

  /**
   * Takes one batch.
   *
   * @param wait for how long at most; up to 20 s
   * @return how many messages were in it
   */
  public int takeBatch(Duration wait) {
    List<Message> messages =
        client
            .receiveMessage(
                receive ->
                    receive
                        .queueUrl(queue.toString())
                        .maxNumberOfMessages(batchSize)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .waitTimeSeconds((int) wait.toSeconds()))
            .messages();
    if (!messages.isEmpty()) {
      Set<String> failed = failed(function.apply(event(messages)));
      messages.stream()
          .filter(message -> !failed.contains(message.messageId()))
          .forEach(this::delete);
    }
    return messages.size();
  }

  /** Takes what there is, and what comes of that. */
  public int takeAll() {
    int all = 0;
    for (int taken = takeBatch(Duration.ZERO); taken > 0; taken = takeBatch(Duration.ZERO)) {
      all += taken;
    }
    return all;
  }

  /** As Lambda hands messages to a function. */
  private Map<String, Object> event(List<Message> messages) {
    return Map.of("Records", messages.stream().map(this::record).toList());
  }

  private Map<String, Object> record(Message message) {
    return Map.of(
        "messageId", message.messageId(),
        "receiptHandle", message.receiptHandle(),
        "body", message.body(),
        "attributes", message.attributesAsStrings(),
        "messageAttributes", Map.of(),
        "md5OfBody", message.md5OfBody(),
        "eventSource", "aws:sqs",
        "eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:work",
        "awsRegion", "eu-central-1");
  }

  /** An empty response means that none has failed. */
  private static Set<String> failed(Map<String, Object> response) {
    var ids = new HashSet<String>();
    if (response.get("batchItemFailures") instanceof List<?> failures) {
      failures.forEach(one -> ids.add(String.valueOf(((Map<?, ?>) one).get("itemIdentifier"))));
    }
    return ids;
  }

  private void delete(Message message) {
    client.deleteMessage(
        delete -> delete.queueUrl(queue.toString()).receiptHandle(message.receiptHandle()));
  }
}
