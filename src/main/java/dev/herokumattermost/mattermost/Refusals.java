package dev.herokumattermost.mattermost;

import static dev.herokumattermost.watch.Delivery.Refusal.AMBIGUOUS;
import static dev.herokumattermost.watch.Delivery.Refusal.CHANNEL;
import static dev.herokumattermost.watch.Delivery.Refusal.CONFIGURATION;
import static dev.herokumattermost.watch.Delivery.Refusal.CONTENT;
import static dev.herokumattermost.watch.Delivery.Refusal.PRIORITY;
import static dev.herokumattermost.watch.Delivery.Refusal.ROOT;
import static dev.herokumattermost.watch.Delivery.Refusal.TRANSIENT;

import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import java.time.Duration;

/**
 * What each of Mattermost's errors means for a post, as its server's source (9.11 to 11) has them.
 *
 * <p>A status without one of Mattermost's error ids came from a proxy.
 */
final class Refusals {
  private static final String NOT_A_SERVER =
      "this is no answer of a Mattermost server: check its address";

  private Refusals() {}

  /** To a bot that posts. */
  static Refused ofBotPost(ServerError error, Place place) {
    return switch (error.status()) {
      case 400 -> malformed(error, place);
      case 401 -> error.refused(CONFIGURATION, "the bot's token is not valid");
      case 403 ->
          isPriority(error)
              ? error.refused(PRIORITY)
              : error.refused(
                  untellable(error, place.untellable()),
                  "the bot may not post here: add it to the channel");
      case 413 -> error.refused(CONTENT);
      case 429 -> error.refused(TRANSIENT);
      case 501 ->
          error.id().equals("license_error.feature_unavailable")
              ? error.refused(PRIORITY)
              : error.refused(AMBIGUOUS);
      default -> unexpected(error);
    };
  }

  /** To a bot that edits: a post that is gone looks like one it has no right to. */
  static Refused ofBotEdit(ServerError error, Place place) {
    return switch (error.status()) {
      case 403, 404 -> error.refused(ROOT, "the post is gone, or not the bot's to edit");
      default -> ofBotPost(error, place);
    };
  }

  /**
   * To a bot that asks before it posts: whatever happened, nothing was posted.
   *
   * @param missing what it means that there is nothing of this name, in words and as a refusal
   */
  static Refused ofBotQuestion(ServerError error, String missing, Refusal ifMissing) {
    Refusal gone = untellable(error, ifMissing);
    return switch (error.status()) {
      case 400 -> gone == CHANNEL ? error.refused(CHANNEL, missing) : notAServer(error);
      case 401 -> error.refused(CONFIGURATION, "the bot's token is not valid");
      case 403 -> error.refused(gone, "the bot has no right to look this up");
      case 404 -> error.refused(gone, missing);
      case 408, 429 -> error.refused(TRANSIENT);
      default ->
          error.status() >= 500 || error.status() < 300
              ? error.refused(TRANSIENT)
              : notAServer(error);
    };
  }

  /** To an incoming webhook. */
  static Refused ofWebhook(ServerError error, Place place) {
    if (isPriority(error)) {
      return error.refused(PRIORITY);
    }
    Refusal gone = untellable(error, place.untellable());
    if (gone == CHANNEL && isArchived(error)) {
      return error.refused(CHANNEL, "the channel is archived");
    }
    return switch (error.status()) {
      case 400 ->
          error.id().isEmpty() || error.id().equals("web.incoming_webhook.invalid.app_error")
              ? error.refused(CONFIGURATION, "Mattermost does not know this webhook")
              : error.refused(CONTENT);
      case 401 -> error.refused(CONFIGURATION, "the webhook asks for a login");
      case 403 -> error.refused(gone, mayNot(place));
      case 404 -> error.refused(gone, "the webhook or its channel does not exist");
      case 413 -> error.refused(CONTENT);
      case 429 -> error.refused(TRANSIENT);
      case 501 -> error.refused(CONFIGURATION, "incoming webhooks are switched off");
      default -> unexpected(error);
    };
  }

  /** Only a request that was never sent is certainly not in the channel. */
  static Refused unanswered(NoAnswer none) {
    return new Refused(
        none.why() == Why.NOT_SENT ? TRANSIENT : AMBIGUOUS, none.detail(), Duration.ZERO);
  }

  private static String mayNot(Place place) {
    return switch (place) {
      case Place.Usual _ -> "the webhook may not post to its channel";
      case Place.Other(var name) ->
          "the webhook may not post to " + name + ": it is locked to its own channel, or private";
    };
  }

  private static Refused malformed(ServerError error, Place place) {
    String id = error.id();
    if (id.isEmpty()) {
      return notAServer(error);
    }
    if (id.contains("root_id")) {
      return error.refused(ROOT);
    }
    if (isPriority(error)) {
      return error.refused(PRIORITY);
    }
    if (isArchived(error)) {
      return error.refused(place.untellable(), "the channel is archived");
    }
    if (id.equals("api.post.update_post.permissions_time_limit.app_error")) {
      return error.refused(CONFIGURATION, "the server limits how long posts can be edited");
    }
    return error.refused(CONTENT);
  }

  /** A proxy knows nothing of channels, so its refusal says nothing about one. */
  private static Refusal untellable(ServerError error, Refusal ifMattermostSaysSo) {
    return error.id().isEmpty() ? CONFIGURATION : ifMattermostSaysSo;
  }

  private static Refused notAServer(ServerError error) {
    return error.refused(CONFIGURATION, NOT_A_SERVER);
  }

  private static boolean isArchived(ServerError error) {
    return error.id().equals("api.post.create_post.can_not_post_to_deleted.error");
  }

  private static boolean isPriority(ServerError error) {
    return error.id().startsWith("api.post.post_priority.");
  }

  private static Refused unexpected(ServerError error) {
    boolean pending = error.id().endsWith("deduplicate_create_post.pending");
    if (pending) {
      return new Refused(AMBIGUOUS, error.reason("the first try is in flight"), PENDING_WAIT);
    }
    return error.status() >= 500 || error.status() == 408
        ? error.refused(AMBIGUOUS)
        : notAServer(error);
  }

  /** Mattermost's own clients ask again after about this long. */
  private static final Duration PENDING_WAIT = Duration.ofSeconds(2);
}
