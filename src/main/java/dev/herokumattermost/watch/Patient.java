package dev.herokumattermost.watch;

import java.time.Instant;

/**
 * One dyno of an open incident, from its failure until it is steady again.
 *
 * @param name its name now; on Fir it changes with each incarnation
 * @param state the state that made it a patient
 * @param since when it failed, by Heroku's clock
 * @param crashes how often it crashed while the incident was open
 * @param release the release that it ran when it last failed
 * @param restartedByHand whether somebody has restarted it since
 */
public record Patient(
    String name,
    DynoState state,
    Instant since,
    int crashes,
    int release,
    boolean restartedByHand) {
  Patient renamed(String newName) {
    return new Patient(newName, state, since, crashes, release, restartedByHand);
  }

  Patient crashedAgain(DynoState newState, int more, int newRelease) {
    return new Patient(name, newState, since, crashes + more, newRelease, false);
  }

  Patient treated() {
    return new Patient(name, state, since, crashes, release, true);
  }
}
