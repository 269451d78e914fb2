package dev.herokumattermost.mattermost;

import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import dev.herokumattermost.rules.Route;
import java.time.Duration;

/** What the clients make of a server's answers, for a simulation that answers without HTTP. */
public final class ClientTable {
  private ClientTable() {}

  /**
   * A post by a bot.
   *
   * @param look the answer to a look at the root, which is asked for if the root is refused
   */
  public static Refused post(Answer answer, Answer look, Route.Target target) {
    return afterLook(ErrorMeanings.ofBotPost(answer.error(), target), look);
  }

  /** An edit by a bot. */
  public static Refused edit(Answer answer, Route.Target target) {
    return ErrorMeanings.ofBotEdit(answer.error(), target);
  }

  /** A post by a webhook. */
  public static Refused hook(Answer answer, Route.Target target) {
    return ErrorMeanings.ofWebhook(answer.error(), target);
  }

  private static Refused afterLook(Refused refused, Answer look) {
    boolean gone = ErrorMeanings.ofPostQuestion(look.error()).kind() == Refusal.ROOT;
    return refused.kind() != Refusal.ROOT || gone
        ? refused
        : new Refused(Refusal.UNEXPLAINED, refused.reason());
  }

  /**
   * An answer of a server or a proxy.
   *
   * @param id empty for a proxy's page
   */
  public record Answer(int status, String id) {
    ServerError error() {
      Refuser by = id.isEmpty() ? Refuser.PROXY : Refuser.MATTERMOST;
      return new ServerError(status, by, "a web page (text/html)", id, "", Duration.ZERO);
    }
  }
}
