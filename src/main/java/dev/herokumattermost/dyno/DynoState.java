package dev.herokumattermost.dyno;

import java.util.Locale;
import java.util.Set;

/**
 * The state of a dyno in Heroku's word. Heroku publishes no closed list, so an unknown word is kept
 * as it is.
 */
public record DynoState(String word) {
  public static final DynoState UP = new DynoState("up");
  public static final DynoState CRASHED = new DynoState("crashed");
  public static final DynoState DOWN = new DynoState("down");
  public static final DynoState IDLE = new DynoState("idle");
  public static final DynoState STARTING = new DynoState("starting");
  public static final DynoState COMPLETE = new DynoState("complete");
  public static final DynoState RESTARTING = new DynoState("restarting");

  /** Our own word, never Heroku's: the dyno is down, and the formation does not want it. */
  public static final DynoState UNWANTED = new DynoState("unwanted");

  private static final Set<String> KNOWN =
      Set.of(
          "up",
          "crashed",
          "down",
          "idle",
          "starting",
          "restarting",
          "provisioning",
          "created",
          "stopping",
          "complete");

  public DynoState {
    word = Plausible.name("a dyno state", word.strip().toLowerCase(Locale.ROOT));
  }

  public boolean isKnown() {
    return KNOWN.contains(word);
  }

  /** Every pass asks this for every dyno, and it is cheaper than the method a record gets. */
  @Override
  public int hashCode() {
    return word.hashCode();
  }

  @Override
  public String toString() {
    return word;
  }
}
