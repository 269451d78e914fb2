package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import java.time.Instant;
import java.util.List;

/** What a change means in the light of the evidence. Silence has a reason too. */
public sealed interface Diagnosis {

  /**
   * The dyno fails.
   *
   * @param crashes those not counted before, by Heroku's clock
   * @param restartedManually whether somebody has restarted it since
   */
  record Failed(Dyno dyno, Failure failure, List<Instant> crashes, boolean restartedManually)
      implements Diagnosis {
    public Failed {
      crashes = List.copyOf(crashes);
    }

    /** Whether nothing is known but that its process ended and another began. */
    public boolean isUnexplained() {
      return failure.state().equals(DynoState.RESTARTING);
    }
  }

  /** The dyno has been up for long enough. */
  record Steady(Dyno dyno) implements Diagnosis {}

  /** The failing dyno is gone and will not come back. */
  record Left(String name, ClosedReason why) implements Diagnosis {}

  /** Nothing to alert. */
  record Harmless(Reason why) implements Diagnosis {}

  /** What was held back for the maintenance can be alerted. */
  record MaintenanceOver() implements Diagnosis {}

  /** Why a change is not alerted. */
  enum Reason {
    /** A new release replaces dynos. */
    DEPLOYED,
    /** Heroku replaces every dyno once a day; the log says so. */
    CYCLED,
    /** The dyno had the age at which Heroku cycles dynos, and nothing says otherwise. */
    AGE_OF_CYCLING,
    /** Somebody restarted the dyno; the log says so. */
    RESTARTED_MANUALLY,
    /** Heroku moved the dyno to another server; the log says so. */
    RELOCATED,
    /** The dyno slept and woke again; the log says so. */
    SLEPT,
    /** The dyno was scaled away and back; the log says so. */
    SCALED,
    /** Heroku told the dyno's process to stop, and the log does not say why. */
    STOPPED_IN_GOOD_ORDER,
    /** Fir logs no restarts, so a dyno that another one replaced proves nothing. */
    FIR_LOGS_NO_RESTARTS,
    /** The release phase is over; whether it failed is said of the release. */
    RELEASE_PHASE_OVER,
    /** All of the app's dynos restarted within a minute. */
    RESTARTED_TOGETHER,
    /** Heroku started a failed dyno again. */
    TRIED_AGAIN,
    /** The rules do not name {@code restarting}. */
    RESTARTS_DO_NOT_ALERT,
    /** The rules do not name the state. */
    STATE_DOES_NOT_ALERT,
    /** The formation does not want the dyno. */
    NOT_WANTED,
    /** The dyno is not listed but wanted: it will come back, or keep failing. */
    STILL_WANTED,
    /** The app is still in maintenance. */
    IN_MAINTENANCE,
    /** No rule knows the state word. */
    UNFAMILIAR_STATE
  }
}
