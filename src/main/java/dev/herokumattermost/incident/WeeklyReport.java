package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a week brought: the incidents that opened in it, and how the watch itself did.
 *
 * @param week its name, such as {@code 2026-W48}
 * @param apps those with incidents, most first; at most {@value #MOST_APPS}
 * @param moreApps how many more there are
 * @param hours how many incidents opened in each hour of the day, in the zone of the posts
 * @param acknowledged who was on how many incidents, most first; at most {@value #MOST_PEOPLE}
 */
public record WeeklyReport(
    String week,
    Instant from,
    Instant until,
    Incidents all,
    List<AppWeek> apps,
    int moreApps,
    List<Integer> hours,
    List<Acknowledged> acknowledged,
    Watching watching)
    implements AlertEvent {
  public static final int MOST_APPS = 20;
  public static final int MOST_PEOPLE = 10;
  public static final int MOST_CAUSES = 5;

  private static final int HOURS = 24;

  public WeeklyReport {
    apps = List.copyOf(apps);
    hours = List.copyOf(hours);
    acknowledged = List.copyOf(acknowledged);
    if (hours.size() != HOURS || apps.size() > MOST_APPS) {
      throw new IllegalArgumentException("no report of a week");
    }
  }

  /**
   * Incidents in numbers. Those that were held back to their end are counted apart from all else,
   * because nobody was to hear of them.
   *
   * @param count that opened
   * @param open of them, those that are still open
   * @param afterRelease of them, those that followed a release
   * @param acknowledged of them, those that somebody was on
   * @param heldBack besides them, those that nobody heard of
   * @param failing how long at least one process type of an app failed
   * @param medianRecovery null if nothing recovered
   * @param worstRecovery null if nothing recovered
   */
  public record Incidents(
      int count,
      int open,
      int afterRelease,
      int acknowledged,
      int heldBack,
      Duration failing,
      @Nullable Duration medianRecovery,
      @Nullable Duration worstRecovery) {}

  /** An app with its most frequent causes. */
  public record AppWeek(AppName app, Incidents incidents, List<FailureKind> causes) {
    public AppWeek {
      causes = causes.stream().limit(MOST_CAUSES).toList();
    }
  }

  /**
   * What began some of the incidents.
   *
   * @param state in which the first dyno failed; null if nothing is known
   * @param exit its exit status; null if the log gave none
   * @param error of the platform that ended it; null if none did
   */
  public record FailureKind(
      @Nullable DynoState state,
      @Nullable Integer exit,
      @Nullable PlatformError error,
      int incidents) {}

  /**
   * A person who was on incidents.
   *
   * @param name empty if Mattermost did not say
   */
  public record Acknowledged(String name, int incidents) {}

  /**
   * How the watch did. How many passes it made is not known: one that finds nothing writes nothing.
   *
   * @param blindToAll how long most apps could not be read, for one cause
   * @param blindTo how long single apps could not be read, longest first
   * @param alerts of how many alerts the delay is known
   * @param medianDelay from the decision to alert until Mattermost had the post; null if there was
   *     none
   * @param slowDelay the same, which 95 of 100 alerts did not exceed
   */
  public record Watching(
      Duration blindToAll,
      List<BlindTo> blindTo,
      int alerts,
      @Nullable Duration medianDelay,
      @Nullable Duration slowDelay) {
    public Watching {
      blindTo = blindTo.stream().limit(MOST_APPS).toList();
    }
  }

  /** An app that could not be read for some time. */
  public record BlindTo(AppName app, Duration time) {}
}
