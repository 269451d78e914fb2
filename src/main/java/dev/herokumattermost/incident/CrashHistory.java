package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Crash;
import dev.herokumattermost.detect.Diagnosis.Failed;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.rules.Rule.CrashLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The recent crashes of an app, to recognize a crash loop of one process type.
 *
 * @param crashes those of the app's other process types included
 * @param listed how many dynos of the type are listed now
 * @param loop what counts as a loop
 * @param now by Heroku's clock
 */
record CrashHistory(
    List<Crash> crashes, ProcessType type, int listed, CrashLoop loop, Instant now) {

  /** With new crashes counted, and without those of the type that are too old to make a loop. */
  CrashHistory with(List<Failed> failed) {
    Instant horizon = now.minus(loop.within());
    var all = new ArrayList<Crash>();
    for (Crash crash : crashes) {
      if (!isOfType(crash) || crash.at().isAfter(horizon)) {
        all.add(crash);
      }
    }
    for (Failed one : failed) {
      for (Instant at : one.crashes()) {
        if (at.isAfter(horizon)) {
          all.add(new Crash(Crash.placeOf(one.dyno()), at));
        }
      }
    }
    return new CrashHistory(all, type, listed, loop, now);
  }

  /** Whether nothing is known of dynos but that each of them restarted, once lately. */
  boolean isWarning(List<Failed> failed) {
    return failed.stream()
        .allMatch(one -> one.isUnexplained() && countAt(Crash.placeOf(one.dyno())) < 2);
  }

  /** With no more crashes than it takes to recognize a loop. */
  CrashHistory bounded() {
    var kept = new ArrayList<Crash>();
    var seen = new HashMap<String, Integer>();
    for (Crash crash : crashes.reversed()) {
      if (seen.merge(crash.where(), 1, Integer::sum) <= crashesOfALoop(crash.where())) {
        kept.addFirst(crash);
      }
    }
    return new CrashHistory(kept, type, listed, loop, now);
  }

  /** The first place at which dynos are in a crash loop, of those where dynos failed now. */
  Optional<String> loopAmong(List<Failed> failed) {
    var places = new TreeSet<String>();
    failed.forEach(one -> places.add(Crash.placeOf(one.dyno())));
    return places.stream().filter(place -> countAt(place) >= crashesOfALoop(place)).findFirst();
  }

  int countAt(String place) {
    return (int) crashes.stream().filter(crash -> crash.where().equals(place)).count();
  }

  Instant firstAt(String place) {
    return crashes.stream()
        .filter(crash -> crash.where().equals(place))
        .map(Crash::at)
        .min(Instant::compareTo)
        .orElse(now);
  }

  private boolean isOfType(Crash crash) {
    return crash.where().equals(type.value()) || crash.where().startsWith(type.value() + ".");
  }

  /** On Fir crashes are counted for all dynos together, and each can crash once without a loop. */
  private int crashesOfALoop(String place) {
    int others = place.equals(type.value()) ? Math.max(0, listed - 1) : 0;
    return loop.crashes() + others;
  }
}
