package dev.herokumattermost.watch;

import java.time.Duration;
import java.util.Set;

/**
 * How some process types of some apps are told.
 *
 * @param apps the apps it is for
 * @param processes the process types it is for
 * @param alertOn the dyno states that open an incident
 * @param ignore whether nothing of these is ever told
 * @param quietInMaintenance whether nothing is told while the app is in maintenance mode
 * @param steadyFor how long a dyno must be up again to count as recovered
 * @param reminders when an incident that stays open is told again
 * @param crashLoop how many crashes make a loop
 * @param address where it is told, and how loudly
 * @param logLines how many of a dyno's last log lines are told with it; zero for none
 */
public record Rule(
    Names apps,
    Names processes,
    Set<DynoState> alertOn,
    boolean ignore,
    boolean quietInMaintenance,
    Duration steadyFor,
    Reminders reminders,
    CrashLoop crashLoop,
    Address address,
    int logLines) {

  /** More would be cut on a phone, and each is kept in the table until it is told. */
  public static final int MOST_LOG_LINES = 50;

  /** For everything, with every default. */
  public static final Rule DEFAULT =
      new Rule(
          Names.ALL,
          Names.ALL,
          Set.of(DynoState.CRASHED, DynoState.RESTARTING),
          false,
          false,
          Duration.ofMinutes(1),
          new Reminders(Duration.ofHours(1), Duration.ofHours(4)),
          new CrashLoop(3, Duration.ofMinutes(30)),
          Address.DEFAULT,
          10);

  public Rule {
    alertOn = Set.copyOf(alertOn);
    if (steadyFor.isNegative()) {
      throw new IllegalArgumentException("a dyno cannot be steady for " + steadyFor);
    }
    if (logLines < 0 || logLines > MOST_LOG_LINES) {
      throw new IllegalArgumentException("no notice has " + logLines + " log lines");
    }
  }

  /** The same treatment for other apps and process types. */
  public Rule forOnly(Names otherApps, Names otherProcesses) {
    return new Rule(
        otherApps,
        otherProcesses,
        alertOn,
        ignore,
        quietInMaintenance,
        steadyFor,
        reminders,
        crashLoop,
        address,
        logLines);
  }

  /** The same rule, never telling anything. */
  public Rule ignored() {
    return new Rule(
        apps,
        processes,
        alertOn,
        true,
        quietInMaintenance,
        steadyFor,
        reminders,
        crashLoop,
        address,
        logLines);
  }

  public boolean matches(AppName app, ProcessType process) {
    return apps.contains(app.value()) && processes.contains(process.value());
  }

  public boolean alertsOn(DynoState state) {
    return !ignore && alertOn.contains(state);
  }

  /**
   * When an open incident that nobody acknowledged is told again.
   *
   * @param first after it was opened
   * @param every after the first
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
