package dev.herokumattermost.discovery;

import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.Reading.Cause;
import java.util.List;

/** What Heroku answered when it was asked for a list of apps. */
public sealed interface ListAnswer {
  /** The whole list. */
  record Listed(List<ListedApp> apps) implements ListAnswer {
    public Listed {
      apps = List.copyOf(apps);
    }
  }

  /**
   * No list, or only a part of one.
   *
   * @param detail for people: status, error id, request id; never a secret
   */
  record Failed(Cause cause, String detail) implements ListAnswer {}
}
