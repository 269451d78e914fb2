package dev.herokumattermost.pass;

import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Destination;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What may still be told in this pass, and how long that may take. */
final class Gate {
  private static final Duration PER_POST = Duration.ofSeconds(8);
  private static final Duration TOO_LATE = Duration.ofSeconds(2);

  private final Deadline deadline;
  private final Set<String> shut = new HashSet<>();

  /** Whether Mattermost itself is in trouble. */
  private boolean down;

  Gate(Deadline deadline) {
    this.deadline = deadline;
  }

  boolean isShut(Destination destination) {
    return down || shut.contains(destination.channel()) || isLate();
  }

  boolean isLate() {
    return deadline.left().compareTo(TOO_LATE) < 0;
  }

  /** Nothing more is told in this channel. */
  void shut(Destination destination) {
    shut.add(destination.channel());
  }

  /**
   * What refuses one post may accept another; what refuses a channel refuses all that is for it;
   * and of a server in trouble nothing more is asked.
   *
   * @return whether there is any use in another try
   */
  boolean isOpenAfter(Refusal refusal, Destination destination) {
    switch (refusal) {
      case CONTENT, ROOT, PRIORITY, CHANNEL -> {}
      case CONFIGURATION -> shut(destination);
      case TRANSIENT, AMBIGUOUS -> down = true;
    }
    return !isShut(destination);
  }

  /** For one call. */
  Duration limit() {
    Duration left = deadline.left();
    return left.compareTo(PER_POST) < 0 ? left : PER_POST;
  }
}
