package dev.herokumattermost.pass;

import java.time.Instant;

/** What one invocation of the function leaves to another. */
public sealed interface Work {

  /**
   * A round over all apps of an account.
   *
   * @param account its name
   * @param tick when the schedule meant the round to begin
   */
  record AccountRound(String account, Instant tick) implements Work {}
}
