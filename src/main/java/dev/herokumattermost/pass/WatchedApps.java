package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.outbox.StoredApp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which apps an account watches, as far as a round knows it.
 *
 * @param apps those to watch; of others, what is known ends
 * @param undecided apps of which nobody can tell yet whether they are to be watched: what is known
 *     of them stays
 * @param listed what Heroku's lists said of those that were discovered
 * @param stored what is kept of each app, once what was discovered is saved
 * @param undiscovered why it is not known at all which apps there are; empty if it is
 * @param troubles what went wrong, for people
 * @param notes what is not wrong, but for people to know
 */
record WatchedApps(
    Set<AppName> apps,
    Set<AppName> undecided,
    List<ListedApp> listed,
    Map<AppName, StoredApp> stored,
    Optional<Blind> undiscovered,
    List<String> troubles,
    List<String> notes) {
  WatchedApps {
    apps = Set.copyOf(apps);
    undecided = Set.copyOf(undecided);
    listed = List.copyOf(listed);
    stored = new TreeMap<>(stored);
    troubles = List.copyOf(troubles);
    notes = List.copyOf(notes);
  }

  /** Apps that are named, which takes no discovery. */
  static WatchedApps named(Collection<AppName> apps, Map<AppName, StoredApp> stored) {
    return new WatchedApps(
        Set.copyOf(apps), Set.of(), List.of(), stored, Optional.empty(), List.of(), List.of());
  }

  /** Whether what is known of an app ends. */
  boolean isOver(AppName app) {
    return !apps.contains(app) && !undecided.contains(app);
  }
}
