package dev.herokumattermost.mattermost;

import static dev.herokumattermost.outbox.DeliveryResult.Refusal.AMBIGUOUS;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CONFIGURATION;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CONTENT;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.TRANSIENT;

import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.OutgoingPost;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * The channels of an incoming webhook. It is quick to set up, but it cannot make threads, edit,
 * look up posts or learn their ids.
 *
 * <p>It can post to other channels of its team, named by their handle alone, unless it is locked to
 * its own channel.
 *
 * <p>Its address is its only secret, and the server repeats it in its errors. Mattermost answers a
 * success with the text {@code ok} in place of JSON; whatever else has the status 200, such as a
 * login page, is none.
 */
public final class WebhookChannel implements Channel {
  /** In code points. The server cuts a longer text into several posts, even inside a code block. */
  private static final int LONGEST_TEXT = 16_383;

  private final Http http;
  private final Secret secret;
  private final URI address;
  private final Payloads payloads = new Payloads(SlackMarkup::inMessage, SlackMarkup::inBox);

  /**
   * Makes the channels of a webhook.
   *
   * @throws IllegalArgumentException if the secret is no http(s) address; its message is without it
   */
  public WebhookChannel(Http http, Secret secret) {
    http.hide(secret);
    this.http = http;
    this.secret = secret;
    this.address = address(secret);
  }

  @Override
  public DeliveryResult post(OutgoingPost outgoing, Deadline deadline) throws InterruptedException {
    String text = outgoing.post().text();
    if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      return new Refused(CONTENT, "longer than the " + LONGEST_TEXT + " characters of one post");
    }
    var request =
        Request.of("POST", address, deadline.left())
            .json(Json.SNAKE_CASE.write(payloads.hook(outgoing)));
    return switch (http.send(request)) {
      case Answer answer when isOk(answer) -> new Delivered(null);
      case Answer answer when answer.successful() -> otherKind(answer);
      case Answer answer ->
          ErrorMeanings.ofWebhook(ServerError.of(answer, secret), outgoing.target());
      case NoAnswer none -> ErrorMeanings.ofNoAnswer(none);
    };
  }

  private static boolean isOk(Answer answer) {
    return answer.successful() && answer.body().strip().equalsIgnoreCase("ok");
  }

  /** Who shows a web page has stored nothing; of any other answer nobody can tell. */
  private Refused otherKind(Answer answer) {
    return ServerError.of(answer, secret)
        .refused(
            ServerError.isWebPage(answer) ? TRANSIENT : AMBIGUOUS,
            "Mattermost would have answered \"ok\"");
  }

  @Override
  public DeliveryResult edit(PostId id, OutgoingPost revised, Deadline deadline) {
    return new Refused(CONFIGURATION, "a webhook cannot edit a post: that takes a bot's token");
  }

  @Override
  public Lookup<Optional<ChannelPost>> find(Notification notification, Deadline deadline) {
    return new Unknown<>(true, "a webhook cannot look into its channel");
  }

  @Override
  public Lookup<List<Reaction>> reactions(PostId id, Deadline deadline) {
    return new Unknown<>(true, "a webhook cannot see reactions");
  }

  @Override
  public Lookup<String> nameOf(String user, Deadline deadline) {
    return new Unknown<>(true, "a webhook cannot look up people");
  }

  @Override
  public boolean learnsPostIds() {
    return false;
  }

  /** Never the address. */
  @Override
  public String toString() {
    return "an incoming webhook";
  }

  private static URI address(Secret secret) {
    try {
      URI address = new URI(secret.reveal());
      if (!BotApi.isWeb(address)) {
        throw new IllegalArgumentException("the webhook is no https:// address");
      }
      return address;
    } catch (URISyntaxException saysTheAddress) {
      throw new IllegalArgumentException("the webhook is no https:// address");
    }
  }
}
