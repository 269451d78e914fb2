package dev.herokumattermost.mattermost;

import static dev.herokumattermost.outbox.DeliveryResult.Refusal.AMBIGUOUS;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CHANNEL;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CONFIGURATION;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CONTENT;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.PRIORITY;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.ROOT;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.TRANSIENT;

import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.rules.Route;
import java.time.Duration;

/**
 * What each of Mattermost's errors means for a post, after the source of its server (9.11 to 11).
 *
 * <p>An error without one of Mattermost's error ids comes from a proxy.
 */
final class ErrorMeanings {
  private static final String NOT_A_SERVER =
      "this is no answer of a Mattermost server: check its address";

  /** The meaning of a 404 for a path that every server has. */
  static final String NO_SERVER = "this is no Mattermost server";

  /** Mattermost's own clients repeat a pending request after about this time. */
  private static final Duration PENDING_WAIT = Duration.ofSeconds(2);

  private ErrorMeanings() {}

  /** The error of a request by which a bot posts. */
  static Refused ofBotPost(ServerError error, Route.Target target) {
    return switch (error.status()) {
      case 400 -> malformed(error, target);
      case 401 -> error.refused(CONFIGURATION, "the bot's token is not valid");
      case 403 ->
          isPriority(error)
              ? error.refused(PRIORITY)
              : error.refused(
                  ifFromMattermost(error, ofUnreachable(target)),
                  "the bot cannot post here: add it to the channel");
      case 413 -> error.refused(CONTENT);
      case 429 -> error.refused(TRANSIENT);
      case 501 ->
          error.id().equals("license_error.feature_unavailable")
              ? error.refused(PRIORITY)
              : error.refused(AMBIGUOUS);
      default -> unexpected(error);
    };
  }

  /**
   * The error of an edit. A post that is gone looks like one that the bot has no permission for.
   */
  static Refused ofBotEdit(ServerError error, Route.Target target) {
    return switch (error.status()) {
      case 403, 404 -> error.refused(ROOT, "the post is gone, or not the bot's to edit");
      default -> ofBotPost(error, target);
    };
  }

  /**
   * The error of a request that changes nothing, so nothing was posted whatever happened.
   *
   * @param missing what it means that nothing of this name exists, for people
   * @param ifMissing what it means for the delivery
   */
  static Refused ofBotQuestion(ServerError error, String missing, Refusal ifMissing) {
    Refusal gone = ifFromMattermost(error, ifMissing);
    return switch (error.status()) {
      case 400 -> gone == CHANNEL ? error.refused(CHANNEL, missing) : notAServer(error);
      case 401 -> error.refused(CONFIGURATION, "the bot's token is not valid");
      case 403 -> error.refused(gone, "the bot has no permission to look this up");
      case 404 -> error.refused(gone, missing);
      case 408, 429 -> error.refused(TRANSIENT);
      default ->
          error.status() >= 500 || error.status() < 300
              ? error.refused(TRANSIENT)
              : notAServer(error);
    };
  }

  /** The error of an incoming webhook. */
  static Refused ofWebhook(ServerError error, Route.Target target) {
    if (isPriority(error)) {
      return error.refused(PRIORITY);
    }
    Refusal gone = ifFromMattermost(error, ofUnreachable(target));
    if (gone == CHANNEL && isArchived(error)) {
      return error.refused(CHANNEL, "the channel is archived");
    }
    return switch (error.status()) {
      case 400 ->
          error.id().isEmpty() || error.id().equals("web.incoming_webhook.invalid.app_error")
              ? error.refused(CONFIGURATION, "Mattermost does not know this webhook")
              : error.refused(CONTENT);
      case 401 -> error.refused(CONFIGURATION, "the webhook asks for a login");
      case 403 -> error.refused(gone, noPermission(target));
      case 404 -> error.refused(gone, "the webhook or its channel does not exist");
      case 413 -> error.refused(CONTENT);
      case 429 -> error.refused(TRANSIENT);
      case 501 -> error.refused(CONFIGURATION, "incoming webhooks are switched off");
      default -> unexpected(error);
    };
  }

  /** Only after a request that was never sent is the post certainly not in the channel. */
  static Refused ofNoAnswer(NoAnswer none) {
    return new Refused(none.why() == Why.NOT_SENT ? TRANSIENT : AMBIGUOUS, none.detail());
  }

  /** The refusal for a channel that cannot be posted to. Only another channel has a default. */
  static Refusal ofUnreachable(Route.Target target) {
    return target.isDefault() ? CONFIGURATION : CHANNEL;
  }

  private static String noPermission(Route.Target target) {
    return target.isDefault()
        ? "the webhook has no permission to post to its channel"
        : "the webhook cannot post to "
            + target.describe()
            + ": it is locked to its own channel, or private";
  }

  private static Refused malformed(ServerError error, Route.Target target) {
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
      return error.refused(ofUnreachable(target), "the channel is archived");
    }
    if (id.equals("api.post.update_post.permissions_time_limit.app_error")) {
      return error.refused(CONFIGURATION, "the server limits how long posts can be edited");
    }
    return error.refused(CONTENT);
  }

  /** A proxy's refusal says nothing about a channel. */
  private static Refusal ifFromMattermost(ServerError error, Refusal meaning) {
    return error.id().isEmpty() ? CONFIGURATION : meaning;
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
      return new Refused(AMBIGUOUS, error.reason("the first attempt is in flight"), PENDING_WAIT);
    }
    return error.status() >= 500 || error.status() == 408
        ? error.refused(AMBIGUOUS)
        : notAServer(error);
  }
}
