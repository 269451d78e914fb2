package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventTest {
  private static final Instant TICK = Instant.parse("2026-11-24T09:30:00Z");

  @Test
  void nothingAsksForAPass() {
    assertThat(Event.of(Map.of())).isEqualTo(new Event(Optional.empty()));
    assertThat(Event.of(null)).isEqualTo(new Event(Optional.empty()));
  }

  @Test
  void ourOwnInputMayNameTheTick() {
    assertThat(Event.of(Map.of("action", "watch"))).isEqualTo(new Event(Optional.empty()));
    assertThat(Event.of(Map.of("action", "watch", "tick", "2026-11-24T09:30:00Z")))
        .isEqualTo(new Event(Optional.of(TICK)));
  }

  @Test
  void aTickMayHaveAnOffset() {
    assertThat(Event.of(Map.of("action", "watch", "tick", "2026-11-24T10:30:00+01:00")))
        .isEqualTo(new Event(Optional.of(TICK)));
  }

  @Test
  void aScheduledEventNamesItsTime() {
    assertThat(
            Event.of(
                Map.of(
                    "detail-type",
                    "Scheduled Event",
                    "source",
                    "aws.scheduler",
                    "time",
                    "2026-11-24T09:30:00Z")))
        .isEqualTo(new Event(Optional.of(TICK)));
  }

  record Wrong(Map<String, Object> input, String message) {}

  static List<Wrong> wrongInputs() {
    return List.of(
        new Wrong(Map.of("acton", "watch"), "unknown key \"acton\""),
        new Wrong(Map.of("action", "watch", "dry", true), "unknown key \"dry\""),
        new Wrong(Map.of("action", "destroy"), "\"action\" is not \"watch\""),
        new Wrong(Map.of("tick", "2026-11-24T09:30:00Z"), "\"action\" is not \"watch\""),
        new Wrong(Map.of("action", "watch", "tick", "soon"), "\"tick\" is not a time"),
        new Wrong(Map.of("action", "watch", "tick", 5), "\"tick\" is not a time"),
        new Wrong(Map.of("detail-type", "Scheduled Event"), "\"time\" is not a time"),
        new Wrong(Map.of("detail-type", "AWS API Call"), "unknown key \"detail-type\""));
  }

  @ParameterizedTest
  @MethodSource("wrongInputs")
  void anythingElseIsRefusedWithWhatIsAccepted(Wrong wrong) {
    assertThatThrownBy(() -> Event.of(wrong.input()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(wrong.message())
        .hasMessageContaining("Send {\"action\":\"watch\"");
  }

  @Test
  void aKeyIsShownShortAndPlain() {
    assertThatThrownBy(() -> Event.of(Map.of("x\n".repeat(100), "watch")))
        .message()
        .contains("\"" + "x?".repeat(20) + "…\"")
        .doesNotContain("\n");
  }
}
