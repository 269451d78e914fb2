package dev.herokumattermost.watch;

import java.time.Instant;

/**
 * One counted crash, remembered to recognize a crash loop.
 *
 * @param where the slot's name; on Fir, whose names do not last, the process type
 * @param at by Heroku's clock
 */
public record Crash(String where, Instant at) {
  static String place(Dyno dyno) {
    return dyno.inSlot() ? dyno.name() : dyno.type().value();
  }
}
