package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.Dyno;
import java.time.Instant;

/**
 * One counted crash, kept to recognize a crash loop.
 *
 * @param where the slot's name; on Fir, whose names do not last, the process type
 * @param at by Heroku's clock
 */
public record Crash(String where, Instant at) {
  public static String placeOf(Dyno dyno) {
    return dyno.inSlot() ? dyno.name() : dyno.type().value();
  }
}
