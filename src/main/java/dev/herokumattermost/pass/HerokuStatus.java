package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Unknown;
import java.util.List;

/**
 * What Heroku says of itself. The answer comes by its deadline, and none is an exception. No answer
 * means nothing: the page has failed together with the platform before.
 */
public interface HerokuStatus {
  /** For a watch that is not to ask. */
  HerokuStatus OFF = _ -> new Unknown<>(false, "switched off");

  /** The incidents that are open now. */
  Lookup<List<HerokuIncident>> openIncidents(Deadline deadline);
}
