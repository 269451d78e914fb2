package dev.herokumattermost.detect;

import org.jspecify.annotations.Nullable;

/**
 * What made a dyno fail, as far as the evidence suggests it.
 *
 * @param named which module, command, config var, database, host or port; null if the evidence does
 *     not say. Others wrote it.
 */
public record CauseHint(FailureCause cause, @Nullable String named, Certainty certainty) {

  /** How sure it is. */
  public enum Certainty {
    /** Heroku itself says so. */
    CERTAIN,
    /** The error that ended the process says so. */
    PROBABLE,
    /** It stands among the last errors, and nothing says that it ended the process. */
    POSSIBLE
  }

  CauseHint with(Certainty other) {
    return new CauseHint(cause, named, other);
  }
}
