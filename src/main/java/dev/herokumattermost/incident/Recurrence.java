package dev.herokumattermost.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a process type has failed before. What is said of it depends on nothing else, so a post that
 * comes late says the same.
 *
 * @param at when it failed this time, by Heroku's clock
 * @param inSevenDays how often it failed in the seven days before that
 * @param first the first of those times; the last time if there was none
 * @param last when it failed the last time
 * @param release the version of the release that it failed after the last time; null if it failed
 *     after none
 */
public record Recurrence(
    Instant at, int inSevenDays, Instant first, Instant last, @Nullable Integer release) {
  public Recurrence {
    if (inSevenDays < 0) {
      throw new IllegalArgumentException("nothing fails " + inSevenDays + " times");
    }
  }
}
