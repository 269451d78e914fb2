package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.incident.EndedIncident;
import dev.herokumattermost.local.heroku.CrashRow;
import dev.herokumattermost.simulation.HintedHistory.Figures;
import dev.herokumattermost.simulation.RecordedHeroku.Pace;
import dev.herokumattermost.simulation.World.Broken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether two watches of one Heroku have found the same, of which one was told by webhooks when to
 * look, and the other was not. A webhook makes the watch look sooner, so it can see what was over
 * before the next round. What must be the same therefore depends on how long things last.
 *
 * <p>If what happens to an app lasts for three rounds, and no failure comes just as a recovery is
 * long enough ago for a new incident, both find <b>the same incidents</b>: of the same app and
 * process type, since the same moment. Of each, the root post and the last post say the same in the
 * end, and so does the history: how it ended, when the failure was over, what ended it, how it was
 * first reported, and how many crashes there were. What may differ is when it was said. An incident
 * that closed because its dynos left has no end by Heroku's clock, so how long it lasted may
 * differ. And a failure and its end that were both late are one post. In half of the histories the
 * log has a line some seconds late, and a hinted pass can come before it; then the incidents must
 * be the same, but the first report may lack the exit status and the cause. And of things that
 * happen at any time, a crash within seconds of another dyno's may be missed, or told as a restart.
 *
 * <p>If things happen at any time, the watch with webhooks <b>has every incident that the other
 * has</b>: one of the same app and process type that was open while the other's was. It may have
 * more, and may count more crashes, but none that did not happen.
 *
 * <p>In both cases and for both watches, each incident began with a crash that happened. It has no
 * more crashes than happened while it was open. And no two are about one process type at one time.
 */
final class SameIncidents {
  /** Of the API's clock and that of the log, about one event. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  private static final Pattern CRASHES = Pattern.compile("\\b(\\d+) crash(es)?\\b");

  private final RecordedHeroku recorded;
  private final boolean logAtOnce;
  private final Map<String, IncidentStory> polled;
  private final Map<String, IncidentStory> hinted;

  private SameIncidents(RecordedHeroku recorded, Figures polled, Figures hinted) {
    this.recorded = recorded;
    this.logAtOnce = hinted.logTakes().isZero();
    this.polled = polled.stories();
    this.hinted = hinted.stories();
  }

  /**
   * Compares.
   *
   * @throws Broken if they have not found the same
   */
  static void check(Pace pace, RecordedHeroku recorded, Figures polled, Figures hinted) {
    var both = new SameIncidents(recorded, polled, hinted);
    both.checkTruth(polled.stories());
    both.checkTruth(hinted.stories());
    switch (pace) {
      case LASTING -> both.checkSame();
      case ANY -> both.checkNoneMissing();
    }
  }

  private void checkSame() {
    if (polled.size() != hinted.size()) {
      throw otherIncidents();
    }
    for (IncidentStory one : polled.values()) {
      IncidentStory other =
          hinted.values().stream()
              .filter(story -> isOfTheSame(one.ended(), story.ended()))
              .filter(story -> isSame(one.ended().from(), story.ended().from()))
              .findFirst()
              .orElseThrow(this::otherIncidents);
      if (!(logAtOnce ? other.agreesWith(one) : other.agreesInBriefWith(one))) {
        throw new Broken("said otherwise:\n" + other + "\ninstead of\n" + one);
      }
    }
  }

  private Broken otherIncidents() {
    return new Broken("other incidents: " + hinted.keySet() + " instead of " + polled.keySet());
  }

  private void checkNoneMissing() {
    for (EndedIncident one : ended(polled)) {
      boolean found =
          ended(hinted).stream()
              .filter(other -> isOfTheSame(one, other))
              .anyMatch(other -> isWithin(one.from(), other) || isWithin(other.from(), one));
      if (!found) {
        throw new Broken("missed: " + one);
      }
    }
  }

  private void checkTruth(Map<String, IncidentStory> stories) {
    stories.forEach(
        (id, story) -> {
          EndedIncident one = story.ended();
          if (!logAtOnce && isOfARestart(story)) {
            return;
          }
          if (one == null) {
            throw new Broken("no incident, or not in the history: " + story);
          }
          if (crashes(one.app(), one).noneMatch(crash -> isSame(crash.at(), one.from()))) {
            throw new Broken("it did not happen: " + id + " " + story);
          }
          Matcher counted = CRASHES.matcher(story.root());
          Instant decided = one.end().at().plus(CLOCKS);
          long happened =
              crashes(one.app(), one)
                  .map(CrashRow::at)
                  .filter(at -> !at.isBefore(one.from().minus(CLOCKS)) && !at.isAfter(decided))
                  .count();
          if (counted.find() && Integer.parseInt(counted.group(1)) > happened) {
            throw new Broken("only " + happened + " crashes happened: " + id + " " + story);
          }
        });
    var all = new ArrayList<>(ended(stories));
    for (EndedIncident one : all) {
      if (all.stream()
          .filter(other -> other != one && isOfTheSame(one, other))
          .anyMatch(other -> isWithin(other.from(), one))) {
        throw new Broken("told twice, as two incidents: " + all);
      }
    }
  }

  /** Another dyno's crash waits for no log, and then a restart is one without a cause. */
  private static boolean isOfARestart(IncidentStory story) {
    EndedIncident one = story.ended();
    return one == null
        ? story.root().contains(" restarted, cause unknown")
        : one.cause() != null && one.cause().state().equals(DynoState.RESTARTING);
  }

  private Stream<CrashRow> crashes(AppName app, EndedIncident one) {
    return recorded.app(app).crashes().stream()
        .filter(crash -> crash.type().equals(one.type().value()));
  }

  private static List<EndedIncident> ended(Map<String, IncidentStory> stories) {
    return stories.values().stream().map(IncidentStory::ended).filter(Objects::nonNull).toList();
  }

  private static boolean isOfTheSame(EndedIncident one, EndedIncident other) {
    return one.app().equals(other.app()) && one.type().equals(other.type());
  }

  private static boolean isSame(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(CLOCKS) <= 0;
  }

  private static boolean isWithin(Instant at, EndedIncident one) {
    return !at.isBefore(one.from().minus(CLOCKS)) && !at.isAfter(one.until().plus(CLOCKS));
  }
}
