package dev.herokumattermost.queue;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Work;
import dev.herokumattermost.pass.WorkQueue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Work as messages of an SQS queue. Needs {@code sqs:SendMessage}. */
public final class SqsWorkQueue implements WorkQueue {
  /** SQS takes no more in one call. */
  private static final int BATCH = 10;

  private static final String FIX =
      "the role needs sqs:SendMessage on the queue, and the use of its KMS key if it has one";

  private final Supplier<SqsClient> sqs;
  private final URI queue;
  private @Nullable SqsClient open;

  /**
   * Asks nothing of SQS yet.
   *
   * @param sqs called once, when work is first left
   */
  public SqsWorkQueue(Supplier<SqsClient> sqs, URI queue) {
    this.sqs = sqs;
    this.queue = queue;
  }

  @Override
  public void put(List<? extends Work> work, Duration delay) throws NotQueued {
    for (int from = 0; from < work.size(); from += BATCH) {
      putBatch(work.subList(from, Math.min(from + BATCH, work.size())), delay);
    }
  }

  private void putBatch(List<? extends Work> work, Duration delay) throws NotQueued {
    var entries = new ArrayList<SendMessageBatchRequestEntry>();
    for (Work one : work) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(String.valueOf(entries.size()))
              .messageBody(Json.CAMEL_CASE.write(one))
              .delaySeconds((int) delay.toSeconds())
              .build());
    }
    List<BatchResultErrorEntry> refused;
    try {
      refused =
          client()
              .sendMessageBatch(request -> request.queueUrl(queue.toString()).entries(entries))
              .failed();
    } catch (SdkException failure) {
      throw notQueued(work.size(), reason(failure), failure);
    }
    if (!refused.isEmpty()) {
      throw notQueued(refused.size(), refused.getFirst().code(), null);
    }
  }

  private SqsClient client() {
    SqsClient known = open;
    if (known == null) {
      known = sqs.get();
      open = known;
    }
    return known;
  }

  private static String reason(SdkException failure) {
    if (!(failure instanceof SqsException answer)) {
      return "no answer (" + failure.getClass().getSimpleName() + ")";
    }
    var details = answer.awsErrorDetails();
    return "%s (HTTP %d, request %s)"
        .formatted(
            details == null
                ? "no error code"
                : Objects.requireNonNullElse(details.errorCode(), "no error code"),
            answer.statusCode(),
            answer.requestId());
  }

  private static NotQueued notQueued(int count, String reason, @Nullable Exception cause) {
    return new NotQueued(
        "could not put %d messages on the queue: %s; %s".formatted(count, reason, FIX), cause);
  }
}
