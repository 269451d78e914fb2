package dev.herokumattermost.mattermost;

import static dev.herokumattermost.outbox.DeliveryResult.Refusal.AMBIGUOUS;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CHANNEL;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CONFIGURATION;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.CONTENT;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.PRIORITY;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.ROOT;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.TRANSIENT;
import static dev.herokumattermost.outbox.DeliveryResult.Refusal.UNEXPLAINED;

import dev.herokumattermost.http.Exchange.NoAnswer;
import dev.herokumattermost.http.Exchange.Why;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import dev.herokumattermost.rules.Route;
import java.time.Duration;

/**
 * What each of Mattermost's errors means for a post, after the source of its server (9.11 to 11)
 * and after what 11.6 answers.
 *
 * <p>An answer without one of Mattermost's error ids comes from a proxy. It says nothing about the
 * post, its channel or the token, so it may pass.
 */
final class ErrorMeanings {
  /** The meaning of a 404 for a path that every server has. */
  static final String NO_SERVER = "this is no Mattermost server";

  private static final String TOKEN =
      "the bot's token is not valid, or the bot is disabled or deleted";

  private static final String TOO_MANY = "too many calls in a short time";

  /** Mattermost's own clients repeat a pending request after about this time. */
  private static final Duration PENDING_WAIT = Duration.ofSeconds(2);

  private ErrorMeanings() {}

  /** The error of a request by which a bot posts. */
  static Refused ofBotPost(ServerError error, Route.Target target) {
    if (error.isOfProxy()) {
      return ofProxy(error, AMBIGUOUS);
    }
    return switch (error.status()) {
      case 400 -> malformed(error, target);
      case 401 -> error.refused(CONFIGURATION, TOKEN);
      case 403 ->
          isPriority(error)
              ? error.refused(PRIORITY)
              : error.refused(
                  ofUnreachable(target), "the bot cannot post here: add it to the channel");
      case 404 -> error.refused(CONFIGURATION, NO_SERVER);
      case 413 -> error.refused(CONTENT);
      case 501 ->
          error.id().equals("license_error.feature_unavailable")
              ? error.refused(PRIORITY)
              : error.refused(AMBIGUOUS);
      default -> unexpected(error);
    };
  }

  /**
   * The error of an edit of a post that is there. A bot outside the channel, a bot without the
   * permission to post and a database that is gone get the same 403.
   */
  static Refused ofBotEdit(ServerError error, Route.Target target) {
    if (error.isOfProxy()) {
      return ofProxy(error, AMBIGUOUS);
    }
    return switch (error.status()) {
      case 400 ->
          error.id().equals("api.post.update_post.permissions_time_limit.app_error")
              ? error.refused(CONTENT, "the server limits how long posts can be edited")
              : malformed(error, target);
      case 403, 404 ->
          error.refused(
              UNEXPLAINED,
              "the bot may not edit its post now: it has left the channel, has lost the permission"
                  + " to post, or the server's database is in trouble");
      default -> ofBotPost(error, target);
    };
  }

  /** The error of looking at a post. Only one answer says that the post is deleted. */
  static Refused ofPostQuestion(ServerError error) {
    boolean deleted =
        !error.isOfProxy() && error.status() == 404 && error.id().equals("app.post.get.app_error");
    return deleted
        ? error.refused(ROOT, "the post is deleted")
        : ofBotQuestion(error, Absence.of("the bot cannot see its post", UNEXPLAINED));
  }

  /**
   * What it means that something is not there.
   *
   * @param missing for people, if nothing of its name exists
   * @param forbidden for people, if the bot must not see it
   * @param refusal for the delivery
   */
  record Absence(String missing, String forbidden, Refusal refusal) {
    static Absence of(String missing, Refusal refusal) {
      return new Absence(missing, "the bot has no permission to look this up", refusal);
    }

    /** Something that a person has to mend. */
    static Absence of(String missing) {
      return of(missing, CONFIGURATION);
    }
  }

  /** The error of a request that changes nothing, so nothing was posted whatever happened. */
  static Refused ofBotQuestion(ServerError error, Absence absence) {
    if (error.isOfProxy()) {
      return ofProxy(error, TRANSIENT);
    }
    return switch (error.status()) {
      case 400 ->
          absence.refusal() == CHANNEL
              ? error.refused(CHANNEL, absence.missing())
              : error.refused(UNEXPLAINED);
      case 401 -> error.refused(CONFIGURATION, TOKEN);
      case 403 -> error.refused(absence.refusal(), absence.forbidden());
      case 404 -> error.refused(absence.refusal(), absence.missing());
      case 408 -> error.refused(TRANSIENT);
      case 429 -> error.refused(TRANSIENT, TOO_MANY);
      default ->
          error.status() >= 500
              ? error.refused(TRANSIENT, "the server is in trouble")
              : error.refused(UNEXPLAINED);
    };
  }

  /**
   * The error of an incoming webhook. From 11.6 on all have one id, and only the status differs. A
   * 400 then is a webhook that was deleted, by itself or with its channel, a database in trouble,
   * or a text that is refused. No request tells them apart without a post: an empty one is refused
   * in the same way. So the alert itself has to, without its box.
   */
  static Refused ofWebhook(ServerError error, Route.Target target) {
    if (error.isOfProxy()) {
      return ofProxy(error, AMBIGUOUS);
    }
    if (isPriority(error)) {
      return error.refused(PRIORITY);
    }
    Refusal gone = ofUnreachable(target);
    return switch (error.status()) {
      case 400 -> malformedHook(error, gone);
      case 401 -> error.refused(CONFIGURATION, "the webhook asks for a login");
      case 403 -> error.refused(gone, noPermission(target));
      case 404 -> error.refused(gone, "the webhook or its channel does not exist");
      case 413 -> error.refused(CONTENT);
      case 501 -> error.refused(CONFIGURATION, "incoming webhooks are switched off");
      default -> unexpected(error);
    };
  }

  private static Refused malformedHook(ServerError error, Refusal gone) {
    return switch (error.id()) {
      case "web.incoming_webhook.general.app_error" ->
          error.refused(
              UNEXPLAINED,
              "Mattermost does not say why: the webhook was deleted, by itself or with its channel,"
                  + " or the server's database is in trouble");
      case "web.incoming_webhook.invalid.app_error" ->
          error.refused(CONFIGURATION, "Mattermost does not know this webhook");
      case String _ when isArchived(error) -> error.refused(gone, "the channel is archived");
      case String _ -> error.refused(CONTENT);
    };
  }

  /** Only after a request that was never sent is the post certainly not in the channel. */
  static Refused ofNoAnswer(NoAnswer none) {
    return ofNoAnswer(none, none.why() == Why.NOT_SENT ? TRANSIENT : AMBIGUOUS);
  }

  static Refused ofNoAnswer(NoAnswer none, Refusal kind) {
    return new Refused(kind, Refuser.NOBODY, none.detail(), Duration.ZERO);
  }

  /** The refusal for a channel that cannot be posted to. Only another channel has a default. */
  static Refusal ofUnreachable(Route.Target target) {
    return target.isDefault() ? CONFIGURATION : CHANNEL;
  }

  /**
   * The answer of something in between.
   *
   * @param ifFailed what a 5xx means: it may have come after the server's work was done
   */
  static Refused ofProxy(ServerError error, Refusal ifFailed) {
    return switch (error.status()) {
      case 413 -> error.refused(CONTENT, "a proxy takes no post of this size");
      case 408 -> error.refused(ifFailed);
      default ->
          error.status() >= 500
              ? error.refused(ifFailed)
              : error.refused(UNEXPLAINED, "this is no answer of Mattermost");
    };
  }

  private static String noPermission(Route.Target target) {
    return target.isDefault()
        ? "the webhook has no permission to post to its channel"
        : "the webhook cannot post to "
            + target.describe()
            + ": it is locked to its own channel, or private";
  }

  private static Refused malformed(ServerError error, Route.Target target) {
    if (error.id().contains("root_id")) {
      return error.refused(ROOT);
    }
    if (isPriority(error)) {
      return error.refused(PRIORITY);
    }
    return isArchived(error)
        ? error.refused(ofUnreachable(target), "the channel is archived")
        : error.refused(CONTENT);
  }

  private static boolean isArchived(ServerError error) {
    return error.id().endsWith(".can_not_post_to_deleted.error")
        || error.id().endsWith(".can_not_update_post_in_deleted.error");
  }

  private static boolean isPriority(ServerError error) {
    return error.id().startsWith("api.post.post_priority.");
  }

  private static Refused unexpected(ServerError error) {
    if (error.id().endsWith("deduplicate_create_post.pending")) {
      return error.refused(AMBIGUOUS, "the first attempt is in flight", PENDING_WAIT);
    }
    return switch (error.status()) {
      case 429 -> error.refused(TRANSIENT, TOO_MANY);
      case 408 -> error.refused(AMBIGUOUS);
      default -> error.refused(error.status() >= 500 ? AMBIGUOUS : UNEXPLAINED);
    };
  }
}
