package dev.herokumattermost.discovery;

import dev.herokumattermost.discovery.ListAnswer.Failed;
import dev.herokumattermost.discovery.ListAnswer.Listed;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.ListedApp.PipelineStage;
import dev.herokumattermost.rules.AppList;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.rules.Selection.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Heroku's lists say, as far as it is believed. A list that failed, and one that lacks more
 * than half of its apps for the first time, says nothing: what it said before holds on.
 *
 * @param before what was known
 * @param selection which apps are wanted
 * @param earlier what the accounts before this one watch
 * @param seen every app of the lists that are believed
 * @param silent the lists that are not believed, and those that failed
 * @param doubted those that lack more than half of their apps, seen for the first time or again
 * @param troubles what is to be said about them
 */
public record Listing(
    KnownApps before,
    Selection selection,
    EarlierAccounts earlier,
    Map<AppId, ListedApp> seen,
    Set<AppList> silent,
    Set<AppList> doubted,
    List<String> troubles) {
  /** So many apps that left their lists are looked up in one pass. */
  static final int MOST_LOOKUPS = 20;

  /** So many apps get another name in one pass: all of that is one transaction. */
  static final int MOST_RENAMED = 20;

  /** As many as the item of an account can hold, which takes 400 KB. */
  static final int MOST_APPS = 3_000;

  public Listing {
    seen = Map.copyOf(seen);
    silent = Set.copyOf(silent);
    doubted = Set.copyOf(doubted);
    troubles = List.copyOf(troubles);
  }

  /**
   * Takes in what was heard.
   *
   * @param answers to each of the selection's lists
   */
  public static Listing of(
      KnownApps before,
      Selection selection,
      EarlierAccounts earlier,
      Map<AppList, ListAnswer> answers) {
    var seen = new HashMap<AppId, ListedApp>();
    var silent = new HashSet<AppList>();
    var doubted = new HashSet<AppList>();
    var troubles = new ArrayList<String>();
    for (Map.Entry<AppList, ListAnswer> answer : answers.entrySet()) {
      AppList list = answer.getKey();
      boolean seenBefore = before.doubted().contains(list);
      switch (answer.getValue()) {
        case Failed(_, var detail) -> {
          silent.add(list);
          if (seenBefore) {
            doubted.add(list);
          }
          troubles.add(list + " was not had, and what it said before holds on: " + detail);
        }
        case Listed(var apps) -> {
          boolean lacksMost = lacksMost(list, apps, before, selection);
          if (lacksMost) {
            // Kept for as long as it does: another list may keep its apps known meanwhile.
            doubted.add(list);
          }
          if (lacksMost && !seenBefore) {
            silent.add(list);
            troubles.add(
                list + " lacks more than half of its apps; not believed before seen twice");
          } else {
            apps.forEach(app -> seen.merge(app.id(), app, (one, other) -> one.withStagesOf(other)));
          }
        }
      }
    }
    return new Listing(before, selection, earlier, seen, silent, doubted, troubles);
  }

  private static boolean lacksMost(
      AppList list, List<ListedApp> apps, KnownApps before, Selection selection) {
    Set<AppId> listed = apps.stream().map(ListedApp::id).collect(Collectors.toSet());
    List<ListedApp> were =
        before.apps().stream()
            .filter(app -> selection.takes(app) && shows(list, selection, app))
            .toList();
    long left = were.stream().filter(app -> listed.contains(app.id())).count();
    return 2 * left < were.size();
  }

  /** Whether an entry that relies on the list takes the app. */
  private static boolean shows(AppList list, Selection selection, ListedApp app) {
    return selection.entries().stream()
        .anyMatch(entry -> entry.list().filter(list::equals).isPresent() && entry.takes(app));
  }

  /** The apps that left the lists, and are to be looked up. */
  public List<ListedApp> toLookUp() {
    return before.apps().stream()
        .filter(app -> !seen.containsKey(app.id()) && isOurs(app) && !isUncertain(app))
        .limit(MOST_LOOKUPS)
        .toList();
  }

  /**
   * What follows from all that was heard.
   *
   * @param lookedUp the answers about {@link #toLookUp}
   * @param now by our clock
   */
  public Discovered after(Map<AppId, AppAnswer> lookedUp, Instant now) {
    return new Conclusion(lookedUp, now).discovered();
  }

  private boolean isOurs(ListedApp app) {
    return selection.takes(app) && !earlier.apps().contains(app.name());
  }

  private boolean relies(Entry entry) {
    return entry.list().filter(silent::contains).isPresent();
  }

  /** Whether a list that says nothing may show the app. */
  private boolean isUncertain(ListedApp app) {
    return isExclusionUncertain()
        || selection.entries().stream().anyMatch(entry -> relies(entry) && entry.takes(app));
  }

  /** Whether nobody knows what an exclusion takes, so that nothing new is taken in. */
  private boolean isExclusionUncertain() {
    return selection.exclusions().stream().anyMatch(this::relies);
  }

  /** The app as it is listed now, in the stages that only a list that says nothing can tell. */
  private ListedApp withUncertainStages(ListedApp now, ListedApp before) {
    Set<PipelineStage> uncertain =
        before.stages().stream()
            .filter(stage -> silent.contains(new AppList.OfPipeline(stage.pipeline())))
            .collect(Collectors.toSet());
    uncertain.addAll(now.stages());
    return now.withStages(uncertain);
  }

  /** The steps from what was heard to what is known. */
  private final class Conclusion {
    private final Map<AppId, AppAnswer> lookedUp;
    private final Instant now;
    private final List<String> said = new ArrayList<>(troubles);
    private final List<ListedApp> kept = new ArrayList<>();
    private final List<Renamed> renamed = new ArrayList<>();
    private final Set<AppName> gone = new HashSet<>();
    private final Set<AppName> left = new HashSet<>();
    private final Map<String, Instant> waiting = new HashMap<>();
    private boolean unfinished = !silent.isEmpty();

    Conclusion(Map<AppId, AppAnswer> lookedUp, Instant now) {
      this.lookedUp = lookedUp;
      this.now = now;
    }

    Discovered discovered() {
      before.apps().forEach(this::decide);
      if (clashes(kept)) {
        // One of them is about to be renamed or gone, but nobody can tell yet.
        undoRenames();
      }
      takeIn();
      letNamesWait();
      Set<AppName> names = kept.stream().map(ListedApp::name).collect(Collectors.toSet());
      Set<AppName> replaced = new HashSet<>(left);
      replaced.retainAll(names);
      var next =
          new KnownApps(
              silent.isEmpty() ? selection.toString() : before.selection(),
              silent.isEmpty() ? now : before.listedAt(),
              unfinished ? null : now.plus(KnownApps.EVERY),
              kept,
              leftOut(),
              unfinished ? doubted : Set.of(),
              unmatched(),
              waiting);
      return new Discovered(next, renamed, gone, replaced, said);
    }

    private void decide(ListedApp app) {
      ListedApp listed = seen.get(app.id());
      if (listed != null) {
        keepIfOurs(app, withUncertainStages(listed, app));
      } else if (!isOurs(app)) {
        left.add(app.name());
      } else if (isUncertain(app)) {
        kept.add(app);
      } else {
        switch (lookedUp.get(app.id())) {
          case AppAnswer.Gone _ -> gone.add(app.name());
          case AppAnswer.Found(var found) -> keepIfOurs(app, found);
          case AppAnswer.Failed(var detail) -> {
            said.add(app.name() + " left its list, and nobody knows why: " + detail);
            keepForNow(app);
          }
          case null -> keepForNow(app);
        }
      }
    }

    private void keepForNow(ListedApp app) {
      kept.add(app);
      unfinished = true;
    }

    private void keepIfOurs(ListedApp was, ListedApp is) {
      if (!isOurs(is)) {
        left.add(was.name());
      } else if (is.name().equals(was.name())) {
        kept.add(is);
      } else if (renamed.size() < MOST_RENAMED) {
        kept.add(is);
        renamed.add(new Renamed(was.name(), is.name()));
      } else {
        keepForNow(was);
      }
    }

    private static boolean clashes(Collection<ListedApp> apps) {
      return apps.stream().map(ListedApp::name).distinct().count() < apps.size();
    }

    private void undoRenames() {
      Map<AppId, ListedApp> was =
          before.apps().stream().collect(Collectors.toMap(ListedApp::id, app -> app));
      kept.replaceAll(app -> was.getOrDefault(app.id(), app));
      renamed.clear();
      unfinished = true;
    }

    /** Takes in the apps that are new, but for those that wait. */
    private void takeIn() {
      if (isExclusionUncertain()) {
        waiting.putAll(before.waiting());
        return;
      }
      Set<AppId> known = before.apps().stream().map(ListedApp::id).collect(Collectors.toSet());
      Set<AppName> taken = kept.stream().map(ListedApp::name).collect(Collectors.toSet());
      List<ListedApp> found =
          seen.values().stream()
              .filter(app -> !known.contains(app.id()) && isOurs(app))
              .sorted(Comparator.comparing(ListedApp::name))
              .toList();
      for (ListedApp app : found) {
        boolean waits = !isWatchedByName(app.name()) && mustWait(app.name());
        if (waits || taken.contains(app.name())) {
          unfinished = true;
        } else if (kept.size() < MOST_APPS) {
          kept.add(app);
        } else {
          said.add(app.name() + " is not watched: an account can have " + MOST_APPS + " apps");
          break;
        }
      }
    }

    /** Whether an app is watched already because it is named, although no list had shown it. */
    private boolean isWatchedByName(AppName app) {
      return !before.isNothing() && before.watched(selection).contains(app);
    }

    /** Whether an account before this one may yet claim an app that is new here. */
    private boolean mustWait(AppName app) {
      Instant firstSeen = before.waiting().getOrDefault(app.value(), now);
      boolean waits = !earlier.haveLookedSince(firstSeen, now);
      if (waits) {
        waiting.put(app.value(), firstSeen);
      }
      return waits;
    }

    /**
     * An app that is named waits too, but only when the account is new itself. Where a list fails
     * for long, it is not to wait again once it is watched.
     */
    private void letNamesWait() {
      for (AppName app : selection.names()) {
        boolean isNew = before.isNothing() || before.waiting().containsKey(app.value());
        if (isNew && !earlier.apps().contains(app) && mustWait(app)) {
          unfinished = true;
        }
      }
    }

    /** Apps that are named, and yet not watched by this account. */
    private Set<AppName> leftOut() {
      Stream<AppName> excluded =
          isExclusionUncertain()
              ? before.leftOut().stream()
              : seen.values().stream().filter(selection::excludes).map(ListedApp::name);
      Stream<AppName> ofOthers =
          Stream.concat(earlier.apps().stream(), waiting.keySet().stream().map(AppName::new));
      return Stream.concat(excluded, ofOthers)
          .filter(selection.names()::contains)
          .collect(Collectors.toSet());
    }

    private Map<String, Instant> unmatched() {
      return selection.entries().stream()
          .filter(entry -> entry.list().isPresent() && kept.stream().noneMatch(entry::takes))
          .map(Entry::toString)
          .distinct()
          .collect(
              Collectors.toMap(
                  entry -> entry,
                  entry -> Optional.ofNullable(before.unmatched().get(entry)).orElse(now)));
    }
  }
}
