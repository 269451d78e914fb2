package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.AppName;
import java.time.Instant;

/**
 * A time in which an app, or the account, could not be read for so long that it was reported.
 *
 * @param from the first failed read, by our clock
 * @param until the next read that succeeded, by our clock
 */
public record BlindPeriod(AppName app, Instant from, Instant until) implements HistoryEntry {
  @Override
  public String name() {
    return "not monitored";
  }
}
