package dev.herokumattermost.discovery;

import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.rules.Selection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all accounts watch together, to tell which apps are nobody's.
 *
 * @param apps by their names
 * @param ids those that are known by an id
 * @param selections of all accounts
 * @param unknown how many accounts have to find out what they watch, and never did
 */
public record AllWatched(
    Set<AppName> apps, Set<AppId> ids, List<Selection> selections, int unknown) {
  public static final AllWatched NONE = new AllWatched(Set.of(), Set.of(), List.of(), 0);

  public AllWatched {
    apps = Set.copyOf(apps);
    ids = Set.copyOf(ids);
    selections = List.copyOf(selections);
  }

  /** With an account whose apps are all named. */
  public AllWatched and(Selection names) {
    return and(names, names.names(), List.of(), 0);
  }

  /** With an account that discovers its apps. */
  public AllWatched and(Selection selection, Optional<KnownApps> known) {
    return and(
        selection,
        known.map(one -> one.watched(selection)).orElseGet(selection::names),
        known.map(KnownApps::apps).orElse(List.of()),
        known.isPresent() ? 0 : 1);
  }

  private AllWatched and(
      Selection selection, Set<AppName> names, List<ListedApp> known, int notKnown) {
    return new AllWatched(
        union(apps, names),
        union(ids, known.stream().map(ListedApp::id).collect(Collectors.toSet())),
        Stream.concat(selections.stream(), Stream.of(selection)).toList(),
        unknown + notKnown);
  }

  private static <T> Set<T> union(Set<T> some, Set<T> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether surely nobody watches an app. One that was renamed is still known by its old name, and
   * a new one is selected before it is known.
   */
  public boolean leaveOut(ListedApp app) {
    return unknown == 0
        && !apps.contains(app.name())
        && !ids.contains(app.id())
        && selections.stream().noneMatch(selection -> selection.takes(app));
  }
}
