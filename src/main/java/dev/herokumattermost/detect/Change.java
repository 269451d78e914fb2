package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.ProcessType;
import org.jspecify.annotations.Nullable;

/**
 * A fact from comparing what the passes before knew with what this one read. What it means is said
 * by a {@link Diagnosis}.
 */
public sealed interface Change {
  ProcessType type();

  /** A change of one listed dyno. */
  sealed interface OfDyno extends Change {
    Dyno dyno();

    @Override
    default ProcessType type() {
      return dyno().type();
    }
  }

  /**
   * A dyno is in a state that alerts, and was not at the last reading, or has crashed again since.
   *
   * @param before what held its place at the last reading; null if nothing did
   * @param firstReading whether the whole app is read for the first time
   */
  record Failing(@Nullable Dyno before, Dyno dyno, boolean firstReading) implements OfDyno {}

  /**
   * A dyno runs again, as another instance on the same release and of the same size.
   *
   * @param together whether all of the app's dynos restarted within a minute
   */
  record Restarted(Dyno before, Dyno dyno, boolean together) implements OfDyno {}

  /** A dyno runs a newer release than at the last reading. */
  record Deployed(Dyno before, Dyno dyno) implements OfDyno {}

  /** A dyno of a failing process type runs with another size. */
  record Resized(Dyno before, Dyno dyno) implements OfDyno {}

  /** A dyno has been starting for too long. */
  record StuckStarting(Dyno dyno) implements OfDyno {}

  /** A dyno is down at the second reading in a row. */
  record Down(Dyno dyno) implements OfDyno {}

  /** A dyno of an open incident has been up for long enough. */
  record Steady(FailingDyno failing, Dyno dyno) implements OfDyno {}

  /** A dyno of an open incident sleeps. */
  record Idled(Dyno dyno) implements OfDyno {}

  /**
   * A dyno of an open incident is no longer listed, and nothing took its place.
   *
   * @param listed how many dynos of its type are listed now
   */
  record Gone(ProcessType type, FailingDyno failing, int listed) implements Change {}

  /** An incident is held back because the app was in maintenance; maintenance may be over. */
  record HeldBack(ProcessType type) implements Change {}

  /** The rules no longer watch a process type that has an open incident. */
  record Unwatched(ProcessType type) implements Change {}

  /** A dyno has a state word that is not known here. It is no failure; the report names it. */
  record Unfamiliar(Dyno dyno) implements OfDyno {}

  /** The dyno of a release phase has ended since the last reading. */
  record ReleasePhaseOver(Dyno dyno) implements OfDyno {}
}
