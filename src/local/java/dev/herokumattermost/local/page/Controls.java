package dev.herokumattermost.local.page;

/** What somebody can do by the page. */
public interface Controls {
  /** Why something is not done, in words for whoever asked. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    public Refused(String why) {
      super(why);
    }
  }

  /**
   * Carries out a command.
   *
   * @return what was done, in a sentence
   */
  String carryOut(Command command) throws Refused;

  /** What was stored and logged when a pass had run, or what is now if it found nothing new. */
  PassDetails details(int pass) throws Refused;

  /** Plays all that happened so far once more, with other rules. */
  ReplayView replay(String rules) throws Refused;
}
