package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a pass asks Heroku. Every answer comes by its deadline, and none is an exception. What
 * others wrote, such as log lines, comes without its secrets.
 */
public interface Heroku {
  Reading dynos(AppName app, Deadline deadline);

  /** The dynos of all apps in a Private Space, by one call. */
  SpaceReading space(SpaceName space, Deadline deadline);

  /** The newest releases, newest first. */
  Lookup<List<Release>> releases(AppName app, Deadline deadline);

  /** The last lines of an app's log, in order of time. */
  Lookup<List<LogLine>> log(AppName app, Deadline deadline);

  /** How many dynos of each process type are wanted. */
  Lookup<Map<ProcessType, Integer>> formation(AppName app, Deadline deadline);

  /** Whether the app is in maintenance mode. */
  Lookup<Boolean> maintenance(AppName app, Deadline deadline);

  /** How many calls this pass has made. */
  int calls();

  /** How many calls the account has left; empty if Heroku has not said. */
  OptionalInt callsLeft();
}
