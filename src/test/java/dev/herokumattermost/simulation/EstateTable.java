package dev.herokumattermost.simulation;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.discovery.KnownApps;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.DiscoveredStates;
import dev.herokumattermost.outbox.DiscoveryStore;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.simulation.World.Broken;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of the table that belongs to one account, with what is known of its apps. It sees to it
 * that no incident ends for another reason than the true one, that none is lost or doubled on its
 * way to another name, and that nothing is told of an app that is new or gone.
 */
final class EstateTable extends Table implements DiscoveryStore {

  /** Whether the accounts before one watch an app, as far as they know themselves. */
  interface Earlier {
    boolean watch(AppName app);
  }

  private final World world;
  private final Estate estate;
  private final int account;
  private final Earlier earlier;
  private @Nullable Kept kept;
  private final Map<AppName, StoredApp> removedLately = new HashMap<>();

  /** The app that each incident is about, whatever it is called by now. */
  private final Map<String, AppId> appOf = new HashMap<>();

  /** The incidents of apps that were not only named, but found in a list. */
  private final Set<String> ofKnownApps = new HashSet<>();

  /** Every name under which an incident was ever kept. */
  private final Map<String, Set<AppName>> namesOf = new HashMap<>();

  /** Incidents of apps that were known until it was found out that they are not selected. */
  private final Set<String> released = new HashSet<>();

  /** Under which name each incident is kept. */
  private final Map<String, AppName> placeOf = new HashMap<>();

  EstateTable(World world, Chat chat, Estate estate, int account, String prefix, Earlier earlier) {
    super(world, chat, prefix);
    this.world = world;
    this.estate = estate;
    this.account = account;
    this.earlier = earlier;
  }

  @Override
  public Optional<Kept> loadKnownApps() {
    world.step("load the known apps");
    if (world.happens(60)) {
      throw new IllegalStateException("the table does not answer");
    }
    return Optional.ofNullable(kept);
  }

  /** As they are, without asking. */
  Optional<Kept> known() {
    return Optional.ofNullable(kept);
  }

  /** A query may show what a transaction has just removed. */
  @Override
  public Loaded load() {
    Loaded loaded = super.load();
    if (removedLately.isEmpty() || !world.happens(3)) {
      return loaded;
    }
    world.count("removed item loaded");
    var seen = new TreeMap<>(removedLately);
    seen.putAll(loaded.apps());
    return new Loaded(seen, Map.of());
  }

  /** By the next pass it no longer does. */
  @Override
  void expire() {
    super.expire();
    removedLately.clear();
  }

  @Override
  public Optional<Kept> save(Kept next, DiscoveredStates changes) throws NotSaved {
    world.step("save the known apps");
    if (world.happens(25)) {
      world.count("known apps not saved");
      throw new NotSaved("throttled", new IllegalStateException());
    }
    if (next.revision() != (kept == null ? 0 : kept.revision())
        || !changes.written().stream().allMatch(this::isInPlace)
        || !changes.removed().stream().allMatch(this::isInPlace)) {
      world.count("another discovery was first");
      return Optional.empty();
    }
    Kept saved = new Kept(next.revision() + 1, next.apps());
    checkDropped(saved.apps());
    kept = saved;
    apply(changes);
    world.note(
        "account %d knows %s, listed %s, waiting %s, left out %s"
            .formatted(
                account,
                saved.apps().apps().stream().map(ListedApp::name).toList(),
                saved.apps().listedAt(),
                saved.apps().waiting(),
                saved.apps().leftOut()));
    world.step("saved the known apps");
    if (world.happens(25)) {
      world.count("known apps saved, but the answer is lost");
      throw new NotSaved("no answer", new IllegalStateException());
    }
    return Optional.of(saved);
  }

  /** An app that is known stays so until it is selected no longer, as it is or as it was known. */
  private void checkDropped(KnownApps next) {
    Set<AppId> known = next.apps().stream().map(ListedApp::id).collect(Collectors.toSet());
    for (ListedApp app : kept == null ? List.<ListedApp>of() : kept.apps().apps()) {
      if (!known.contains(app.id()) && estate.isApp(app.id())) {
        boolean selected =
            estate.selection(account).takes(app)
                && estate.standing(account, app.id()) == Estate.Standing.SELECTED;
        boolean taken = earlier.watch(estate.nameOf(app.id())) || earlier.watch(app.name());
        if (selected && !taken) {
          throw new Broken("forgotten, but it is selected: " + app);
        }
        Optional.ofNullable(items().get(app.name()))
            .ifPresent(stored -> stored.state().incidents().forEach(one -> released.add(one.id())));
      }
    }
  }

  private boolean isInPlace(StoredApp app) {
    StoredApp there = items().get(app.app());
    return app.revision() == (there == null ? 0 : there.revision());
  }

  private void apply(DiscoveredStates changes) {
    var touched = new HashSet<AppName>();
    changes.written().forEach(app -> touched.add(app.app()));
    changes.removed().forEach(app -> touched.add(app.app()));
    List<StoredApp> before = touched.stream().map(items()::get).filter(app -> app != null).toList();
    changes.removed().forEach(app -> removedLately.put(app.app(), items().remove(app.app())));
    keepInHistory(changes.ended());
    List<StoredApp> after =
        changes.written().stream().map(app -> app.withRevision(app.revision() + 1)).toList();
    if (!waiting(after).equals(waiting(before))) {
      throw new Broken("a discovery told something, or lost it: " + changes);
    }
    after.forEach(app -> items().put(app.app(), app));
    for (StoredApp app : after) {
      removedLately.remove(app.app());
      checkHistory(app);
    }
    checkIncidents(before, after);
    if (!changes.removed().isEmpty()) {
      world.count("state moved to another name");
    }
  }

  private static Set<NotificationId> waiting(Collection<StoredApp> apps) {
    return apps.stream()
        .flatMap(app -> app.outbox().notifications().stream())
        .map(Notification::id)
        .collect(Collectors.toSet());
  }

  @Override
  void replace(@Nullable StoredApp known, StoredApp saved, List<DeadLetter> set) {
    super.replace(known, saved, set);
    if (AppState.isOfAnApp(saved.app())) {
      checkIncidents(known == null ? List.of() : List.of(known), List.of(saved));
      checkFirstSight(known, saved);
    }
  }

  /** That an app is there is no news. */
  private void checkFirstSight(@Nullable StoredApp known, StoredApp saved) {
    boolean first = saved.state().everRead() && (known == null || !known.state().everRead());
    if (first) {
      world.count("app seen for the first time");
    }
    if (first && estate.isUntouched(saved.app()) && known == null) {
      saved.outbox().notifications().stream()
          .findFirst()
          .ifPresent(
              one -> {
                throw new Broken("told of a new app that is well: " + one);
              });
    }
  }

  private void checkIncidents(List<StoredApp> before, List<StoredApp> after) {
    var now = new HashMap<String, Incident>();
    for (StoredApp app : after) {
      for (Incident incident : app.state().incidents()) {
        now.put(incident.id(), incident);
        checkPlace(incident, app.app());
        if (known(app.app()).isPresent() && !appOf.containsKey(incident.id())) {
          ofKnownApps.add(incident.id());
        }
        appBehind(app.app()).ifPresent(id -> appOf.putIfAbsent(incident.id(), id));
      }
    }
    for (StoredApp app : before) {
      for (Incident incident : app.state().incidents()) {
        if (incident.isOpen()) {
          checkEnd(incident, Optional.ofNullable(now.get(incident.id())), before, after);
        }
      }
    }
  }

  /**
   * The app that is meant by a name. Until it is known that another app has the name by now, it is
   * the one that had it.
   */
  private Optional<AppId> appBehind(AppName name) {
    return known(name).filter(estate::isApp).or(() -> estate.idOf(name));
  }

  private Optional<AppId> known(AppName name) {
    return known().stream()
        .flatMap(known -> known.apps().apps().stream())
        .filter(app -> app.name().equals(name))
        .map(ListedApp::id)
        .findFirst();
  }

  /** What is kept of an incident is kept once. */
  private void checkPlace(Incident incident, AppName name) {
    AppName before = placeOf.put(incident.id(), name);
    StoredApp there = before == null || before.equals(name) ? null : items().get(before);
    if (there != null && there.state().incident(incident.id()).isPresent()) {
      throw new Broken("two incidents of one: %s of %s and %s".formatted(incident, before, name));
    }
  }

  private void checkEnd(
      Incident was, Optional<Incident> is, List<StoredApp> before, List<StoredApp> after) {
    if (is.isEmpty()) {
      throw new Broken("lost: the open incident " + was);
    }
    if (!(is.get().phase() instanceof Incident.Ended(_, _, var why, _))) {
      return;
    }
    if (why != ClosedReason.GONE && why != ClosedReason.UNWATCHED) {
      return;
    }
    AppId app = appOf.get(was.id());
    Estate.Standing standing = estate.standing(account, app);
    boolean justified =
        why == ClosedReason.GONE
            ? standing == Estate.Standing.GONE
            : standing != Estate.Standing.SELECTED
                || earlier.watch(estate.nameOf(app))
                || released.contains(was.id())
                || isNoLongerNamed(was, placeOf.get(was.id()));
    if (!justified) {
      throw new Broken("ended as %s, but it is %s: %s".formatted(why, standing, was));
    }
    world.count("incident ended: " + why);
    Set<NotificationId> known = waiting(before);
    for (NotificationId told : waiting(after)) {
      if (!known.contains(told) && told.value().startsWith(was.id())) {
        throw new Broken("told that an app is %s: %s".formatted(why, told));
      }
    }
  }

  /**
   * An app that no list had shown is watched for as long as it is named, and then until the lists
   * were had.
   */
  private boolean isNoLongerNamed(Incident incident, AppName name) {
    Selection selection = estate.selection(account);
    return !ofKnownApps.contains(incident.id())
        && !selection.names().contains(name)
        && known().map(one -> one.apps().isOfAll(selection)).orElse(false);
  }

  @Override
  Set<AppName> names(StoredApp saved, Incident incident) {
    Set<AppName> names = namesOf.computeIfAbsent(incident.id(), _ -> new HashSet<>());
    names.add(saved.app());
    return names;
  }
}
