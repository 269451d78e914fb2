package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The template's rules, evaluated as CloudFormation does before it makes anything. */
class TemplateRulesTest {
  private static final String TOKEN = "/heroku-mattermost/mattermost-token";
  private static final String HOOK = "/heroku-mattermost/webhook-url";
  private static final String KEY = "/heroku-mattermost/heroku-api-key";
  private static final String BEAT = "/heroku-mattermost/heartbeat-url";
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:alarms";

  private static final Map<String, String> BOT =
      Map.of(
          "HerokuApps", "api",
          "MattermostUrl", "https://chat.example.com",
          "MattermostTokenParameter", TOKEN,
          "MattermostChannel", "operations/alerts");
  private static final Map<String, String> WEBHOOK =
      Map.of("HerokuApps", "api", "MattermostWebhookUrlParameter", HOOK);

  private final Template template = new Template();

  record Answers(String what, Map<String, String> given, String refusal) {}

  static Stream<Answers> refused() {
    return Stream.of(
        new Answers(
            "neither apps nor accounts", without(BOT, "HerokuApps"), "Name the apps to watch"),
        new Answers("neither a bot nor a webhook", Map.of(), "Say how to reach Mattermost"),
        new Answers("a bot and a webhook", with(BOT, WEBHOOK), "Choose either a bot or a webhook"),
        new Answers("a bot without a channel", without(BOT, "MattermostChannel"), "team/channel"),
        new Answers(
            "a bot without a token",
            without(BOT, "MattermostTokenParameter"),
            "needs MattermostTokenParameter"),
        new Answers("a bot without a server", without(BOT, "MattermostUrl"), "needs MattermostUrl"),
        new Answers(
            "two topics",
            with(BOT, Map.of("AlarmEmail", "on-call@example.com", "AlarmTopicArn", TOPIC)),
            "Choose one receiver of alarms"),
        new Answers(
            "workers that are throttled",
            with(BOT, Map.of("Workers", "2", "ReservedConcurrency", "1")),
            "Leave ReservedConcurrency"),
        new Answers(
            "webhooks that are throttled",
            with(BOT, Map.of("Webhooks", "yes", "ReservedConcurrency", "1")),
            "Leave ReservedConcurrency"),
        new Answers(
            "the bot's token for the webhooks' secret",
            with(BOT, Map.of("Webhooks", "yes", "WebhookSecretParameter", TOKEN)),
            "WebhookSecretParameter names the parameter of another secret"),
        new Answers(
            "the Heroku key for a bot's token",
            with(BOT, Map.of("MattermostTokenParameter", KEY)),
            "MattermostTokenParameter names the parameter of the Heroku API key"),
        new Answers(
            "the Heroku key for a webhook",
            Map.of("MattermostWebhookUrlParameter", KEY),
            "MattermostWebhookUrlParameter names the parameter of the Heroku API key"),
        new Answers(
            "the Heroku key for a heartbeat",
            with(BOT, Map.of("HeartbeatUrlParameter", KEY)),
            "HeartbeatUrlParameter names the parameter of the Heroku API key"),
        new Answers(
            "the webhook for a heartbeat",
            with(WEBHOOK, Map.of("HeartbeatUrlParameter", HOOK)),
            "HeartbeatUrlParameter names the parameter of the Mattermost webhook"),
        new Answers(
            "the bot's token for a heartbeat",
            with(BOT, Map.of("HeartbeatUrlParameter", TOKEN)),
            "HeartbeatUrlParameter names the parameter of the bot's token"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatCannotWork(Answers answers) {
    assertThat(refusals(answers.given))
        .as(answers.what)
        .isNotEmpty()
        .anySatisfy(refusal -> assertThat(refusal).contains(answers.refusal));
  }

  @Test
  void everyRefusalHasItsExample() {
    var provoked =
        refused().flatMap(answers -> refusals(answers.given).stream()).distinct().toList();

    assertThat(assertions().map(TemplateRulesTest::words))
        .containsExactlyInAnyOrderElementsOf(provoked);
  }

  @Test
  void takesABotOrAWebhookWithOrWithoutTheRest() {
    assertThat(refusals(BOT)).isEmpty();
    assertThat(refusals(WEBHOOK)).isEmpty();
    assertThat(
            refusals(
                with(without(BOT, "HerokuApps"), Map.of("AccountKeysPath", "/heroku/accounts"))))
        .isEmpty();
    assertThat(refusals(with(BOT, Map.of("HeartbeatUrlParameter", BEAT, "AlarmTopicArn", TOPIC))))
        .isEmpty();
    assertThat(refusals(with(WEBHOOK, Map.of("AlarmEmail", "on-call@example.com")))).isEmpty();
    assertThat(refusals(with(BOT, Map.of("Workers", "0", "ReservedConcurrency", "1")))).isEmpty();
    assertThat(refusals(with(BOT, Map.of("SnapStart", "1", "Architecture", "x86_64")))).isEmpty();
  }

  private List<String> refusals(Map<String, String> given) {
    var evaluation = new Evaluation(template, given, Map.of());
    return template.map("Rules").values().stream()
        .filter(rule -> Template.value(rule, "RuleCondition").map(evaluation::holds).orElse(true))
        .flatMap(rule -> ((List<?>) Template.value(rule, "Assertions").orElseThrow()).stream())
        .filter(assertion -> !evaluation.holds(Template.value(assertion, "Assert").orElseThrow()))
        .map(TemplateRulesTest::words)
        .toList();
  }

  private Stream<?> assertions() {
    return template.map("Rules").values().stream()
        .flatMap(rule -> ((List<?>) Template.value(rule, "Assertions").orElseThrow()).stream());
  }

  private static String words(Object assertion) {
    return Template.value(assertion, "AssertDescription").orElseThrow().toString();
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    var all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }

  private static Map<String, String> without(Map<String, String> some, String name) {
    var rest = new TreeMap<>(some);
    rest.remove(name);
    return rest;
  }
}
