package dev.herokumattermost.pass;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.dyno.SpaceReading.Listed;
import dev.herokumattermost.dyno.SpaceReading.Unlisted;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.RefusedSpaces;
import dev.herokumattermost.outbox.StoredApp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lists of the Private Spaces in one pass, and what they show.
 *
 * @param readings of the apps whose dynos a list shows
 * @param leftOut apps of which the list of their space shows no dynos, and that list
 * @param outcomes what came of each list that was asked for
 */
record SpaceLists(
    Map<AppName, Reading> readings,
    Map<AppName, Listed> leftOut,
    Map<SpaceName, Outcome> outcomes) {
  /** A dyno this new may have come between the list of its space and the call of its app. */
  private static final Duration JUST_CAME = Duration.ofSeconds(10);

  /** What came of asking for a list. */
  sealed interface Outcome {
    /** Its apps were read by it. */
    record Used() implements Outcome {}

    /** Its apps were read one by one in this pass; the next one asks for the list again. */
    record Missed(String why) implements Outcome {}

    /** Its apps are read one by one for a while. */
    record OfNoUse(String why) implements Outcome {}
  }

  /** Asks for the lists that are of use: those that are not refused, of two apps or more. */
  static SpaceLists read(
      Collection<AppName> apps,
      Map<AppName, SpaceName> spaces,
      Map<AppName, StoredApp> stored,
      Heroku heroku,
      BoundedParallelism parallel,
      Deadline deadline)
      throws InterruptedException {
    var lists = new SpaceLists(new HashMap<>(), new TreeMap<>(), new TreeMap<>());
    Map<SpaceName, List<AppName>> bySpace =
        apps.stream()
            .filter(spaces::containsKey)
            .collect(groupingBy(spaces::get, TreeMap::new, toList()));
    RefusedSpaces refused = of(stored, AppState.ACCOUNT).state().spacesRefused();
    Instant now = deadline.clock().instant();
    bySpace.values().removeIf(its -> its.size() < 2);
    bySpace.keySet().removeIf(space -> refused.isRefused(space, now));
    parallel
        .map(
            List.copyOf(bySpace.keySet()),
            space -> heroku.space(space, deadline),
            (space, failure) ->
                new Unlisted(
                    space, Reading.Cause.NOT_PROCESSED, failure.getClass().getSimpleName()))
        .forEach(list -> lists.take(list, bySpace.getOrDefault(list.space(), List.of())));
    return lists;
  }

  private static StoredApp of(Map<AppName, StoredApp> stored, AppName app) {
    return stored.getOrDefault(app, StoredApp.unknown(app));
  }

  /** How many calls the lists took. */
  int calls() {
    return outcomes.size();
  }

  private void take(SpaceReading list, List<AppName> apps) {
    switch (list) {
      case Listed listed -> {
        outcomes.put(listed.space(), new Outcome.Used());
        apps.forEach(app -> take(app, listed));
      }
      case Unlisted unlisted -> {
        if (unlisted.concernsEveryCall()) {
          apps.forEach(
              app -> readings.put(app, new Blind(app, unlisted.cause(), unlisted.detail())));
        }
        outcomes.put(
            unlisted.space(),
            unlisted.mayPass()
                ? new Outcome.Missed(unlisted.detail())
                : new Outcome.OfNoUse(unlisted.detail()));
      }
    }
  }

  /**
   * That an app is not there, or has no dynos, is not taken for scaled to zero: its own call says
   * whether it is, when its turn comes, or at once if it had dynos.
   */
  private void take(AppName app, Listed listed) {
    var dynos = listed.apps().getOrDefault(app, List.of());
    if (dynos.isEmpty()) {
      leftOut.put(app, listed);
    } else {
      readings.put(app, new Reading.Dynos(app, listed.at(), dynos));
    }
  }

  /**
   * The outcomes once apps were read by their own calls: a list that leaves out dynos is of no use.
   */
  Map<SpaceName, Outcome> judgedBy(Collection<Reading> ownCalls) {
    var judged = new TreeMap<>(outcomes);
    for (Reading reading : ownCalls) {
      Optional.ofNullable(leftOut.get(reading.app()))
          .filter(listed -> lacksDynos(listed, reading))
          .ifPresent(
              listed ->
                  judged.put(
                      listed.space(),
                      new Outcome.OfNoUse("it leaves out dynos of " + reading.app())));
    }
    return judged;
  }

  private static boolean lacksDynos(Listed listed, Reading reading) {
    return reading instanceof Reading.Dynos dynos
        && dynos.dynos().stream()
            .anyMatch(dyno -> dyno.createdAt().plus(JUST_CAME).isBefore(listed.at()));
  }
}
