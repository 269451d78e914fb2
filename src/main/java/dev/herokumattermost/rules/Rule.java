package dev.herokumattermost.rules;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * How failures of some process types of some apps are alerted.
 *
 * @param apps the apps that the rule is for
 * @param processes the process types that the rule is for
 * @param alertOn the dyno states that open an incident
 * @param ignore whether nothing of these is ever alerted
 * @param quietInMaintenance whether nothing is alerted while the app is in maintenance mode
 * @param failedReleases whether it is alerted that a release failed
 * @param steadyFor how long a dyno must be up again to count as recovered
 * @param reminders when an incident that stays open is alerted again
 * @param crashLoop how many crashes make a loop
 * @param route where the alert goes, and how loudly
 * @param logLines how many lines of a dyno's log the alert shows; zero for none
 * @param guide where to read what to do, and whom to ask
 * @param quietTimes when alerts mention nobody, or wait
 */
@RecordBuilder
public record Rule(
    NamePatterns apps,
    NamePatterns processes,
    Set<DynoState> alertOn,
    boolean ignore,
    boolean quietInMaintenance,
    boolean failedReleases,
    Duration steadyFor,
    Reminders reminders,
    CrashLoop crashLoop,
    Route route,
    int logLines,
    Guide guide,
    List<QuietTime> quietTimes)
    implements RuleBuilder.With {

  /** A phone would cut more lines, and each is kept in the table until it is delivered. */
  public static final int MOST_LOG_LINES = 50;

  /** For everything, with every default. */
  public static final Rule DEFAULT =
      new Rule(
          NamePatterns.ALL,
          NamePatterns.ALL,
          Set.of(DynoState.CRASHED, DynoState.RESTARTING),
          false,
          false,
          true,
          Duration.ofMinutes(3),
          new Reminders(Duration.ofMinutes(30), Duration.ofHours(4)),
          new CrashLoop(3, Duration.ofHours(1)),
          Route.DEFAULT.withPriority(Route.Priority.BY_IMPACT),
          10,
          Guide.NONE,
          List.of());

  public Rule {
    alertOn = Set.copyOf(alertOn);
    quietTimes = List.copyOf(quietTimes);
    if (steadyFor.isNegative()) {
      throw new IllegalArgumentException("a dyno cannot be steady for " + steadyFor);
    }
    if (logLines < 0 || logLines > MOST_LOG_LINES) {
      throw new IllegalArgumentException("no alert has " + logLines + " log lines");
    }
  }

  public boolean matches(AppName app, ProcessType process) {
    return apps.contains(app.value()) && processes.contains(process.value());
  }

  public boolean alertsOn(DynoState state) {
    return !ignore && alertOn.contains(state);
  }

  /** Whether nobody is mentioned. */
  public boolean isQuietAt(Instant now) {
    return quietTimes.stream().anyMatch(time -> time.contains(now));
  }

  /** Whether nothing is posted of an incident that opens. */
  public boolean holdsAt(Instant now) {
    return quietTimes.stream()
        .anyMatch(time -> time.incidents() == QuietTime.Handling.HOLD && time.contains(now));
  }

  /** Whether it is alerted that a release failed. */
  public boolean alertsOnFailedReleases() {
    return !ignore && failedReleases;
  }

  /** How long a dyno must be up to count as recovered: longer after a crash loop. */
  public Duration steadyFor(boolean afterCrashLoop) {
    return afterCrashLoop && steadyFor.compareTo(Thresholds.STEADY_AFTER_A_LOOP) < 0
        ? Thresholds.STEADY_AFTER_A_LOOP
        : steadyFor;
  }

  /**
   * When an open incident that nobody acknowledged is alerted again.
   *
   * @param first how long after the incident opened
   * @param every how long after the reminder before
   */
  public record Reminders(Duration first, Duration every) {
    public static final Reminders NEVER = new Reminders(Duration.ZERO, Duration.ZERO);

    public Reminders {
      if (first.isNegative() || every.isNegative() || first.isZero() != every.isZero()) {
        throw new IllegalArgumentException("reminders after " + first + " and every " + every);
      }
    }

    public boolean never() {
      return first.isZero();
    }
  }

  /**
   * When crashes are a loop.
   *
   * @param crashes at least two
   * @param within the time in which they happen
   */
  public record CrashLoop(int crashes, Duration within) {
    public CrashLoop {
      if (crashes < 2 || !within.isPositive()) {
        throw new IllegalArgumentException(crashes + " crashes within " + within + " are no loop");
      }
    }
  }
}
