package dev.herokumattermost.watch;

import org.jspecify.annotations.Nullable;

/** What ended the trouble of dynos that are up again, as far as it can be seen. */
public sealed interface Remedy {

  /**
   * They run a newer release than when they failed.
   *
   * @param release what Heroku knows of it; null if it could not be asked
   */
  record Released(int version, @Nullable Release release) implements Remedy {}

  /** Somebody restarted them; the log says so. */
  record RestartedByHand() implements Remedy {}

  /** Heroku started them anew, and this time they stayed up. */
  record HerokuRestarted() implements Remedy {}

  /** They had not crashed, and came up without anything that could be seen. */
  record ByItself() implements Remedy {}
}
