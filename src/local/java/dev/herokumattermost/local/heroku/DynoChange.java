package dev.herokumattermost.local.heroku;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * Something that happened to a dyno, as webhooks tell it.
 *
 * @param dyno as it is afterwards, or was at its end
 * @param exitStatus of its process, once that has ended
 */
record DynoChange(
    SimulatedApp app, DynoRow dyno, Action action, OptionalInt exitStatus, Instant at) {

  /** Heroku's words for what happened to one instance. */
  enum Action {
    CREATE,
    UPDATE,
    DESTROY
  }
}
