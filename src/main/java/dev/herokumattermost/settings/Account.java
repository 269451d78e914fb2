package dev.herokumattermost.settings;

import dev.herokumattermost.rules.Selection;

/**
 * One Heroku token and what it watches. An account has a round of its own, and keeps what it knows
 * apart from the others.
 *
 * @param name as its reports and its part of the table are named
 * @param key its Heroku token
 * @param selection the apps it watches
 * @param callsPerHour how many calls an hour it may make
 */
public record Account(String name, SecretSource key, Selection selection, int callsPerHour) {
  /** The account that the environment sets. What it keeps has always been the watch's own. */
  public static final String DEFAULT = "default";

  /** Half of what Heroku allows; people and other programs use the same account. */
  public static final int CALLS_PER_HOUR = 2250;

  public boolean isDefault() {
    return name.equals(DEFAULT);
  }

  /**
   * Its part of the table.
   *
   * @param watch the name of the watch, which can hold no at sign
   */
  public String partition(String watch) {
    return isDefault() ? watch : watch + "@" + name;
  }
}
