package dev.herokumattermost.watch;

import org.jspecify.annotations.Nullable;

/**
 * A fact from comparing what the last pass knew with what this one saw. It is not yet a judgement.
 */
public sealed interface Finding {
  ProcessType type();

  /** A finding about one listed dyno. */
  sealed interface OfDyno extends Finding {
    Dyno dyno();

    @Override
    default ProcessType type() {
      return dyno().type();
    }
  }

  /**
   * A dyno is in a state that alerts, and was not at the last look, or has crashed anew since.
   *
   * @param before what held its place at the last look; null if nothing did
   * @param firstSight whether the whole app is seen for the first time
   */
  record Failing(@Nullable Dyno before, Dyno dyno, boolean firstSight) implements OfDyno {}

  /**
   * A dyno runs again, as another incarnation on the same release and of the same size.
   *
   * @param together whether all of the app's dynos did so in one moment
   */
  record Restarted(Dyno before, Dyno dyno, boolean together) implements OfDyno {}

  /** A dyno runs a newer release than at the last look. */
  record Deployed(Dyno before, Dyno dyno) implements OfDyno {}

  /** A dyno of a process type in trouble runs with another size. */
  record Resized(Dyno before, Dyno dyno) implements OfDyno {}

  /** A dyno has been starting for too long. */
  record StuckStarting(Dyno dyno) implements OfDyno {}

  /** A dyno is down at the second reading in a row. */
  record Down(Dyno dyno) implements OfDyno {}

  /** A dyno of an open incident has been up for long enough. */
  record Steady(Patient patient, Dyno dyno) implements OfDyno {}

  /** A dyno of an open incident sleeps. */
  record Idled(Dyno dyno) implements OfDyno {}

  /**
   * A dyno of an open incident is no longer listed and nothing took its place.
   *
   * @param listed how many dynos of its type are listed now
   */
  record Gone(ProcessType type, Patient patient, int listed) implements Finding {}

  /** An incident was kept quiet because the app was in maintenance; it may not be any more. */
  record HeldBack(ProcessType type) implements Finding {}

  /** The rules no longer name a process type that has an open incident. */
  record Unwatched(ProcessType type) implements Finding {}

  /** A state word nobody has told us of: not healthy, not failing, worth a look in the report. */
  record Unfamiliar(Dyno dyno) implements OfDyno {}
}
