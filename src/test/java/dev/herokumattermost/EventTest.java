package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.mattermost.ChannelName;
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
    assertThat(Event.of(Map.of())).isEqualTo(new Event.Watch(Optional.empty(), false));
    assertThat(Event.of(null)).isEqualTo(new Event.Watch(Optional.empty(), false));
  }

  @Test
  void ourOwnInputMayNameTheTick() {
    assertThat(Event.of(Map.of("action", "watch")))
        .isEqualTo(new Event.Watch(Optional.empty(), false));
    assertThat(Event.of(Map.of("action", "watch", "tick", "2026-11-24T09:30:00Z")))
        .isEqualTo(new Event.Watch(Optional.of(TICK), false));
  }

  @Test
  void aTickMayHaveAnOffset() {
    assertThat(Event.of(Map.of("action", "watch", "tick", "2026-11-24T10:30:00+01:00")))
        .isEqualTo(new Event.Watch(Optional.of(TICK), false));
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
        .isEqualTo(new Event.Watch(Optional.of(TICK), false));
  }

  @Test
  void aPassMayBeARehearsal() {
    assertThat(Event.of(Map.of("action", "watch", "dryRun", true)))
        .isEqualTo(new Event.Watch(Optional.empty(), true));
  }

  @Test
  void lettersAreListedOrRedelivered() {
    assertThat(Event.of(Map.of("action", "letters"))).isEqualTo(new Event.Letters(false));
    assertThat(Event.of(Map.of("action", "letters", "redeliver", true)))
        .isEqualTo(new Event.Letters(true));
  }

  @Test
  void theDoctorNeedsNothingElse() {
    assertThat(Event.of(Map.of("action", "doctor"))).isEqualTo(new Event.Examine());
  }

  @Test
  void aSampleGoesEverywhereOrToOneChannel() {
    assertThat(Event.of(Map.of("action", "say"))).isEqualTo(new Event.Say(Optional.empty()));
    assertThat(Event.of(Map.of("action", "say", "channel", "ops/alerts")))
        .isEqualTo(new Event.Say(Optional.of(new ChannelName("ops", "alerts"))));
  }

  record Wrong(Map<String, Object> input, String message) {}

  static List<Wrong> wrongInputs() {
    return List.of(
        new Wrong(Map.of("acton", "watch"), "\"action\" is neither"),
        new Wrong(Map.of("action", "watch", "dry", true), "unknown key \"dry\""),
        new Wrong(
            Map.of("action", "watch", "dryRun", "yes"), "\"dryRun\" is neither true nor false"),
        new Wrong(Map.of("action", "watch", "redeliver", true), "unknown key \"redeliver\""),
        new Wrong(Map.of("action", "letters", "tick", "now"), "unknown key \"tick\""),
        new Wrong(Map.of("action", "doctor", "dryRun", true), "unknown key \"dryRun\""),
        new Wrong(Map.of("action", "say", "text", "hi"), "unknown key \"text\""),
        new Wrong(Map.of("action", "say", "channel", "Alerts"), "\"channel\" is not written"),
        new Wrong(Map.of("action", "say", "channel", "a/B"), "\"channel\" is not written"),
        new Wrong(Map.of("action", "say", "channel", 5), "\"channel\" is not written"),
        new Wrong(Map.of("action", "destroy"), "\"action\" is neither"),
        new Wrong(Map.of("tick", "2026-11-24T09:30:00Z"), "\"action\" is neither"),
        new Wrong(Map.of("action", "watch", "tick", "soon"), "\"tick\" is not a time"),
        new Wrong(Map.of("action", "watch", "tick", 5), "\"tick\" is not a time"),
        new Wrong(Map.of("detail-type", "Scheduled Event"), "\"time\" is not a time"),
        new Wrong(Map.of("detail-type", "AWS API Call"), "\"action\" is neither"));
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
    assertThatThrownBy(() -> Event.of(Map.of("action", "watch", "x\n".repeat(100), "watch")))
        .message()
        .contains("\"" + "x?".repeat(20) + "…\"")
        .doesNotContain("\n");
  }
}
