package dev.herokumattermost.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is advanced, and goes with that of this machine if it is to.
 */
final class RunningClock implements InstantSource {
  private volatile InstantSource time;

  RunningClock(Instant start) {
    time = InstantSource.fixed(start);
  }

  @Override
  public Instant instant() {
    return time.instant();
  }

  /** Goes on from where it stands, until it is advanced. */
  void run() {
    InstantSource machine = InstantSource.system();
    time = InstantSource.offset(machine, Duration.between(machine.instant(), instant()));
  }

  /** Advances it, perhaps by nothing, and lets it stand still there. */
  void advance(Duration by) {
    time = InstantSource.fixed(instant().plus(by));
  }
}
