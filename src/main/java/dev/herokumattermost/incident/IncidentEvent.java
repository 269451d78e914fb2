package dev.herokumattermost.incident;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Release;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened to an incident. */
public sealed interface IncidentEvent extends AlertEvent {
  ProcessType type();

  /**
   * Whether the event begins trouble, makes it worse or finds it unattended: such events mention.
   */
  boolean isLoud();

  /** Whether nobody needs to see at once that a reply says it. */
  default boolean isForTheRecord() {
    return this instanceof PartlyRecovered || this instanceof Closed;
  }

  /** Dynos of one process type fail that did not before. */
  sealed interface DynosFailed extends IncidentEvent {
    FailureReport report();

    DynosFailed withReport(FailureReport other);

    @Override
    default ProcessType type() {
      return report().type();
    }

    /** Whether the event begins an incident, or begins it again, and is more than a warning. */
    default boolean begins() {
      return !(this instanceof MoreDynosFailed) && !report().has(Circumstance.WARNING);
    }

    /**
     * Nobody is called for what was so before the watch began, or is up again; everybody is when
     * the last dyno fails.
     */
    @Override
    default boolean isLoud() {
      return switch (this) {
        case Opened _ -> begins() && !report().isCalm();
        case MoreDynosFailed _ -> report().has(Circumstance.DOWN);
        case Reopened _, Worsened _ -> begins();
      };
    }
  }

  /**
   * An incident begins.
   *
   * @param recurrence that the process type failed before; null if it did not, or nobody knows
   */
  record Opened(FailureReport report, @Nullable Recurrence recurrence) implements DynosFailed {
    /** Of a process type of which nothing earlier is known. */
    public Opened(FailureReport report) {
      this(report, null);
    }

    @Override
    public Opened withReport(FailureReport other) {
      return new Opened(other, recurrence);
    }

    Opened recalling(Optional<Recurrence> other) {
      return new Opened(report, other.orElse(null));
    }
  }

  /**
   * The dynos fail again soon after the incident ended.
   *
   * @param endedAt when the failure before was over
   * @param closed why it ended without a recovery; null if its dynos recovered
   */
  record Reopened(FailureReport report, Instant endedAt, @Nullable ClosedReason closed)
      implements DynosFailed {
    @Override
    public Reopened withReport(FailureReport other) {
      return new Reopened(other, endedAt, closed);
    }
  }

  /** More dynos fail in an open incident. */
  record MoreDynosFailed(FailureReport report) implements DynosFailed {
    @Override
    public MoreDynosFailed withReport(FailureReport other) {
      return new MoreDynosFailed(other);
    }
  }

  /** What was a warning is known to be a failure now. */
  record Worsened(FailureReport report) implements DynosFailed {
    @Override
    public Worsened withReport(FailureReport other) {
      return new Worsened(other);
    }
  }

  /**
   * A release that dynos failed soon after.
   *
   * @param rollback whether to roll back, and to what
   */
  record SuspectRelease(Release release, Rollback rollback) {}

  /**
   * Which dynos fail, and how.
   *
   * @param total how many dynos of the type there are
   * @param failing how many of them fail now, those reported before included
   * @param dynos the newly failing ones
   * @param release the one they failed on, if it was made shortly before; null otherwise
   * @param herokuIncident of Heroku itself, open then; null if none was known
   */
  @RecordBuilder
  record FailureReport(
      ProcessType type,
      Set<Circumstance> circumstances,
      int total,
      int failing,
      List<Failure> dynos,
      @Nullable SuspectRelease release,
      @Nullable HerokuIncident herokuIncident)
      implements IncidentEventFailureReportBuilder.With {
    /** While no incident of Heroku itself was known. */
    public FailureReport(
        ProcessType type,
        Set<Circumstance> circumstances,
        int total,
        int failing,
        List<Failure> dynos,
        @Nullable SuspectRelease release) {
      this(type, circumstances, total, failing, dynos, release, null);
    }

    public FailureReport {
      circumstances = Set.copyOf(circumstances);
      dynos = List.copyOf(dynos);
    }

    public boolean has(Circumstance circumstance) {
      return circumstances.contains(circumstance);
    }

    /** Whether Heroku has restarted all of the dynos after a crash, which may last or not. */
    public boolean isUpAgain() {
      return dynos.stream()
          .allMatch(
              dyno -> dyno.upAgainSince() != null && !dyno.state().equals(DynoState.RESTARTING));
    }

    private boolean isCalm() {
      return has(Circumstance.FIRST_READING) || (isUpAgain() && !has(Circumstance.CRASH_LOOP));
    }
  }

  /** What holds while dynos fail. */
  enum Circumstance {
    /** The dynos already failed when the watch began. */
    FIRST_READING,
    /** Nothing is known but that dynos restarted, each once. */
    WARNING,
    /** The failure is a crash loop already. */
    CRASH_LOOP,
    /** No dyno of the process type is up. */
    DOWN,
    /** The app is in maintenance mode. */
    MAINTENANCE
  }

  /**
   * A dyno crashes again and again.
   *
   * @param where the dyno, or on Fir the process type
   * @param crashes so many since {@code since}
   * @param latest the crash that made it a loop
   * @param herokuIncident of Heroku itself, open then; null if none was known
   */
  record CrashLooping(
      ProcessType type,
      String where,
      int crashes,
      Instant since,
      Failure latest,
      @Nullable SuspectRelease release,
      @Nullable HerokuIncident herokuIncident)
      implements IncidentEvent {
    /** While no incident of Heroku itself was known. */
    public CrashLooping(
        ProcessType type,
        String where,
        int crashes,
        Instant since,
        Failure latest,
        @Nullable SuspectRelease release) {
      this(type, where, crashes, since, latest, release, null);
    }

    public CrashLooping withLatest(Failure other) {
      return new CrashLooping(type, where, crashes, since, other, release, herokuIncident);
    }

    @Override
    public boolean isLoud() {
      return true;
    }
  }

  /**
   * Dynos still fail, and nobody has acknowledged it.
   *
   * @param total how many dynos of the type there are
   * @param next when it is reminded of again, by our clock; null for never
   */
  record StillFailing(
      ProcessType type,
      List<FailingDyno> dynos,
      int total,
      Instant since,
      int crashes,
      @Nullable Instant next)
      implements IncidentEvent {
    public StillFailing {
      dynos = List.copyOf(dynos);
    }

    @Override
    public boolean isLoud() {
      return true;
    }
  }

  /**
   * Some dynos are steadily up again, and others still fail.
   *
   * @param dynos those that are up
   * @param left those that still fail
   * @param since when the failure began
   * @param until when the last of them came up
   * @param crashes counted in the incident
   */
  record PartlyRecovered(
      ProcessType type,
      List<String> dynos,
      List<FailingDyno> left,
      Instant since,
      Instant until,
      int crashes,
      Resolution resolution)
      implements IncidentEvent {
    public PartlyRecovered {
      dynos = List.copyOf(dynos);
      left = List.copyOf(left);
    }

    @Override
    public boolean isLoud() {
      return false;
    }
  }

  /**
   * All dynos are steadily up again: the incident is over.
   *
   * @param dynos those that came up last
   * @param since when the failure began
   * @param until when the last of them came up
   * @param crashes counted in the incident
   */
  record Recovered(
      ProcessType type,
      List<String> dynos,
      Instant since,
      Instant until,
      int crashes,
      Resolution resolution)
      implements IncidentEvent {
    public Recovered {
      dynos = List.copyOf(dynos);
    }

    @Override
    public boolean isLoud() {
      return false;
    }
  }

  /** The incident is over without a recovery: the dynos left, or nobody watches them any more. */
  record Closed(ProcessType type, List<String> dynos, ClosedReason why, Instant since)
      implements IncidentEvent {
    public Closed {
      dynos = List.copyOf(dynos);
    }

    @Override
    public boolean isLoud() {
      return false;
    }
  }

  /** A failure that could not be delivered before it was over. */
  record OverBeforeDelivery(DynosFailed failure, Recovered recovery) implements IncidentEvent {
    @Override
    public ProcessType type() {
      return failure.type();
    }

    @Override
    public boolean isLoud() {
      return false;
    }
  }
}
