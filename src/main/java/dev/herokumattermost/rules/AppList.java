package dev.herokumattermost.rules;

import java.util.Comparator;

/** One of Heroku's lists of apps. */
public sealed interface AppList {
  /** So that they are always asked for in the same order. */
  Comparator<AppList> ORDER = Comparator.comparing(AppList::toString);

  /** Every app that the token sees. */
  record Everything() implements AppList {
    @Override
    public String toString() {
      return "the list of all apps";
    }
  }

  /** The apps of a team. */
  record OfTeam(String team) implements AppList {
    @Override
    public String toString() {
      return "the apps of team " + team;
    }
  }

  /** The apps of a pipeline, each with its stage. */
  record OfPipeline(String pipeline) implements AppList {
    @Override
    public String toString() {
      return "the apps of pipeline " + pipeline;
    }
  }
}
