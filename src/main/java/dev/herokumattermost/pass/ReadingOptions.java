package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.rules.CallBudget;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a round reads its apps.
 *
 * @param atOnce how many calls are made at once; with one, all work stays on the caller's thread
 * @param budget how many calls may be made
 * @param spaces the Private Space of each named app that lies in one; those of discovered apps are
 *     in Heroku's lists
 * @param tick when the pass was meant to begin; empty for now
 */
public record ReadingOptions(
    int atOnce, CallBudget budget, Map<AppName, SpaceName> spaces, Optional<Instant> tick) {
  public ReadingOptions {
    spaces = Map.copyOf(spaces);
  }

  /** A call for each app in every pass. */
  public static ReadingOptions everyApp(int atOnce) {
    return new ReadingOptions(atOnce, CallBudget.UNLIMITED, Map.of(), Optional.empty());
  }
}
