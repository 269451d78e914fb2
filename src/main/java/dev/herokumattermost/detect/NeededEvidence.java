package dev.herokumattermost.detect;

import static dev.herokumattermost.detect.NeededEvidence.Kind.FORMATION;
import static dev.herokumattermost.detect.NeededEvidence.Kind.LOG;
import static dev.herokumattermost.detect.NeededEvidence.Kind.MAINTENANCE;
import static dev.herokumattermost.detect.NeededEvidence.Kind.RELEASES;

import dev.herokumattermost.detect.Change.Deployed;
import dev.herokumattermost.detect.Change.Down;
import dev.herokumattermost.detect.Change.Failing;
import dev.herokumattermost.detect.Change.Gone;
import dev.herokumattermost.detect.Change.HeldBack;
import dev.herokumattermost.detect.Change.Idled;
import dev.herokumattermost.detect.Change.ReleasePhaseOver;
import dev.herokumattermost.detect.Change.Resized;
import dev.herokumattermost.detect.Change.Restarted;
import dev.herokumattermost.detect.Change.Steady;
import dev.herokumattermost.detect.Change.StuckStarting;
import dev.herokumattermost.detect.Change.Unfamiliar;
import dev.herokumattermost.detect.Change.Unwatched;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which evidence the changes of an app need. Most passes need none.
 *
 * @param urgent whether the changes are diagnosed even if nothing can be asked; otherwise they can
 *     wait for a pass that can ask
 */
public record NeededEvidence(Set<Kind> kinds, boolean urgent) {
  public static final NeededEvidence NOTHING = new NeededEvidence(Set.of(), false);

  public NeededEvidence {
    kinds = Set.copyOf(kinds);
  }

  /** One call to Heroku each. */
  public enum Kind {
    RELEASES,
    LOG,
    FORMATION,
    MAINTENANCE
  }

  /** Everything that these changes need, each kind once. */
  public static NeededEvidence of(List<Change> changes) {
    return changes.stream().map(NeededEvidence::of).reduce(NOTHING, NeededEvidence::and);
  }

  private static NeededEvidence of(Change change) {
    return switch (change) {
      case Failing _, StuckStarting _ ->
          new NeededEvidence(Set.of(RELEASES, LOG, MAINTENANCE), true);
      case Restarted _, Deployed _ -> new NeededEvidence(Set.of(RELEASES, LOG, MAINTENANCE), false);
      case Down _ -> new NeededEvidence(Set.of(RELEASES, LOG, FORMATION, MAINTENANCE), true);
      case Gone _ -> new NeededEvidence(Set.of(FORMATION), true);
      case HeldBack _ -> new NeededEvidence(Set.of(MAINTENANCE), true);
      case Steady(var failing, var dyno) ->
          failing.release() == dyno.release()
              ? NOTHING
              : new NeededEvidence(Set.of(RELEASES), false);
      case ReleasePhaseOver _ -> new NeededEvidence(Set.of(RELEASES), false);
      case Resized _, Idled _, Unwatched _, Unfamiliar _ -> NOTHING;
    };
  }

  public NeededEvidence withoutLog() {
    var others = EnumSet.noneOf(Kind.class);
    others.addAll(kinds);
    others.remove(LOG);
    return new NeededEvidence(others, urgent);
  }

  private NeededEvidence and(NeededEvidence other) {
    var all = EnumSet.noneOf(Kind.class);
    all.addAll(kinds);
    all.addAll(other.kinds);
    return new NeededEvidence(all, urgent || other.urgent);
  }

  public boolean includes(Kind kind) {
    return kinds.contains(kind);
  }

  public boolean isNothing() {
    return equals(NOTHING);
  }
}
