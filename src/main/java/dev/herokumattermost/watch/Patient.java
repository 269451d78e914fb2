package dev.herokumattermost.watch;

import java.time.Instant;

/**
 * One dyno of an open incident, from its failure until it is steady again.
 *
 * @param name its name now; on Fir it changes with each incarnation
 * @param state the state that made it a patient
 * @param since when it failed, by Heroku's clock
 * @param crashes how often it crashed while the incident was open
 */
public record Patient(String name, DynoState state, Instant since, int crashes) {
  Patient renamed(String newName) {
    return new Patient(newName, state, since, crashes);
  }

  Patient crashedAgain(DynoState newState, int more) {
    return new Patient(name, newState, since, crashes + more);
  }
}
