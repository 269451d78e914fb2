package dev.herokumattermost.outbox;

import dev.herokumattermost.discovery.Discovered;
import dev.herokumattermost.discovery.Renamed;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What discovering apps means for what is kept of them. It is saved as one: a state that was moved
 * to another name must neither be lost nor be there twice.
 *
 * @param written apps whose items are written, each in place of its revision
 * @param removed apps whose items are removed
 * @param ended what comes to its end by it, for the history
 */
public record DiscoveredStates(
    List<StoredApp> written, List<StoredApp> removed, List<HistoryEntry> ended) {
  /** Nothing has come of it but the list itself. */
  public static final DiscoveredStates NOTHING =
      new DiscoveredStates(List.of(), List.of(), List.of());

  public DiscoveredStates {
    written = List.copyOf(written);
    removed = List.copyOf(removed);
    ended = List.copyOf(ended);
  }

  /** The apps that have to be read before anything is decided. */
  public static Set<AppName> concerned(Discovered discovered) {
    return Stream.of(
            discovered.renamed().stream().map(Renamed::from),
            discovered.renamed().stream().map(Renamed::to),
            discovered.gone().stream(),
            discovered.replaced().stream())
        .flatMap(names -> names)
        .collect(Collectors.toSet());
  }

  /**
   * Decides.
   *
   * @param kept what is kept of those apps now
   * @param now by our clock
   */
  public static DiscoveredStates of(
      Discovered discovered, Map<AppName, StoredApp> kept, Instant now) {
    List<Renamed> moves =
        discovered.renamed().stream().filter(move -> kept.containsKey(move.from())).toList();
    Set<AppName> from = moves.stream().map(Renamed::from).collect(Collectors.toSet());
    Set<AppName> to = moves.stream().map(Renamed::to).collect(Collectors.toSet());
    var over = new HashMap<>(kept);
    discovered.gone().forEach(name -> over.computeIfPresent(name, (_, app) -> app.gone(now)));
    Stream.concat(discovered.replaced().stream(), to.stream().filter(name -> !from.contains(name)))
        .forEach(name -> over.computeIfPresent(name, (_, app) -> app.unwatched(now)));
    var written = new ArrayList<StoredApp>();
    for (Renamed move : moves) {
      written.add(moved(move, over, from.contains(move.to())));
    }
    var ended = new ArrayList<HistoryEntry>();
    over.forEach(
        (name, app) -> {
          StoredApp before = Objects.requireNonNull(kept.get(name));
          if (!from.contains(name) && !to.contains(name) && !app.equals(before)) {
            written.add(app);
          }
          ended.addAll(app.endedSince(before, now));
        });
    List<StoredApp> removed =
        kept.values().stream()
            .filter(app -> from.contains(app.app()) && !to.contains(app.app()))
            .toList();
    return new DiscoveredStates(written, removed, ended);
  }

  /**
   * An app under its new name, with what is left of the app that had this name.
   *
   * @param vacated whether that app goes on under another name, too, so that nothing of it is left
   */
  private static StoredApp moved(Renamed move, Map<AppName, StoredApp> kept, boolean vacated) {
    Optional<StoredApp> there = Optional.ofNullable(kept.get(move.to()));
    StoredApp app = Optional.ofNullable(kept.get(move.from())).orElseThrow();
    if (vacated) {
      return app.renamed(move.to(), Optional.empty())
          .withRevision(there.map(StoredApp::revision).orElse(0L));
    }
    return app.renamed(move.to(), there);
  }

  public boolean isNothing() {
    return written.isEmpty() && removed.isEmpty();
  }

  /** What is kept of every app once this is saved. */
  public Map<AppName, StoredApp> appliedTo(Map<AppName, StoredApp> stored) {
    var after = new TreeMap<>(stored);
    removed.forEach(app -> after.remove(app.app()));
    written.forEach(app -> after.put(app.app(), app.withRevision(app.revision() + 1)));
    return after;
  }
}
