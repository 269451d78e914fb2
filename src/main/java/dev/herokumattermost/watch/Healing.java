package dev.herokumattermost.watch;

/** Finds out what ended the trouble of dynos that are up again. */
final class Healing {
  private final Evidence evidence;
  private int release;
  private boolean byHand;
  private boolean crashed;

  Healing(Evidence evidence) {
    this.evidence = evidence;
  }

  void saw(Patient patient, Dyno dyno) {
    if (dyno.release() > patient.release()) {
      release = Math.max(release, dyno.release());
    }
    byHand |= patient.restartedByHand();
    crashed |= patient.crashes() > 0 && !patient.state().equals(DynoState.RESTARTING);
  }

  /** A new release explains most, then a hand, then Heroku's own next try. */
  Remedy remedy() {
    if (release > 0) {
      return new Remedy.Released(release, evidence.release(release).orElse(null));
    }
    if (byHand) {
      return new Remedy.RestartedByHand();
    }
    return crashed ? new Remedy.HerokuRestarted() : new Remedy.ByItself();
  }
}
