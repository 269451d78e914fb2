package dev.herokumattermost.watch;

import java.time.Instant;
import java.util.List;

/** What a finding means in the light of the evidence. Silence has a reason too. */
public sealed interface Diagnosis {

  /**
   * The dyno is in trouble.
   *
   * @param crashes those not counted before, by Heroku's clock
   */
  record Ill(Dyno dyno, Ailment ailment, List<Instant> crashes) implements Diagnosis {
    public Ill {
      crashes = List.copyOf(crashes);
    }
  }

  /** The dyno is up steadily. */
  record Well(Dyno dyno) implements Diagnosis {}

  /** The patient left, and will not be back. */
  record Left(String name, News.Ending why) implements Diagnosis {}

  /** Nothing to tell. */
  record Harmless(Reason why) implements Diagnosis {}

  /** What was kept quiet for the maintenance may be told. */
  record MaintenanceOver() implements Diagnosis {}

  /** Why a finding is not told. */
  enum Reason {
    /** A new release replaces dynos. */
    DEPLOYED,
    /** Heroku replaces every dyno once a day; the log says so. */
    CYCLED,
    /** The dyno was of the age at which Heroku cycles, and nothing says otherwise. */
    AGE_OF_CYCLING,
    /** Somebody restarted it; the log says so. */
    RESTARTED_BY_HAND,
    /** All of the app's dynos restarted in one moment. */
    RESTARTED_TOGETHER,
    /** Heroku tried a failed dyno again. */
    TRIED_AGAIN,
    /** The rules do not name {@code restarting}. */
    RESTARTS_DO_NOT_ALERT,
    /** The rules do not name the state. */
    STATE_DOES_NOT_ALERT,
    /** The formation does not want the dyno. */
    NOT_WANTED,
    /** The dyno is not listed but wanted: it will be back, or stay in trouble. */
    STILL_WANTED,
    /** Still in maintenance. */
    IN_MAINTENANCE,
    /** A state word without a rule. */
    UNFAMILIAR_STATE
  }
}
