package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Release;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What ended the failure of dynos that are up again, as far as it can be seen. */
public sealed interface Resolution {

  /**
   * The dynos run a newer release than when they failed.
   *
   * @param release what Heroku knows of it; null if Heroku could not be asked
   */
  record NewRelease(int version, @Nullable Release release) implements Resolution {}

  /** Somebody restarted the dynos; the log says so. */
  record RestartedManually() implements Resolution {}

  /** Heroku started the dynos again, and this time they stayed up. */
  record RestartedByHeroku() implements Resolution {}

  /** The dynos had not crashed, and came up without a visible cause. */
  record Unexplained() implements Resolution {}

  /**
   * Finds what ended a failure: a new release explains most, then a manual restart, then Heroku's
   * own restart.
   *
   * @param recovered the failing dynos with what they are now
   */
  static Resolution of(Map<FailingDyno, Dyno> recovered, Evidence evidence) {
    OptionalInt newer =
        recovered.entrySet().stream()
            .filter(entry -> entry.getValue().release() > entry.getKey().release())
            .mapToInt(entry -> entry.getValue().release())
            .max();
    if (newer.isPresent()) {
      return new NewRelease(newer.getAsInt(), evidence.release(newer.getAsInt()).orElse(null));
    }
    if (recovered.keySet().stream().anyMatch(FailingDyno::restartedManually)) {
      return new RestartedManually();
    }
    boolean crashed =
        recovered.keySet().stream()
            .anyMatch(dyno -> dyno.crashes() > 0 && !dyno.state().equals(DynoState.RESTARTING));
    return crashed ? new RestartedByHeroku() : new Unexplained();
  }
}
