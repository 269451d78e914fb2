package dev.herokumattermost.interleaving;

import java.util.List;

/** Asked before each step that other passes can notice; returns when it is the pass's turn. */
@FunctionalInterface
interface Turns {
  /** Of a pass that nothing interrupts and nothing befalls. */
  Turns ALONE = (_, _) -> Fault.NONE;

  /** What can befall one step of a pass. */
  enum Fault {
    NONE,
    /** The pass ends before the step, as if the machine below it had gone. */
    KILLED,
    /** The step is done, and the pass does not hear of it. */
    ANSWER_LOST,
    /** The step is not done. */
    REFUSED,
    /** The post arrives almost a minute later, and the pass does not hear of it. */
    LATE,
    /** The load shows each item as it was before its last write. */
    STALE
  }

  /**
   * What is to happen to the step.
   *
   * @param step in a few words, for the story of a schedule
   * @param possible what can befall it
   */
  Fault before(String step, List<Fault> possible);

  /** Thrown where a pass ends before it is done. Nothing may catch it. */
  final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** An invariant does not hold. */
  final class Broken extends Error {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what, null, false, false);
    }
  }
}
