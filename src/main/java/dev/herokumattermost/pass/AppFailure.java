package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;

/**
 * An app whose data the watch could not process. The other apps of the pass are not touched by it.
 *
 * @param stage where in the pass it happened
 * @param reason for people, without secrets
 * @param trace the stack trace without secrets; empty if no exception was unexpected
 */
public record AppFailure(AppName app, Stage stage, String reason, String trace) {

  /** A step of one app's pass. */
  public enum Stage {
    LOAD,
    READ,
    COMPARE,
    GATHER_EVIDENCE,
    DECIDE,
    SAVE,
    DELIVER
  }

  /** What the app's own people are told of it. */
  Blind blind() {
    return new Blind(
        app, stage == Stage.LOAD ? Cause.STATE_UNREADABLE : Cause.NOT_PROCESSED, reason);
  }

  @Override
  public String toString() {
    return app + ": not processed, " + stage + ", " + reason;
  }
}
