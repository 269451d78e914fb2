package dev.herokumattermost.local.page;

import java.util.List;

/** What lies behind one pass. */
public record PassDetails(List<AppDetails> apps) {
  /**
   * What lies behind one app.
   *
   * @param item the item in the table, as indented JSON
   * @param log the last lines of its log as Heroku has them; empty where they are not ours to show
   */
  public record AppDetails(String app, String item, List<String> log) {}
}
