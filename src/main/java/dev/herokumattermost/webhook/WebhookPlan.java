package dev.herokumattermost.webhook;

import dev.herokumattermost.dyno.AppWebhook;
import dev.herokumattermost.webhook.WebhookStep.Add;
import dev.herokumattermost.webhook.WebhookStep.Remove;
import dev.herokumattermost.webhook.WebhookStep.Repair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What has to be done so that an app has the webhooks of ours that it should have. Ours are those
 * that go to our address, whoever added them; others are never touched.
 *
 * @param door the address of the function that takes webhooks, without a path
 */
public record WebhookPlan(String door) {
  /** The lifecycle of dynos; {@code api:dyno} would tell of their creation alone. */
  public static final String INCLUDE = "dyno";

  /** One attempt. With {@code sync} a webhook that is not taken keeps the later ones waiting. */
  public static final String LEVEL = "notify";

  /** What an app should have. */
  public sealed interface Wanted {}

  /**
   * One webhook.
   *
   * @param url where it goes
   * @param secret what becomes of the secret, which cannot be compared
   */
  public record One(String url, SecretOfIt secret) implements Wanted {}

  /**
   * None of ours.
   *
   * @param why for people
   */
  public record None(String why) implements Wanted {}

  /** What becomes of the secret of a webhook that is as it should be. */
  public enum SecretOfIt {
    LEFT,
    RENEWED
  }

  /**
   * The steps, in the order in which they are safe: what hints is there before anything goes.
   *
   * @param there every webhook that the app has
   */
  public List<WebhookStep> steps(Wanted wanted, List<AppWebhook> there) {
    List<AppWebhook> ours = there.stream().filter(this::isOurs).toList();
    return switch (wanted) {
      case None(String why) ->
          ours.stream().<WebhookStep>map(webhook -> new Remove(webhook.id(), why)).toList();
      case One one when ours.isEmpty() -> List.of(new Add());
      case One one -> keepBest(one, ours);
    };
  }

  private boolean isOurs(AppWebhook webhook) {
    String url = webhook.url();
    return url.regionMatches(true, 0, door, 0, door.length())
        && (url.length() == door.length() || url.charAt(door.length()) == '/');
  }

  private static List<WebhookStep> keepBest(One one, List<AppWebhook> ours) {
    AppWebhook best =
        ours.stream()
            .min(
                Comparator.<AppWebhook>comparingInt(webhook -> wrong(one, webhook).size())
                    .thenComparing(AppWebhook::id))
            .orElseThrow();
    var steps = new ArrayList<WebhookStep>();
    List<String> wrong = wrong(one, best);
    if (!wrong.isEmpty()) {
      steps.add(new Repair(best.id(), wrong));
    } else if (one.secret() == SecretOfIt.RENEWED) {
      steps.add(new Repair(best.id(), List.of("secret anew")));
    }
    ours.stream()
        .filter(webhook -> !webhook.id().equals(best.id()))
        .forEach(webhook -> steps.add(new Remove(webhook.id(), "one too many")));
    return steps;
  }

  private static List<String> wrong(One one, AppWebhook webhook) {
    var wrong = new ArrayList<String>();
    if (!webhook.url().equals(one.url())) {
      wrong.add("url");
    }
    if (!webhook.include().equals(Set.of(INCLUDE))) {
      wrong.add("include");
    }
    if (!webhook.level().equals(LEVEL)) {
      wrong.add("level");
    }
    return wrong;
  }
}
