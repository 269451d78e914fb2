package dev.herokumattermost.discovery;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.rules.AppList;
import dev.herokumattermost.rules.Selection;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which apps an account is known to have. It is kept between passes, because Heroku is not asked in
 * each.
 *
 * @param selection as it was written when Heroku gave every list of it; another one asks anew
 * @param listedAt when Heroku last gave every list, by our clock; null for never
 * @param askAgainAt when Heroku is to be asked again, by our clock; null for in the next pass
 * @param apps those that are selected, as Heroku listed them, in order of their names
 * @param leftOut apps that the selection names and yet does not take: an exclusion does, or an
 *     account before this one
 * @param doubted lists that lacked more than half of the apps that they had, when last heard
 * @param unmatched entries that select nothing, and since when, by our clock
 * @param waiting apps that wait until the accounts before this one have looked, and since when
 */
@RecordBuilder
public record KnownApps(
    String selection,
    @Nullable Instant listedAt,
    @Nullable Instant askAgainAt,
    List<ListedApp> apps,
    Set<AppName> leftOut,
    Set<AppList> doubted,
    Map<String, Instant> unmatched,
    Map<String, Instant> waiting)
    implements KnownAppsBuilder.With {
  /** Heroku is asked so often. */
  public static final Duration EVERY = Duration.ofMinutes(10);

  /** An entry that selects nothing for so long may be a mistake. */
  public static final Duration SUSPICIOUS = Duration.ofHours(1);

  public KnownApps {
    apps = apps.stream().sorted(Comparator.comparing(ListedApp::name)).toList();
    leftOut = Set.copyOf(leftOut);
    doubted = Set.copyOf(doubted);
    unmatched = new TreeMap<>(unmatched);
    waiting = new TreeMap<>(waiting);
  }

  /** Of an account whose apps Heroku was never asked for. */
  public static KnownApps none(Selection selection) {
    return new KnownApps(
        selection.toString(), null, null, List.of(), Set.of(), Set.of(), Map.of(), Map.of());
  }

  /** Whether Heroku was never asked, or it is not known with what answer. */
  boolean isNothing() {
    return listedAt == null && apps.isEmpty() && unmatched.isEmpty() && waiting.isEmpty();
  }

  /** The apps to watch: those found, and those named. */
  public NavigableSet<AppName> watched(Selection current) {
    var all = new TreeSet<>(current.names());
    all.removeAll(leftOut);
    apps.forEach(app -> all.add(app.name()));
    return all;
  }

  public boolean isDue(Selection current, Instant now) {
    return askAgainAt == null || !askAgainAt.isAfter(now) || !selection.equals(current.toString());
  }

  /**
   * Whether Heroku ever gave every list of a selection, so that an app that is not known is none.
   */
  public boolean isOfAll(Selection current) {
    return listedAt != null && selection.equals(current.toString());
  }

  /** The entries that have selected nothing for an hour or longer. */
  public List<String> suspicious(Instant now) {
    return unmatched.entrySet().stream()
        .filter(entry -> !entry.getValue().plus(SUSPICIOUS).isAfter(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the same is known, whenever it was asked for. */
  public boolean isSameAs(KnownApps other) {
    return withListedAt(other.listedAt).withAskAgainAt(other.askAgainAt).equals(other);
  }
}
