package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.WebAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(ints = {200, 204})
  void anySuccessIsOne(int status) throws Exception {
    try (var listener = new HeartbeatListener(status)) {
      assertThat(beat(listener.address(), LONG)).isEmpty();
      assertThat(listener.beats()).containsExactly("GET /ping/5ecr3t");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 404, 500})
  void anythingElseIsToldOnceAndNotFollowed(int status) throws Exception {
    try (var listener = new HeartbeatListener(status)) {
      assertThat(beat(listener.address(), LONG))
          .hasValue("heartbeat not sent: it was answered by " + status);
      assertThat(listener.beats()).hasSize(1);
    }
  }

  @Test
  void whoNeverAnswersIsNotWaitedForBeyondTheInvocation() throws Exception {
    try (var listener = new HeartbeatListener(0)) {
      assertThat(beat(listener.address(), Duration.ofMillis(700)))
          .hasValueSatisfying(why -> assertThat(why).contains("no answer within 200 ms"));
    }
  }

  @Test
  void withoutTimeLeftItIsNotTried() throws Exception {
    try (var listener = new HeartbeatListener(200)) {
      assertThat(beat(listener.address(), Duration.ofMillis(500)))
          .hasValue("heartbeat not sent: no time was left");
      assertThat(listener.beats()).isEmpty();
    }
  }

  @Test
  void whoIsNotThereIsTold() throws Exception {
    WebAddress address;
    try (var listener = new HeartbeatListener(200)) {
      address = listener.address();
    }

    assertThat(beat(address, LONG)).hasValue("heartbeat not sent: could not connect");
  }

  @Test
  void whoseAddressCannotBeHadIsTold() throws Exception {
    assertThat(Heartbeat.without("cannot fetch parameter /beat").beat(LONG))
        .hasValue("heartbeat not sent: cannot fetch parameter /beat");
    assertThat(Heartbeat.NONE.beat(LONG)).isEmpty();
  }

  private static Optional<String> beat(WebAddress address, Duration left)
      throws InterruptedException {
    return Heartbeat.to(address, Optional.empty()).beat(left);
  }
}
