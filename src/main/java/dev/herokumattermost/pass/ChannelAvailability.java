package dev.herokumattermost.pass;

import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.rules.Route;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which channels this pass can still post to, and how long one call can take. */
final class ChannelAvailability {
  private static final Duration PER_CALL = Duration.ofSeconds(8);
  private static final Duration TOO_LATE = Duration.ofSeconds(2);

  /** After so many refusals that nobody explains, it is not the posts. */
  private static final int MOST_UNEXPLAINED = 3;

  private final Deadline deadline;
  private final Set<Route.Target> unavailable = new HashSet<>();
  private final Map<Route.Target, Integer> unexplained = new HashMap<>();

  /** Whether Mattermost itself fails. */
  private boolean serverFails;

  ChannelAvailability(Deadline deadline) {
    this.deadline = deadline;
  }

  boolean isAvailable(Route.Target target) {
    return !serverFails && !unavailable.contains(target.plainly()) && !isLate();
  }

  boolean isLate() {
    return deadline.left().compareTo(TOO_LATE) < 0;
  }

  /** Nothing more is posted to this channel. */
  void giveUp(Route.Target target) {
    unavailable.add(target.plainly());
  }

  /**
   * What refuses one post can accept another. What refuses a channel refuses all that is for it. A
   * server that fails is not asked for anything more. What refuses without a reason is asked for a
   * few other posts, but not for the same again.
   *
   * @return whether another attempt for the same post is of any use
   */
  boolean isAvailableAfter(Refusal refusal, Route.Target target) {
    switch (refusal) {
      case CONTENT, ROOT, PRIORITY, CHANNEL -> {}
      case CONFIGURATION -> giveUp(target);
      case TRANSIENT, AMBIGUOUS -> serverFails = true;
      case UNEXPLAINED -> {
        if (unexplained.merge(target.plainly(), 1, Integer::sum) >= MOST_UNEXPLAINED) {
          giveUp(target);
        }
        return false;
      }
    }
    return isAvailable(target);
  }

  /** Who refuses an edit can accept a post, so only a server that fails ends the edits. */
  void editRefused(Refusal refusal) {
    switch (refusal) {
      case TRANSIENT, AMBIGUOUS -> serverFails = true;
      case CONTENT, UNEXPLAINED, CONFIGURATION, CHANNEL, ROOT, PRIORITY -> {}
    }
  }

  /** Whether a call now could be answered. */
  boolean isServerAvailable() {
    return !serverFails && !isLate();
  }

  /** For one call. */
  Deadline perCall() {
    return deadline.atMost(PER_CALL);
  }
}
