package dev.herokumattermost.incident;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.PreviousState.IncidentCondition;
import dev.herokumattermost.detect.PreviousState.OpenIncident;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.rules.Thresholds;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One process type that fails, from the first failure to steady recovery. An ended incident is kept
 * for a while, because a failure soon after reopens it.
 *
 * @param id names the thread of everything that is alerted about the incident
 * @param openedAt the first failure, by Heroku's clock
 * @param failingSince when the current failure began; later than {@code openedAt} if the incident
 *     was reopened
 * @param dynos those that are not yet steady; empty once the incident has ended
 * @param crashes counted since the current failure began
 * @param conditions what else holds of it
 * @param phase how far it is
 * @param acknowledgement who has said that they know of it
 * @param remindAt when to remind, by our clock; null for never
 */
@RecordBuilder
public record Incident(
    String id,
    ProcessType type,
    Instant openedAt,
    Instant failingSince,
    List<FailingDyno> dynos,
    int crashes,
    Set<IncidentCondition> conditions,
    Phase phase,
    Acknowledgement acknowledgement,
    @Nullable Instant remindAt)
    implements IncidentBuilder.With {

  public Incident {
    dynos = List.copyOf(dynos);
    conditions = Set.copyOf(conditions);
  }

  /** How far an incident is. */
  public sealed interface Phase {}

  /** Dynos fail. */
  public record Failing() implements Phase {}

  /** All of its dynos are up, but none long enough. */
  public record Recovering() implements Phase {}

  /**
   * The incident is over.
   *
   * @param at when that was decided, by Heroku's clock
   * @param until when the failure was over, which is earlier
   * @param why null if its dynos recovered
   * @param resolution what ended the failure, without what else is known of a release; null if the
   *     dynos did not recover
   */
  public record Ended(
      Instant at, Instant until, @Nullable ClosedReason why, @Nullable Resolution resolution)
      implements Phase {
    /** Of dynos that did not recover, or of which nobody knows what helped. */
    public Ended(Instant at, Instant until, @Nullable ClosedReason why) {
      this(at, until, why, null);
    }
  }

  static Incident open(AppName app, ProcessType type, Instant since) {
    return new Incident(
        app + "/" + type + "@" + since,
        type,
        since,
        since,
        List.of(),
        0,
        Set.of(),
        new Failing(),
        Acknowledgement.NONE,
        null);
  }

  public boolean isOpen() {
    return !(phase instanceof Ended);
  }

  public boolean canReopenAt(Instant now) {
    return phase instanceof Ended ended
        && !ended.at().plus(Thresholds.REOPENED_WITHIN).isBefore(now);
  }

  public boolean isCrashLoop() {
    return conditions.contains(IncidentCondition.CRASH_LOOP);
  }

  /** Whether nothing is known but that dynos restarted, each once. */
  public boolean isWarning() {
    return conditions.contains(IncidentCondition.WARNING);
  }

  /** Whether nothing of it is alerted, because of maintenance or of a quiet time. */
  public boolean isHeldBack() {
    return conditions.contains(IncidentCondition.HELD_BACK)
        || conditions.contains(IncidentCondition.HELD_FOR_QUIET_TIME);
  }

  OpenIncident asPrevious() {
    return new OpenIncident(type, dynos, conditions);
  }

  Incident with(IncidentCondition condition, boolean holds) {
    var all = new HashSet<>(conditions);
    if (holds) {
      all.add(condition);
    } else {
      all.remove(condition);
    }
    return withConditions(all);
  }

  Incident reopened(Instant since) {
    return withFailingSince(since)
        .withCrashes(0)
        .withConditions(isWarning() ? Set.of(IncidentCondition.WARNING) : Set.of())
        .withAcknowledgement(Acknowledgement.NONE)
        .withPhase(new Failing());
  }

  Incident closed(Instant at, ClosedReason why) {
    return ended(new Ended(at, at, why));
  }

  Incident recovered(Instant at, Instant until, Resolution resolution) {
    Resolution brief =
        resolution instanceof Resolution.NewRelease(int version, _)
            ? new Resolution.NewRelease(version, null)
            : resolution;
    return ended(new Ended(at, until, null, brief));
  }

  private Incident ended(Ended end) {
    return withDynos(List.of()).withRemindAt(null).withPhase(end);
  }
}
