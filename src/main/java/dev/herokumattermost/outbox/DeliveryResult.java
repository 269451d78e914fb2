package dev.herokumattermost.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt to deliver something to Mattermost ended. */
public sealed interface DeliveryResult {

  /**
   * The post is in the channel.
   *
   * @param post its id; null by a webhook, which never learns it
   */
  record Delivered(@Nullable PostId post) implements DeliveryResult {}

  /**
   * The post is not in the channel, or nobody can tell.
   *
   * @param reason for people: status, error id, request id; never a secret
   * @param retryAfter how long Mattermost asked us to wait; zero if it did not say
   */
  record Refused(Refusal kind, String reason, Duration retryAfter) implements DeliveryResult {
    public Refused(Refusal kind, String reason) {
      this(kind, reason, Duration.ZERO);
    }
  }

  /** What to do about a refusal. */
  enum Refusal {
    /** Certainly not stored, worth another attempt: rate limit, connection refused. */
    TRANSIENT,
    /** Perhaps stored: timeout, reset, 5xx. Look in the channel before the next attempt. */
    AMBIGUOUS,
    /** The post itself is refused: too long, rejected by a plugin. */
    CONTENT,
    /** Token, permission, channel: nothing helps until a person fixes it. */
    CONFIGURATION,
    /**
     * Certainly not stored, because this channel cannot be posted to: it does not exist, is
     * archived, or we have no permission. Only for another channel than the default one, which is
     * used instead.
     */
    CHANNEL,
    /** The root of the thread is gone or is no root: post as a new root. */
    ROOT,
    /** Priority is not allowed here: post without it. */
    PRIORITY
  }
}
