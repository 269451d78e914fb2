package dev.herokumattermost.watch;

import dev.herokumattermost.watch.Diagnosis.Ill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The crashes of late of one process type, to recognize a loop. */
final class CrashTally {
  private final ProcessType type;
  private final Comparison comparison;
  private final Rule rule;
  private final Instant horizon;
  private List<Crash> crashes;

  /**
   * What is known so far.
   *
   * @param crashes those of the app's other process types with them
   */
  CrashTally(List<Crash> crashes, ProcessType type, Comparison comparison, Rule rule) {
    this.crashes = crashes;
    this.type = type;
    this.comparison = comparison;
    this.rule = rule;
    horizon = comparison.reading().at().minus(rule.crashLoop().within());
  }

  List<Crash> crashes() {
    return crashes;
  }

  /** Counts new ones, and forgets those that are too old to make a loop. */
  void count(List<Ill> ill) {
    var all = new ArrayList<Crash>();
    for (Crash crash : crashes) {
      if (!isOfType(crash) || crash.at().isAfter(horizon)) {
        all.add(crash);
      }
    }
    for (Ill sick : ill) {
      for (Instant at : sick.crashes()) {
        if (at.isAfter(horizon)) {
          all.add(new Crash(Crash.place(sick.dyno()), at));
        }
      }
    }
    crashes = all;
  }

  /** No more are remembered than it takes to recognize a loop. */
  void bound() {
    var kept = new ArrayList<Crash>();
    var seen = new LinkedHashMap<String, Integer>();
    for (Crash crash : crashes.reversed()) {
      if (seen.merge(crash.where(), 1, Integer::sum) <= loopOf(crash.where())) {
        kept.addFirst(crash);
      }
    }
    crashes = kept;
  }

  /** Where dynos go round in a loop; null if none does. */
  @Nullable String loopingPlace(List<Ill> ill) {
    var places = new TreeSet<String>();
    ill.forEach(sick -> places.add(Crash.place(sick.dyno())));
    for (String place : places) {
      if (at(place) >= loopOf(place)) {
        return place;
      }
    }
    return null;
  }

  int at(String place) {
    return (int) crashes.stream().filter(crash -> crash.where().equals(place)).count();
  }

  Instant firstAt(String place) {
    return crashes.stream()
        .filter(crash -> crash.where().equals(place))
        .map(Crash::at)
        .min(Instant::compareTo)
        .orElse(comparison.reading().at());
  }

  private boolean isOfType(Crash crash) {
    return crash.where().equals(type.value()) || crash.where().startsWith(type.value() + ".");
  }

  /** On Fir crashes are counted for all dynos together, and each may crash once without a loop. */
  private int loopOf(String place) {
    int others = place.equals(type.value()) ? Math.max(0, comparison.listed(type) - 1) : 0;
    return rule.crashLoop().crashes() + others;
  }
}
