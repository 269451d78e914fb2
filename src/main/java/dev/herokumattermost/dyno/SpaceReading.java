package dev.herokumattermost.dyno;

import dev.herokumattermost.dyno.Reading.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Private Space at one moment: the dynos of all its apps, or why they could not be listed. */
public sealed interface SpaceReading {
  SpaceName space();

  /**
   * The dynos that Heroku listed.
   *
   * @param at the moment of the answer by Heroku's clock
   * @param apps by app. One that is not among them may have no dynos, or may have been left out:
   *     only a call of its own can tell
   */
  record Listed(SpaceName space, Instant at, Map<AppName, List<Dyno>> apps)
      implements SpaceReading {
    public Listed {
      Plausible.time(at);
      apps = new TreeMap<>(apps);
    }
  }

  /**
   * The space could not be listed. That says nothing of its apps.
   *
   * @param detail for people: status, error id, request id; never a secret
   */
  record Unlisted(SpaceName space, Cause cause, String detail) implements SpaceReading {
    /** Whether calls for single apps would end in the same way. */
    public boolean concernsEveryCall() {
      return cause.ofTheToken();
    }

    /** Whether the next pass may be answered, so that it is worth a call. */
    public boolean mayPass() {
      return cause.accountWide() || cause == Cause.NOT_ATTEMPTED;
    }
  }
}
