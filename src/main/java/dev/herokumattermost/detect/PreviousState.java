package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.ProcessType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the passes before knew of an app, as far as comparing and diagnosing need it.
 *
 * @param everRead whether the app was read before, so that what is new is a change
 * @param dynos the current dyno of each place, in order of name and id
 * @param releasePhases the dynos of release phases that were listed at the last reading
 * @param crashes those counted lately, to recognize a loop
 * @param openIncidents at most one for each process type
 */
public record PreviousState(
    AppName app,
    boolean everRead,
    List<Dyno> dynos,
    List<Dyno> releasePhases,
    List<Crash> crashes,
    List<OpenIncident> openIncidents) {
  public PreviousState {
    dynos = List.copyOf(dynos);
    releasePhases = List.copyOf(releasePhases);
    crashes = List.copyOf(crashes);
    openIncidents = List.copyOf(openIncidents);
  }

  /** A process type that fails already. */
  public record OpenIncident(
      ProcessType type, List<FailingDyno> dynos, Set<IncidentCondition> conditions) {
    public OpenIncident {
      dynos = List.copyOf(dynos);
      conditions = Set.copyOf(conditions);
    }

    Optional<FailingDyno> dyno(String name) {
      return dynos.stream().filter(dyno -> dyno.name().equals(name)).findFirst();
    }
  }

  /** What holds of an open incident besides that it is open. */
  public enum IncidentCondition {
    /** A crash loop was alerted. */
    CRASH_LOOP,
    /** Nothing is known but that dynos restarted, each once, and why is not known. */
    WARNING,
    /** Nothing of it is alerted, because the app is in maintenance. */
    HELD_BACK,
    /** Nothing of it is alerted before the end of a quiet time that its rule names. */
    HELD_FOR_QUIET_TIME
  }
}
