package dev.herokumattermost.doctor;

import dev.herokumattermost.mattermost.BotChannel;
import java.time.Duration;
import java.util.Optional;

/** Compares the clock of another server with ours. */
final class ClockCheck {
  /** Rounding and the time on the network explain no more. */
  private static final Duration NEGLIGIBLE = Duration.ofSeconds(5);

  private ClockCheck() {}

  /**
   * @param whose for people
   * @param ahead by how much that clock is ahead of ours; empty if it is not known
   */
  static Check of(String whose, Optional<Duration> ahead) {
    String name = whose + " clock";
    if (ahead.isEmpty()) {
      return Check.skipped(name, "no answer told the time");
    }
    Duration apart = ahead.get().abs();
    if (apart.compareTo(NEGLIGIBLE) <= 0) {
      return Check.ok(name, "agrees with ours within 5 s");
    }
    String seen =
        "%d s %s ours"
            .formatted(apart.toSeconds(), ahead.get().isPositive() ? "ahead of" : "behind");
    String fix = "set the clocks by NTP: the times of dynos and posts are compared with ours";
    // Beyond it a post is not found again where it should be, and is posted twice.
    return apart.compareTo(BotChannel.CLOCK_TOLERANCE) > 0
        ? Check.failed(name, seen, fix)
        : Check.warning(name, seen, fix);
  }
}
