package dev.herokumattermost.mattermost;

import static dev.herokumattermost.watch.Delivery.Refusal.CONFIGURATION;
import static dev.herokumattermost.watch.Delivery.Refusal.CONTENT;

import dev.herokumattermost.http.Exchange;
import dev.herokumattermost.http.Exchange.Answer;
import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Request;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Delivery.Told;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Lookup.Unknown;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import dev.herokumattermost.watch.Reaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incoming webhook: quick to set up, but it cannot thread, edit, look up or learn a post's id.
 *
 * <p>It can post to another channel of its team, named by that channel's handle alone, unless it is
 * locked to its own.
 *
 * <p>Its address is its only secret, and the server repeats it in its errors. Mattermost answers a
 * success with the two letters {@code ok}, which is nothing to parse: any 2xx is a success.
 */
public final class Webhook implements Mattermost {
  /** In code points. The server would cut what is longer into several posts, mid-fence. */
  private static final int LONGEST_TEXT = 16_383;

  private final Http http;
  private final Secret url;
  private final URI address;
  private final Payload payload = new Payload(SlackMarkup::defused);

  /**
   * @throws IllegalArgumentException if the secret is no http(s) address; does not say what it is
   */
  public Webhook(Http http, Secret url) {
    this.http = http;
    this.url = url;
    this.address = address(url);
  }

  @Override
  public Delivery post(Outgoing outgoing, Duration within) throws InterruptedException {
    String text = outgoing.post().text();
    if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      return new Refused(
          CONTENT, "longer than the " + LONGEST_TEXT + " characters of one post", Duration.ZERO);
    }
    Exchange exchange = http.send(Request.of("POST", address, within).json(payload.hook(outgoing)));
    return switch (exchange) {
      case Answer answer when answer.successful() -> new Told(PostId.UNKNOWN);
      case Answer answer -> Refusals.ofWebhook(ServerError.of(answer, url), outgoing.place());
      case NoAnswer none -> Refusals.unanswered(none);
    };
  }

  @Override
  public Delivery edit(PostId id, Outgoing revised, Duration within) {
    return new Refused(
        CONFIGURATION, "a webhook cannot edit a post: that takes a bot's token", Duration.ZERO);
  }

  @Override
  public Lookup<Optional<Posted>> find(
      NoticeId notice, Place place, Instant since, Duration within) {
    return new Unknown<>(true, "a webhook cannot look into its channel");
  }

  @Override
  public Lookup<List<Reaction>> reactions(PostId id, Duration within) {
    return new Unknown<>(true, "a webhook cannot see reactions");
  }

  @Override
  public Lookup<String> nameOf(String user, Duration within) {
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

  private static URI address(Secret url) {
    try {
      URI address = new URI(url.reveal());
      if (!BotApi.isWeb(address)) {
        throw new IllegalArgumentException("the webhook is no https:// address");
      }
      return address;
    } catch (URISyntaxException saysTheAddress) {
      throw new IllegalArgumentException("the webhook is no https:// address");
    }
  }
}
