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
   * @param by who refused it
   * @param reason for people: status, error id, request id; never a secret
   * @param retryAfter how long Mattermost asked us to wait; zero if it did not say
   */
  record Refused(Refusal kind, Refuser by, String reason, Duration retryAfter)
      implements DeliveryResult {
    /** By an answer of Mattermost. */
    public Refused(Refusal kind, String reason) {
      this(kind, reason, Duration.ZERO);
    }

    /** By an answer of Mattermost. */
    public Refused(Refusal kind, String reason, Duration retryAfter) {
      this(kind, Refuser.MATTERMOST, reason, retryAfter);
    }
  }

  /** Who kept something from being delivered. */
  enum Refuser {
    /** Mattermost answered, and did not take it. */
    MATTERMOST,
    /** Something between us and Mattermost answered: a proxy, a firewall, a login page. */
    PROXY,
    /** Nobody answered. */
    NOBODY,
    /** We did not try: it may have been in the channel, and could not be looked for. */
    US
  }

  /** What to do about a refusal. */
  enum Refusal {
    /** Certainly not stored, worth another attempt: rate limit, connection refused. */
    TRANSIENT,
    /** Perhaps stored: timeout, reset, 5xx. Look in the channel before the next attempt. */
    AMBIGUOUS,
    /** The post itself is refused: too long, rejected by a plugin. */
    CONTENT,
    /**
     * Certainly not stored, and the answer does not say why: it may pass, a person may have to fix
     * something, or the content is at fault.
     */
    UNEXPLAINED,
    /** Token, permission, channel: nothing helps until a person fixes it. */
    CONFIGURATION,
    /**
     * Certainly not stored, because this channel cannot be posted to: it does not exist, is
     * archived, or we have no permission. Only for another channel than the default one, which is
     * used instead.
     */
    CHANNEL,
    /** The root of the thread is certainly deleted, or is no root: post as a new root. */
    ROOT,
    /** Priority is not allowed here: post without it. */
    PRIORITY
  }
}
