package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.Action.Report.Format;
import dev.herokumattermost.Action.Webhooks.Purpose;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.rules.ChannelName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActionTest {
  private static final Instant TICK = Instant.parse("2026-11-24T09:30:00Z");

  @Test
  void nothingAsksForAPass() {
    assertThat(Action.read(json(Map.of()))).isEqualTo(new Action.Watch(Optional.empty(), false));
    assertThat(Action.read("")).isEqualTo(new Action.Watch(Optional.empty(), false));
  }

  @Test
  void ourOwnInputMayNameTheTick() {
    assertThat(Action.read(json(Map.of("action", "watch"))))
        .isEqualTo(new Action.Watch(Optional.empty(), false));
    assertThat(Action.read(json(Map.of("action", "watch", "tick", "2026-11-24T09:30:00Z"))))
        .isEqualTo(new Action.Watch(Optional.of(TICK), false));
  }

  @Test
  void aTickMayHaveAnOffset() {
    assertThat(Action.read(json(Map.of("action", "watch", "tick", "2026-11-24T10:30:00+01:00"))))
        .isEqualTo(new Action.Watch(Optional.of(TICK), false));
  }

  @Test
  void aScheduledEventNamesItsTime() {
    assertThat(
            Action.read(
                json(
                    Map.of(
                        "detail-type",
                        "Scheduled Event",
                        "source",
                        "aws.scheduler",
                        "time",
                        "2026-11-24T09:30:00Z"))))
        .isEqualTo(new Action.Watch(Optional.of(TICK), false));
  }

  @Test
  void aPassMayBeARehearsal() {
    assertThat(Action.read(json(Map.of("action", "watch", "dryRun", true))))
        .isEqualTo(new Action.Watch(Optional.empty(), true));
  }

  @Test
  void deadLettersAreListedOrRedelivered() {
    assertThat(Action.read(json(Map.of("action", "dead-letters"))))
        .isEqualTo(new Action.DeadLetters(false));
    assertThat(Action.read(json(Map.of("action", "dead-letters", "redeliver", true))))
        .isEqualTo(new Action.DeadLetters(true));
  }

  @Test
  void theDoctorNeedsNothingElse() {
    assertThat(Action.read(json(Map.of("action", "doctor")))).isEqualTo(new Action.Doctor());
  }

  @Test
  void aSampleGoesEverywhereOrToOneChannel() {
    assertThat(Action.read(json(Map.of("action", "test-alert"))))
        .isEqualTo(new Action.TestAlert(Optional.empty()));
    assertThat(Action.read(json(Map.of("action", "test-alert", "channel", "ops/alerts"))))
        .isEqualTo(new Action.TestAlert(Optional.of(new ChannelName("ops", "alerts"))));
  }

  @Test
  void aReportIsPostedOrReturnedAsData() {
    assertThat(Action.read(json(Map.of("action", "report"))))
        .isEqualTo(new Action.Report(Format.POST, false));
    assertThat(Action.read(json(Map.of("action", "report", "format", "json"))))
        .isEqualTo(new Action.Report(Format.JSON, false));
    assertThat(Action.read(json(Map.of("action", "report", "dryRun", true))))
        .isEqualTo(new Action.Report(Format.POST, true));
  }

  @Test
  void webhooksAreSetUpRenewedOrRemovedWithTokensOfTheRun() {
    String key = "HRKU-01234567-89ab-cdef-0123-456789abcdef";

    assertThat(Action.read(json(Map.of("action", "webhooks"))))
        .isEqualTo(new Action.Webhooks(Purpose.SET_UP, false, RunKeys.NONE));
    assertThat(
            Action.read(
                json(Map.of("action", "webhooks", "renewSecret", true, "apply", true, "key", key))))
        .isEqualTo(
            new Action.Webhooks(Purpose.RENEW_SECRET, true, new RunKeys(new Secret(key), Map.of())))
        .asString()
        .doesNotContain(key);
    assertThat(
            Action.read(
                json(Map.of("action", "webhooks", "remove", true, "keys", Map.of("store", key)))))
        .isEqualTo(
            new Action.Webhooks(
                Purpose.REMOVE, false, new RunKeys(null, Map.of("store", new Secret(key)))))
        .asString()
        .doesNotContain(key);
  }

  record Wrong(Map<String, Object> input, String message) {}

  static List<Wrong> wrongInputs() {
    return List.of(
        new Wrong(Map.of("acton", "watch"), "\"action\" is none of"),
        new Wrong(Map.of("action", "watch", "dry", true), "unknown key \"dry\""),
        new Wrong(
            Map.of("action", "watch", "dryRun", "yes"), "\"dryRun\" is neither true nor false"),
        new Wrong(Map.of("action", "watch", "redeliver", true), "unknown key \"redeliver\""),
        new Wrong(Map.of("action", "dead-letters", "tick", "now"), "unknown key \"tick\""),
        new Wrong(Map.of("action", "doctor", "dryRun", true), "unknown key \"dryRun\""),
        new Wrong(Map.of("action", "test-alert", "text", "hi"), "unknown key \"text\""),
        new Wrong(
            Map.of("action", "test-alert", "channel", "Alerts"), "\"channel\" is not written"),
        new Wrong(Map.of("action", "test-alert", "channel", "a/B"), "\"channel\" is not written"),
        new Wrong(Map.of("action", "test-alert", "channel", 5), "\"channel\" is not written"),
        new Wrong(Map.of("action", "report", "format", "xml"), "\"format\" is not \"json\""),
        new Wrong(Map.of("action", "report", "dryRun", "yes"), "\"dryRun\" is neither"),
        new Wrong(Map.of("action", "report", "tick", "now"), "unknown key \"tick\""),
        new Wrong(Map.of("action", "webhooks", "url", "x"), "has the unknown key. "),
        new Wrong(Map.of("action", "webhooks", "apply", "yes"), "\"apply\" is neither"),
        new Wrong(
            Map.of("action", "webhooks", "remove", true, "renewSecret", true),
            "has both \"remove\""),
        new Wrong(Map.of("action", "webhooks", "key", "k", "keys", Map.of()), "both \"key\" and"),
        new Wrong(Map.of("action", "webhooks", "key", 5), "\"key\" holds what is no text"),
        new Wrong(Map.of("action", "webhooks", "key", ""), "\"key\" holds a token that is empty"),
        new Wrong(Map.of("action", "webhooks", "keys", "k"), "\"keys\" has no keys by the names"),
        new Wrong(
            Map.of("action", "webhooks", "keys", Map.of("a", "'k'")),
            "\"keys\" holds a token that is in quotes"),
        new Wrong(Map.of("action", "destroy"), "\"action\" is none of"),
        new Wrong(Map.of("tick", "2026-11-24T09:30:00Z"), "\"action\" is none of"),
        new Wrong(Map.of("action", "watch", "tick", "soon"), "\"tick\" is not a time"),
        new Wrong(Map.of("action", "watch", "tick", 5), "\"tick\" is not a time"),
        new Wrong(Map.of("detail-type", "Scheduled Event"), "\"time\" is not a time"),
        new Wrong(Map.of("detail-type", "AWS API Call"), "\"action\" is none of"));
  }

  @ParameterizedTest
  @MethodSource("wrongInputs")
  void anythingElseIsRefusedWithWhatIsAccepted(Wrong wrong) {
    assertThatThrownBy(() -> Action.read(json(wrong.input())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(wrong.message())
        .hasMessageContaining("Send {\"action\":\"watch\"");
  }

  @Test
  void aKeyIsShownShortAndPlain() {
    assertThatThrownBy(
            () -> Action.read(json(Map.of("action", "watch", "x\n".repeat(100), "watch"))))
        .message()
        .contains("\"" + "x?".repeat(20) + "…\"")
        .doesNotContain("\n");
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String input : List.of("[]", "5", "{", "{\"action\":\"watch\"} x", "\"watch\"")) {
      assertThatThrownBy(() -> Action.read(input))
          .as(input)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no JSON object");
    }
  }

  private static String json(Map<String, Object> input) {
    return Json.CAMEL_CASE.write(input);
  }
}
