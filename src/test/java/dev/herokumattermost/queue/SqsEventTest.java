package dev.herokumattermost.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Work.AccountRound;
import dev.herokumattermost.queue.SqsEvent.Message;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the function makes of the event of a queue. */
class SqsEventTest {
  private static final String ROUND =
      "{\"kind\":\"account-round\",\"account\":\"acme\",\"tick\":\"2026-03-01T10:00:00Z\"}";

  @Test
  void messagesAreReadWithTheirWork() throws Json.Malformed {
    SqsEvent event =
        SqsEvent.of(
            Map.of(
                "Records",
                List.of(
                    Map.of("messageId", "m1", "eventSource", "aws:sqs", "body", ROUND),
                    Map.of("messageId", "m2", "eventSource", "aws:sqs", "body", "{}"))));

    assertThat(event.messages()).extracting(Message::messageId).containsExactly("m1", "m2");
    assertThat(event.messages().getFirst().work())
        .isEqualTo(new AccountRound("acme", Instant.parse("2026-03-01T10:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "text", "{\"kind\":\"of-tomorrow\"}"})
  void workOfNoKnownKindIsAnError(String body) {
    assertThatThrownBy(() -> new Message("m1", "aws:sqs", body).work())
        .isInstanceOf(Json.Malformed.class);
  }

  @Test
  void eventOfAQueueHasRecords() {
    assertThat(SqsEvent.isMeantBy(Map.of("Records", List.of()))).isTrue();
    assertThat(SqsEvent.isMeantBy(Map.of("action", "watch"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Records\":[{\"messageId\":\"m1\",\"eventSource\":\"aws:s3\",\"body\":\"\"}]}",
        "{\"Records\":[{\"messageId\":\"m1\",\"eventSource\":\"aws:sqs\"}]}",
        "{\"Records\":[{\"Sns\":{}}]}",
        "{\"Records\":\"m1\"}",
        "{\"Records\":null}"
      })
  void recordsOfAnotherKindAreRefused(String input) throws Json.Malformed {
    Map<String, Object> read = Json.CAMEL_CASE.readMap(input);

    assertThatThrownBy(() -> SqsEvent.of(read))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The input has \"Records\", but they are no messages of SQS.");
  }
}
