package dev.herokumattermost.pass;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.LogLine;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.ProcessType;
import dev.herokumattermost.watch.Reading;
import dev.herokumattermost.watch.Release;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What a pass asks of Heroku. Each answer comes within the given time; none is an exception. */
public interface Heroku {
  Reading dynos(AppName app, Duration within);

  Lookup<List<Release>> releases(AppName app, Duration within);

  Lookup<List<LogLine>> log(AppName app, Duration within);

  Lookup<Map<ProcessType, Integer>> formation(AppName app, Duration within);

  Lookup<Boolean> maintenance(AppName app, Duration within);

  /** How many calls this pass has made. */
  int calls();

  /** How many calls the account has left, if Heroku has said so. */
  OptionalInt callsLeft();
}
