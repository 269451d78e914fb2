package dev.herokumattermost;

import dev.herokumattermost.Action.Watch;
import dev.herokumattermost.pass.Work.AccountRound;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A scheduled pass that begins too late to be worth it: a later tick has already seen what it would
 * see. After an outage of Lambda a whole queue of them would arrive at once, and each would cost a
 * call to Heroku for every app.
 *
 * @param tick when the schedule meant the pass to begin
 * @param age how long ago that is, by our clock
 */
record StaleTick(Instant tick, Duration age) {
  /**
   * The scheduler keeps a tick for up to 60 seconds, Lambda's queue for another 60; the last 60 are
   * for clocks that disagree.
   */
  static final Duration LATEST = Duration.ofMinutes(3);

  /**
   * Whether a pass comes too late. One without a tick was asked for by hand, and a rehearsal
   * changes nothing: both run. So does a tick from the future, however far: our clock is wrong
   * then, and a pass too many is better than none.
   */
  static Optional<StaleTick> of(Watch watch, Instant now) {
    return watch.dryRun()
        ? Optional.empty()
        : watch
            .tick()
            .map(tick -> new StaleTick(tick, Duration.between(tick, now)))
            .filter(tick -> tick.age().compareTo(LATEST) > 0);
  }

  /** The same for a round that waited on a queue: after a period the next one is there as well. */
  static Optional<StaleTick> of(AccountRound round, Duration period, Instant now) {
    return Optional.of(new StaleTick(round.tick(), Duration.between(round.tick(), now)))
        .filter(tick -> tick.age().compareTo(period) > 0);
  }

  /** As the log has it. */
  String line() {
    return "stale tick=%s age=%ds".formatted(tick, age.toSeconds());
  }

  Result result() {
    return new Result(true, true, tick, age.toSeconds());
  }

  /** As the function returns it. */
  record Result(boolean ok, boolean stale, Instant tick, long ageSeconds) {}
}
