package dev.herokumattermost.pass;

import dev.herokumattermost.discovery.AppAnswer;
import dev.herokumattermost.discovery.ListAnswer;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.rules.AppList;

/**
 * What discovering the apps of an account asks Heroku. Every answer comes by its deadline, and none
 * is an exception.
 */
public interface AppLists {
  /** The whole list, or a failure: never a part of it. */
  ListAnswer list(AppList list, Deadline deadline);

  AppAnswer app(AppId id, Deadline deadline);
}
