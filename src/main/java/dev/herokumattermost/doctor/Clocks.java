package dev.herokumattermost.doctor;

import java.time.Duration;
import java.util.Optional;

/** Compares another's clock with ours. */
final class Clocks {
  /** Rounding and the way there explain no more. */
  private static final Duration SHOWS = Duration.ofSeconds(5);

  /** Beyond it a post is not found again where it should be, and is told twice. */
  private static final Duration BREAKS = Duration.ofSeconds(60);

  private Clocks() {}

  /**
   * @param whose for people
   * @param ahead by how much that clock is ahead of ours; empty if it was not told
   */
  static Check check(String whose, Optional<Duration> ahead) {
    String name = whose + " clock";
    if (ahead.isEmpty()) {
      return Check.skipped(name, "no answer told the time");
    }
    Duration apart = ahead.get().abs();
    String seen =
        apart.compareTo(SHOWS) <= 0
            ? "agrees with ours within 5 s"
            : "%d s %s ours"
                .formatted(apart.toSeconds(), ahead.get().isPositive() ? "ahead of" : "behind");
    String fix = "set the clocks by NTP: the times of dynos and posts are compared with ours";
    if (apart.compareTo(BREAKS) > 0) {
      return Check.failed(name, seen, fix);
    }
    return apart.compareTo(SHOWS) > 0 ? Check.warning(name, seen, fix) : Check.ok(name, seen);
  }
}
