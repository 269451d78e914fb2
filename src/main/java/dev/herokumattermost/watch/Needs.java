package dev.herokumattermost.watch;

import dev.herokumattermost.watch.Finding.Deployed;
import dev.herokumattermost.watch.Finding.Down;
import dev.herokumattermost.watch.Finding.Failing;
import dev.herokumattermost.watch.Finding.Gone;
import dev.herokumattermost.watch.Finding.HeldBack;
import dev.herokumattermost.watch.Finding.Idled;
import dev.herokumattermost.watch.Finding.Resized;
import dev.herokumattermost.watch.Finding.Restarted;
import dev.herokumattermost.watch.Finding.Steady;
import dev.herokumattermost.watch.Finding.StuckStarting;
import dev.herokumattermost.watch.Finding.Unfamiliar;
import dev.herokumattermost.watch.Finding.Unwatched;
import java.util.List;

/**
 * Which questions the findings of an app ask. Most passes ask none.
 *
 * @param urgent whether the findings are worth telling even if nothing can be asked; otherwise they
 *     can wait for a pass that may ask
 */
public record Needs(
    boolean releases, boolean log, boolean formation, boolean maintenance, boolean urgent) {
  public static final Needs NOTHING = new Needs(false, false, false, false, false);
  private static final Needs ALL_OF_A_FAILURE = new Needs(true, true, false, true, true);
  private static final Needs ALL_OF_A_RESTART = new Needs(true, true, false, true, false);
  private static final Needs WHICH_RELEASE = new Needs(true, false, false, false, false);
  private static final Needs WHETHER_IT_IS_WANTED = new Needs(true, false, true, true, true);

  /** Everything these findings ask, each question once. */
  public static Needs of(List<Finding> findings) {
    return findings.stream().map(Needs::of).reduce(NOTHING, Needs::and);
  }

  private static Needs of(Finding finding) {
    return switch (finding) {
      case Failing _, StuckStarting _ -> ALL_OF_A_FAILURE;
      case Restarted _, Deployed _ -> ALL_OF_A_RESTART;
      case Down _ -> WHETHER_IT_IS_WANTED;
      case Gone _ -> new Needs(false, false, true, false, true);
      case HeldBack _ -> new Needs(false, false, false, true, true);
      case Steady(var patient, var dyno) ->
          patient.release() == dyno.release() ? NOTHING : WHICH_RELEASE;
      case Resized _, Idled _, Unwatched _, Unfamiliar _ -> NOTHING;
    };
  }

  public Needs withLog(boolean mayAsk) {
    return new Needs(releases, log && mayAsk, formation, maintenance, urgent);
  }

  private Needs and(Needs other) {
    return new Needs(
        releases || other.releases,
        log || other.log,
        formation || other.formation,
        maintenance || other.maintenance,
        urgent || other.urgent);
  }

  public boolean nothing() {
    return equals(NOTHING);
  }
}
