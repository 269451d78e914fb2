package dev.herokumattermost.wording;

/**
 * What to do next about a cause.
 *
 * @param check what to check, as a sentence; empty if nothing special is to be checked
 * @param restart how a restart is offered; empty if it is of no use
 */
record NextStep(String check, String restart) {
  private static final String RESTARTED = "Restart";

  static final NextStep RESTART = new NextStep("", RESTARTED);
  static final NextStep FREE_MEMORY =
      new NextStep("Check the memory in the metrics.", "Restart, which buys time");
  static final NextStep FIX_COMMAND = new NextStep("Check the Procfile and the last build.", "");
  static final NextStep BIND_PORT =
      new NextStep("Check that the process binds `$PORT` in time.", RESTARTED);
  static final NextStep KEEP_RUNNING =
      new NextStep("Check why the process ends by itself.", RESTARTED);
  static final NextStep READ_LOG = new NextStep("Check the log around that time.", "");

  static NextStep andRestart(String check) {
    return new NextStep(check, RESTARTED);
  }

  static NextStep withoutRestart(String check) {
    return new NextStep(check, "");
  }

  /** The same where nothing is to be restarted, because the dyno is up again. */
  NextStep withoutRestart() {
    return check.isEmpty() ? READ_LOG : new NextStep(check, "");
  }

  boolean restarts() {
    return !restart.isEmpty();
  }
}
