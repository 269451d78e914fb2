package dev.herokumattermost.watch;

import java.time.Duration;

/** How one attempt to tell something in Mattermost ended. */
public sealed interface Delivery {

  /**
   * It is in the channel.
   *
   * @param post {@link PostId#UNKNOWN} by a webhook
   */
  record Told(PostId post) implements Delivery {}

  /**
   * It is not, or nobody can tell.
   *
   * @param reason for people: status, error id, request id; never a secret
   * @param retryAfter how long Mattermost asked us to wait; zero if it did not say
   */
  record Refused(Refusal kind, String reason, Duration retryAfter) implements Delivery {}

  /** What to do about a refusal. */
  enum Refusal {
    /** Certainly not stored, worth another try: rate limit, connection refused. */
    TRANSIENT,
    /** May have been stored: timeout, reset, 5xx. Look before posting again. */
    AMBIGUOUS,
    /** The post itself is refused: too long, rejected by a plugin. */
    CONTENT,
    /** Token, right, channel: nothing helps until a person mends it. */
    CONFIGURATION,
    /**
     * Certainly not stored, for this channel cannot be told: it does not exist, is archived, or we
     * may not post there. Only of another than the default one, which is told instead.
     */
    CHANNEL,
    /** The root of the thread is gone or is no root: post as a new root. */
    ROOT,
    /** Priority is not allowed here: post without. */
    PRIORITY
  }
}
