package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Failure.PlatformError;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.Visibility.Blind;
import dev.herokumattermost.incident.WeeklyReport.Acknowledged;
import dev.herokumattermost.incident.WeeklyReport.AppWeek;
import dev.herokumattermost.incident.WeeklyReport.BlindTo;
import dev.herokumattermost.incident.WeeklyReport.FailureKind;
import dev.herokumattermost.incident.WeeklyReport.Incidents;
import dev.herokumattermost.incident.WeeklyReport.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts a week, from the history and from what is open now.
 *
 * @param history what has ended, of all apps
 * @param states of all apps
 * @param now by our clock
 */
public record WeekFigures(
    Week week, List<HistoryEntry> history, Collection<AppState> states, Instant now) {
  private static final int HOURS = 24;

  /** An incident as far as it is counted; without an end it is still open. */
  private record Counted(AppName app, Instant from, @Nullable EndedIncident ended) {
    Instant until(Instant now) {
      return ended == null ? now : ended.until();
    }

    boolean isHeldBack() {
      return ended != null && ended.heldBack();
    }

    boolean isRecovered() {
      return ended != null && ended.end().why() == null;
    }
  }

  /** The report of the week. */
  public WeeklyReport report() {
    List<Counted> all = counted();
    var byApp = new TreeMap<AppName, List<Counted>>();
    all.forEach(one -> byApp.computeIfAbsent(one.app(), _ -> new ArrayList<>()).add(one));
    List<AppWeek> apps =
        byApp.entrySet().stream()
            .map(
                one -> new AppWeek(one.getKey(), incidents(one.getValue()), causes(one.getValue())))
            .sorted(
                Comparator.comparingInt((AppWeek one) -> -one.incidents().count())
                    .thenComparing(one -> one.incidents().failing(), Comparator.reverseOrder())
                    .thenComparing(AppWeek::app))
            .toList();
    return new WeeklyReport(
        week.name(),
        week.from(),
        week.until(),
        incidents(all),
        apps.stream().limit(WeeklyReport.MOST_APPS).toList(),
        Math.max(0, apps.size() - WeeklyReport.MOST_APPS),
        hours(all),
        acknowledged(all),
        watching(all));
  }

  /** What is open again has an entry of its first end, and counts as open. */
  private List<Counted> counted() {
    var counted = new LinkedHashMap<String, Counted>();
    for (HistoryEntry entry : history) {
      if (entry instanceof EndedIncident ended) {
        counted.put(
            ended.app() + "/" + ended.type() + ended.from(),
            new Counted(ended.app(), ended.from(), ended));
      }
    }
    for (AppState state : states) {
      for (Incident incident : state.incidents()) {
        if (incident.isOpen() && !incident.isWarning() && !incident.isHeldBack()) {
          counted.put(
              state.app() + "/" + incident.type() + incident.openedAt(),
              new Counted(state.app(), incident.openedAt(), null));
        }
      }
    }
    return counted.values().stream().filter(one -> week.contains(one.from())).toList();
  }

  private Incidents incidents(List<Counted> all) {
    List<Counted> alerted = alerted(all);
    List<Duration> recoveries =
        alerted.stream()
            .filter(Counted::isRecovered)
            .map(one -> Objects.requireNonNull(one.ended()).lasted())
            .sorted()
            .toList();
    return new Incidents(
        alerted.size(),
        (int) alerted.stream().filter(one -> one.ended() == null).count(),
        (int) ended(alerted).filter(one -> one.release() != null).count(),
        (int) ended(alerted).filter(one -> !one.acknowledgedBy().isEmpty()).count(),
        all.size() - alerted.size(),
        failing(alerted),
        recoveries.isEmpty() ? null : share(recoveries, 50),
        recoveries.isEmpty() ? null : recoveries.getLast());
  }

  private static List<Counted> alerted(List<Counted> all) {
    return all.stream().filter(one -> !one.isHeldBack()).toList();
  }

  private static Stream<EndedIncident> ended(List<Counted> all) {
    return all.stream().flatMap(one -> Stream.ofNullable(one.ended()));
  }

  /** Process types of one app that fail at once count once. */
  private Duration failing(List<Counted> all) {
    var byApp = new HashMap<AppName, List<Counted>>();
    all.forEach(one -> byApp.computeIfAbsent(one.app(), _ -> new ArrayList<>()).add(one));
    Duration whole = Duration.ZERO;
    for (List<Counted> ofApp : byApp.values()) {
      Instant reached = Instant.EPOCH;
      for (Counted one : ofApp.stream().sorted(Comparator.comparing(Counted::from)).toList()) {
        Instant start = one.from().isAfter(reached) ? one.from() : reached;
        Instant end = one.until(now);
        if (end.isAfter(start)) {
          whole = whole.plus(week.within(start, end));
          reached = end;
        }
      }
    }
    return whole;
  }

  /** The shortest that so many of a hundred do not exceed. */
  private static Duration share(List<Duration> sorted, int percent) {
    int place = (sorted.size() * percent + 99) / 100;
    return sorted.get(Math.max(0, place - 1));
  }

  private static List<FailureKind> causes(List<Counted> all) {
    var counts = new LinkedHashMap<FailureKind, Integer>();
    ended(alerted(all)).forEach(one -> counts.merge(cause(one.cause()), 1, Integer::sum));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<FailureKind, Integer>comparingByValue().reversed())
        .map(
            one ->
                new FailureKind(
                    one.getKey().state(),
                    one.getKey().exit(),
                    one.getKey().error(),
                    one.getValue()))
        .toList();
  }

  private static FailureKind cause(@Nullable Failure failure) {
    if (failure == null) {
      return new FailureKind(null, null, null, 0);
    }
    PlatformError error =
        failure.errors().stream()
            .filter(PlatformError::fatal)
            .findFirst()
            .map(one -> new PlatformError(one.code(), 1, one.seconds(), true))
            .orElse(null);
    return new FailureKind(failure.state(), failure.exit(), error, 0);
  }

  private List<Integer> hours(List<Counted> all) {
    var hours = new int[HOURS];
    alerted(all).forEach(one -> hours[one.from().atZone(week.zone()).getHour()]++);
    return IntStream.of(hours).boxed().toList();
  }

  private static List<Acknowledged> acknowledged(List<Counted> all) {
    var counts = new TreeMap<String, Integer>();
    ended(alerted(all))
        .forEach(
            one ->
                one.acknowledgedBy().stream()
                    .map(Acknowledgement.Person::name)
                    .distinct()
                    .forEach(name -> counts.merge(name, 1, Integer::sum)));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(WeeklyReport.MOST_PEOPLE)
        .map(one -> new Acknowledged(one.getKey(), one.getValue()))
        .toList();
  }

  private Watching watching(List<Counted> all) {
    var blind = new TreeMap<AppName, Duration>();
    for (HistoryEntry entry : history) {
      if (entry instanceof BlindPeriod period) {
        add(blind, period.app(), week.within(period.from(), period.until()));
      }
    }
    for (AppState state : states) {
      if (state.visibility() instanceof Blind open && open.reported()) {
        add(blind, state.app(), week.within(open.since(), now));
      }
    }
    Duration toAll = Objects.requireNonNullElse(blind.remove(AppState.ACCOUNT), Duration.ZERO);
    List<Duration> delays =
        ended(all).flatMap(one -> Stream.ofNullable(one.delay())).sorted().toList();
    return new Watching(
        toAll,
        blind.entrySet().stream()
            .sorted(Map.Entry.<AppName, Duration>comparingByValue().reversed())
            .map(one -> new BlindTo(one.getKey(), one.getValue()))
            .toList(),
        delays.size(),
        delays.isEmpty() ? null : share(delays, 50),
        delays.isEmpty() ? null : share(delays, 95));
  }

  /** Whether it could be read or what it sent could not be processed, the app went unwatched. */
  private static void add(Map<AppName, Duration> blind, AppName name, Duration time) {
    if (!time.isZero()) {
      blind.merge(AppState.processedUnder(name).orElse(name), time, Duration::plus);
    }
  }
}
