package dev.herokumattermost.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppWebhook;
import dev.herokumattermost.webhook.WebhookPlan.None;
import dev.herokumattermost.webhook.WebhookPlan.One;
import dev.herokumattermost.webhook.WebhookPlan.SecretOfIt;
import dev.herokumattermost.webhook.WebhookPlan.Wanted;
import dev.herokumattermost.webhook.WebhookStep.Add;
import dev.herokumattermost.webhook.WebhookStep.Remove;
import dev.herokumattermost.webhook.WebhookStep.Repair;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookPlanTest {
  private static final String DOOR = "https://abc.lambda-url.eu-central-1.on.aws";
  private static final String URL = DOOR + "/hints/default";
  private static final Wanted WANTED = new One(URL, SecretOfIt.LEFT);
  private static final Wanted RENEWED = new One(URL, SecretOfIt.RENEWED);
  private static final Wanted UNWANTED = new None("not watched");
  private static final AppWebhook RIGHT = webhook("m", URL, "notify", "dyno");
  private static final AppWebhook OF_OTHERS =
      webhook("o", "https://example.com/hook?token=x", "sync", "api:release");

  @Test
  void whereThereIsNoneOneIsAdded() {
    assertThat(steps(WANTED)).containsExactly(new Add());
    assertThat(steps(WANTED, OF_OTHERS)).containsExactly(new Add());
  }

  @Test
  void whatIsRightStays() {
    assertThat(steps(WANTED, OF_OTHERS, RIGHT)).isEmpty();
  }

  @Test
  void whatIsWrongIsRepaired() {
    assertThat(steps(WANTED, webhook("m", DOOR + "/hints/other", "sync", "dyno", "api:release")))
        .containsExactly(new Repair("m", List.of("url", "include", "level")));
    assertThat(steps(WANTED, webhook("m", URL, "notify", "api:dyno")))
        .containsExactly(new Repair("m", List.of("include")));
  }

  @Test
  void aSecretThatIsReplacedIsSetWhateverElseIsRight() {
    assertThat(steps(RENEWED, RIGHT)).containsExactly(new Repair("m", List.of("secret anew")));
    assertThat(steps(RENEWED)).containsExactly(new Add());
  }

  @Test
  void ofSeveralTheOneThatIsRightStays() {
    assertThat(steps(WANTED, webhook("a", URL, "sync", "dyno"), RIGHT))
        .containsExactly(new Remove("a", "one too many"));
  }

  @Test
  void ofSeveralThatAreWrongOneIsRepairedBeforeTheOthersGo() {
    var one = webhook("a", URL, "sync", "dyno");
    var other = webhook("b", URL, "sync", "dyno");

    assertThat(steps(WANTED, other, one))
        .containsExactly(new Repair("a", List.of("level")), new Remove("b", "one too many"));
  }

  @Test
  void whereNoneIsWantedAllOfOursGo() {
    assertThat(steps(UNWANTED, RIGHT, OF_OTHERS, webhook("n", DOOR, "sync", "dyno")))
        .containsExactly(new Remove("m", "not watched"), new Remove("n", "not watched"));
    assertThat(steps(UNWANTED, OF_OTHERS)).isEmpty();
  }

  /** What is not ours is not even looked at closely. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://abc.lambda-url.eu-central-1.on.aws.example.com/hints/default",
        "https://abc.lambda-url.eu-central-1.on.aws:8443/hints/default",
        "https://abc.lambda-url.eu-central-1.on.aws@example.com/hints/default",
        "http://abc.lambda-url.eu-central-1.on.aws/hints/default",
        "https://example.com/?to=https://abc.lambda-url.eu-central-1.on.aws/hints/default",
        ""
      })
  void anAddressThatOnlyResemblesOursIsOfOthers(String url) {
    assertThat(steps(UNWANTED, webhook("o", url, "notify", "dyno"))).isEmpty();
  }

  @Test
  void whatOthersHaveInTheirAddressesIsNotShown() {
    assertThat(OF_OTHERS).hasToString("webhook o");
  }

  private static List<WebhookStep> steps(Wanted wanted, AppWebhook... there) {
    return new WebhookPlan(DOOR).steps(wanted, List.of(there));
  }

  private static AppWebhook webhook(String id, String url, String level, String... include) {
    return new AppWebhook(id, url, Set.of(include), level);
  }
}
