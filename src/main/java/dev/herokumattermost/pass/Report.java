package dev.herokumattermost.pass;

import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.outbox.NotificationId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What one round did.
 *
 * @param failedAccounts those whose round failed as a whole; the troubles say why
 * @param apps how many were looked at
 * @param coverage how many are watched, and how far apart the looks at each are
 * @param blind those that could not be read, and why
 * @param changes by app, what changed and what it means
 * @param deferred apps whose changes wait for a pass that can ask Heroku about them
 * @param posted what Mattermost has now, in order
 * @param setAside what was given up after a day
 * @param drafts what a rehearsal would have posted; empty otherwise
 * @param waiting how many notifications still wait
 * @param oldestWaiting for how long the oldest of them waits; zero if none does
 * @param conflicts apps dropped because another pass wrote them first
 * @param unsaved apps whose state could not be saved; the troubles say why
 * @param failures apps whose data the watch could not process
 * @param troubles what else went wrong without ending the round, for people
 * @param notes what is not wrong, but for people to know
 * @param calls to Heroku
 * @param callsLeft of the Heroku account; empty if Heroku has not said
 * @param reads of the table
 * @param writes to the table
 * @param took from the load to the last delivery
 */
@RecordBuilder
public record Report(
    List<String> failedAccounts,
    int apps,
    Coverage coverage,
    List<Blind> blind,
    Map<AppName, List<DiagnosedChange>> changes,
    List<AppName> deferred,
    List<NotificationId> posted,
    List<NotificationId> setAside,
    List<Draft> drafts,
    int waiting,
    Duration oldestWaiting,
    List<AppName> conflicts,
    List<AppName> unsaved,
    List<AppFailure> failures,
    List<String> troubles,
    List<String> notes,
    int calls,
    OptionalInt callsLeft,
    int reads,
    int writes,
    Duration took) {
  public Report {
    failedAccounts = List.copyOf(failedAccounts);
    blind = List.copyOf(blind);
    changes = new TreeMap<>(changes);
    deferred = List.copyOf(deferred);
    posted = List.copyOf(posted);
    setAside = List.copyOf(setAside);
    drafts = List.copyOf(drafts);
    conflicts = List.copyOf(conflicts);
    unsaved = List.copyOf(unsaved);
    failures = List.copyOf(failures);
    troubles = List.copyOf(troubles);
    notes = List.copyOf(notes);
  }

  /**
   * How closely the apps are watched.
   *
   * @param watched how many apps there are to look at, in this pass or in a later one
   * @param turns in how many passes each has its turn; one if each pass looks at all
   * @param lookEvery how far apart the looks at an app are that is in no trouble
   * @param anyVisible whether one app at least can be read, as far as is known
   * @param blindBefore how many of those that were not looked at could not be read the last time
   */
  public record Coverage(
      int watched, int turns, Duration lookEvery, boolean anyVisible, int blindBefore) {
    /** Of nothing. */
    public static final Coverage NONE = new Coverage(0, 1, Duration.ZERO, false, 0);

    public boolean isPartial() {
      return turns > 1;
    }

    /** Of both; the less close one counts. */
    public Coverage and(Coverage other) {
      return new Coverage(
          watched + other.watched,
          Math.max(turns, other.turns),
          lookEvery.compareTo(other.lookEvery) > 0 ? lookEvery : other.lookEvery,
          anyVisible || other.anyVisible,
          blindBefore + other.blindBefore);
    }

    /** For people. */
    public String sentence() {
      return "each app is looked at every " + minutes();
    }

    private String minutes() {
      long seconds = lookEvery.toSeconds();
      return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
  }

  /** A post that a rehearsal did not make. */
  public record Draft(AppName app, NotificationId notification, String text) {}

  /**
   * Whether the watch itself works: it can read at least one app, and saved what it decided about
   * all of them. What Mattermost did not take is kept, and counted on its own.
   */
  public boolean watched() {
    return failedAccounts.isEmpty() && (apps == 0 || coverage.anyVisible()) && unsaved.isEmpty();
  }

  /** Whether nothing went wrong. */
  public boolean ok() {
    return troubles.isEmpty() && failures.isEmpty();
  }

  public int changeCount() {
    return changes.values().stream().mapToInt(List::size).sum();
  }

  /** The changes of each app that has any, one line each. */
  public Map<String, List<String>> changeSummaries() {
    var byApp = new TreeMap<String, List<String>>();
    changes.forEach(
        (app, changed) -> {
          if (!changed.isEmpty()) {
            byApp.put(app.value(), changed.stream().map(DiagnosedChange::summary).toList());
          }
        });
    return byApp;
  }

  /**
   * What a person searches the log for, worst first: what went wrong, what could not be read, what
   * was posted, and what changed. Each line names its app.
   */
  public List<String> details() {
    var details = new ArrayList<>(failures.stream().map(AppFailure::toString).toList());
    details.addAll(troubles);
    details.addAll(notes);
    blind.forEach(b -> details.add(b.app() + ": blind, " + b.cause() + ", " + b.detail()));
    posted.forEach(notification -> details.add(notification + ": posted"));
    changeSummaries().forEach((app, lines) -> details.add(app + ": " + String.join("; ", lines)));
    deferred.forEach(app -> details.add(app + ": deferred"));
    conflicts.forEach(app -> details.add(app + ": another pass was first"));
    if (coverage.isPartial()) {
      details.add(coverage.sentence());
    }
    return List.copyOf(details);
  }
}
