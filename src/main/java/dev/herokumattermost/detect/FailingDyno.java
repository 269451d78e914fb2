package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.DynoState;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * One dyno of an open incident, from its failure until it is steady again.
 *
 * @param name its name now; on Fir the name changes with each instance
 * @param state the state that made it fail
 * @param since when it failed, by Heroku's clock
 * @param crashes how often it crashed while the incident was open
 * @param release the release that it ran when it last failed
 * @param restartedManually whether somebody has restarted it since
 */
@RecordBuilder
public record FailingDyno(
    String name,
    DynoState state,
    Instant since,
    int crashes,
    int release,
    boolean restartedManually)
    implements FailingDynoBuilder.With {

  public FailingDyno failedAgain(FailingDyno later) {
    return later.withSince(since).withCrashes(crashes + later.crashes);
  }
}
