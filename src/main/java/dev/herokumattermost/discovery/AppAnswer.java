package dev.herokumattermost.discovery;

import dev.herokumattermost.dyno.ListedApp;

/** What Heroku answered when it was asked for one app. */
public sealed interface AppAnswer {
  /** The app is there. */
  record Found(ListedApp app) implements AppAnswer {}

  /** The app was deleted, or the token may no longer see it: Heroku answers both by a 404. */
  record Gone() implements AppAnswer {}

  /**
   * Nobody can tell.
   *
   * @param detail for people: status, error id, request id; never a secret
   */
  record Failed(String detail) implements AppAnswer {}
}
