package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one invocation of the function leaves to another. */
public sealed interface Work {

  /**
   * A round over all apps of an account.
   *
   * @param account its name
   * @param tick when the schedule meant the round to begin
   */
  record AccountRound(String account, Instant tick) implements Work {}

  /**
   * A reason to look at an app before its next turn. It is no fact: what the dynos are Heroku's API
   * says.
   *
   * @param account the name of the app's account
   * @param dyno the one that changed
   * @param state what it changed to
   * @param exitStatus of its process; null if that has not ended, or nobody said
   * @param delivery Heroku's id of the webhook
   * @param createdAt when the dyno changed, by Heroku's clock
   */
  record Hint(
      String account,
      AppName app,
      DynoId dyno,
      DynoState state,
      @Nullable Integer exitStatus,
      String delivery,
      Instant createdAt)
      implements Work {}

  /**
   * A pass over an app that is due at some time, if the app was not read since.
   *
   * @param account the name of the app's account
   */
  record LaterPass(String account, AppName app, Instant at) implements Work {}
}
