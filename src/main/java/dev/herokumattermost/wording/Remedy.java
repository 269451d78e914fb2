package dev.herokumattermost.wording;

/**
 * What helps against a cause.
 *
 * @param check the next step, as a sentence; empty if nothing special is to be checked
 * @param restart how a restart is offered; empty if it is of no use
 */
record Remedy(String check, String restart) {
  private static final String RESTARTED = "Restart";

  static final Remedy RESTART = new Remedy("", RESTARTED);
  static final Remedy FREE_MEMORY =
      new Remedy("Check the memory in the metrics.", "Restart, which buys time");
  static final Remedy FIX_COMMAND = new Remedy("Check the Procfile and the last build.", "");
  static final Remedy BIND_PORT =
      new Remedy("Check that the process binds `$PORT` in time.", RESTARTED);
  static final Remedy KEEP_RUNNING = new Remedy("Check why the process ends by itself.", RESTARTED);
  static final Remedy READ_LOG = new Remedy("Check the log around that time.", "");

  static Remedy andRestart(String check) {
    return new Remedy(check, RESTARTED);
  }

  static Remedy withoutRestart(String check) {
    return new Remedy(check, "");
  }

  /** The same where nothing is to be restarted, because the dyno is up again. */
  Remedy withoutRestart() {
    return check.isEmpty() ? READ_LOG : new Remedy(check, "");
  }

  boolean restarts() {
    return !restart.isEmpty();
  }
}
