package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an incident after its end. One that fails again soon after is the same incident,
 * and its next end replaces what was kept of the last.
 *
 * @param from the first failure, by Heroku's clock
 * @param end how and when it ended
 * @param cause the first failure as it was reported, without lines of the log; null if it was not
 * @param release the version of the release that it followed; null if it followed none
 * @param heldBack whether nothing of it was alerted, because of maintenance or of quiet hours
 * @param acknowledgedBy who said that they were on it
 * @param delay from the decision that it is to be alerted until Mattermost had the first post; null
 *     if it never had one
 */
public record EndedIncident(
    AppName app,
    ProcessType type,
    Instant from,
    Incident.Ended end,
    @Nullable Failure cause,
    @Nullable Integer release,
    boolean heldBack,
    List<Person> acknowledgedBy,
    @Nullable Duration delay)
    implements HistoryEntry {
  /** More are rarely named by a log, and the first say most. */
  private static final int MOST_ERRORS = 10;

  public EndedIncident {
    if (delay != null && (delay.isNegative() || delay.compareTo(KEPT) > 0)) {
      throw new IllegalArgumentException("no post waits for " + delay);
    }
    acknowledgedBy = acknowledgedBy.stream().limit(Acknowledgement.MOST).toList();
    cause = cause == null ? null : bounded(cause);
  }

  private static Failure bounded(Failure failure) {
    return failure
        .withoutLogLines()
        .withErrors(failure.errors().stream().limit(MOST_ERRORS).toList());
  }

  /**
   * What is to be kept of an incident. A warning is none that anybody counts.
   *
   * @param opening how it was first reported; empty if it was not
   * @param delay of its first post; empty if there is none
   */
  public static Optional<EndedIncident> of(
      AppName app, Incident incident, Optional<DynosFailed> opening, Optional<Duration> delay) {
    if (incident.isWarning() || !(incident.phase() instanceof Incident.Ended end)) {
      return Optional.empty();
    }
    Optional<FailureReport> report = opening.map(DynosFailed::report);
    SuspectRelease suspect = report.map(FailureReport::release).orElse(null);
    return Optional.of(
        new EndedIncident(
            app,
            incident.type(),
            incident.openedAt(),
            end,
            report.flatMap(one -> one.dynos().stream().findFirst()).orElse(null),
            suspect == null ? null : suspect.release().version(),
            incident.isHeldBack(),
            incident.acknowledgement().acknowledgedBy(),
            delay.map(EndedIncident::plausible).orElse(null)));
  }

  /** Clocks can be set while a post waits. */
  private static Duration plausible(Duration delay) {
    return delay.isNegative() ? Duration.ZERO : delay.compareTo(KEPT) > 0 ? KEPT : delay;
  }

  @Override
  public Instant until() {
    return end.until();
  }

  @Override
  public String name() {
    return type.value();
  }
}
