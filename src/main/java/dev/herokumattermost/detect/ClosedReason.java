package dev.herokumattermost.detect;

/** Why an incident, or a dyno's part in it, ends without a recovery. */
public enum ClosedReason {
  /** The formation no longer wants the dyno. */
  SCALED_DOWN,
  /** The dyno sleeps. */
  IDLE,
  /** The dyno runs with another size. */
  RESIZED,
  /** No rule watches the process type any more, or the app is no longer watched. */
  UNWATCHED,
  /** The app was deleted, or the token may no longer see it. */
  GONE
}
