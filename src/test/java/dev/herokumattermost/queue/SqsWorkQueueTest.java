package dev.herokumattermost.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.pass.Work;
import dev.herokumattermost.pass.Work.AccountRound;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** What is asked of SQS, and what is said when it does not take a message. */
class SqsWorkQueueTest {
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/1/work";
  private static final String FIX =
      "; the role needs sqs:SendMessage on the queue, and the use of its KMS key if it has one";

  private final ScriptedSqs sqs = new ScriptedSqs();
  private final AtomicInteger opened = new AtomicInteger();
  private final SqsWorkQueue queue =
      new SqsWorkQueue(
          () -> {
            opened.incrementAndGet();
            return sqs;
          },
          URI.create(QUEUE));

  @Test
  void workIsSentTenAtATimeByOneClient() throws NotQueued {
    queue.put(rounds(23), Duration.ofSeconds(90));

    assertThat(sqs.sent).extracting(request -> request.entries().size()).containsExactly(10, 10, 3);
    assertThat(sqs.sent).allMatch(request -> request.queueUrl().equals(QUEUE));
    assertThat(sqs.sent).allMatch(SqsWorkQueueTest::hasIdsOfItsOwn);
    assertThat(sqs.sent.stream().flatMap(request -> request.entries().stream()))
        .allMatch(entry -> entry.delaySeconds() == 90)
        .extracting(SendMessageBatchRequestEntry::messageBody)
        .startsWith(
            "{\"kind\":\"account-round\",\"account\":\"a0\",\"tick\":\"1970-01-01T00:00:00Z\"}")
        .doesNotHaveDuplicates()
        .hasSize(23);
    assertThat(opened).hasValue(1);
  }

  private static boolean hasIdsOfItsOwn(SendMessageBatchRequest request) {
    return request.entries().stream().map(SendMessageBatchRequestEntry::id).distinct().count()
        == request.entries().size();
  }

  @Test
  void withoutWorkSqsIsNotAsked() throws NotQueued {
    queue.put(List.of(), Duration.ZERO);

    assertThat(opened).hasValue(0);
  }

  @Test
  void messagesThatSqsRefusesAreCounted() {
    sqs.refused =
        List.of(
            BatchResultErrorEntry.builder().id("1").code("InternalError").build(),
            BatchResultErrorEntry.builder().id("2").code("Other").build());

    assertThatThrownBy(() -> queue.put(rounds(5), Duration.ZERO))
        .isInstanceOf(NotQueued.class)
        .hasMessage("could not put 2 messages on the queue: InternalError" + FIX);
  }

  @Test
  void refusalOfAllNamesCodeStatusAndRequest() {
    sqs.failure =
        SqsException.builder()
            .statusCode(403)
            .requestId("REQ1")
            .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
            .build();

    assertThatThrownBy(() -> queue.put(rounds(5), Duration.ZERO))
        .isInstanceOf(NotQueued.class)
        .hasCause(sqs.failure)
        .hasMessage(
            "could not put 5 messages on the queue: AccessDenied (HTTP 403, request REQ1)" + FIX);
  }

  @Test
  void refusalWithoutACodeSaysSo() {
    sqs.failure = SqsException.builder().statusCode(502).requestId("REQ1").build();

    assertThatThrownBy(() -> queue.put(rounds(1), Duration.ZERO))
        .hasMessageContaining("queue: no error code (HTTP 502, request REQ1);");
  }

  @Test
  void noAnswerInTimeSaysSo() {
    sqs.failure = ApiCallTimeoutException.create(5_000);

    assertThatThrownBy(() -> queue.put(rounds(1), Duration.ZERO))
        .hasMessageContaining("queue: no answer (ApiCallTimeoutException);");
  }

  private static List<Work> rounds(int count) {
    return IntStream.range(0, count)
        .<Work>mapToObj(i -> new AccountRound("a" + i, Instant.EPOCH))
        .toList();
  }

  private static final class ScriptedSqs implements SqsClient {
    private final List<SendMessageBatchRequest> sent = new ArrayList<>();
    private List<BatchResultErrorEntry> refused = List.of();
    private SdkException failure;

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      if (failure != null) {
        throw failure;
      }
      sent.add(request);
      return SendMessageBatchResponse.builder().failed(refused).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
