package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.EndedIncident;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentEvent;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.simulation.World.Broken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB table: writes are conditional on the revision, reads may be stale, and either may fail
 * before or after its effect. It sees to it that no notice is dropped.
 */
class Table implements StateStore {
  private final World world;
  private final Chat chat;

  /** What stands in the channel before the ids of its notices. */
  private final String prefix;

  private final Map<AppName, StoredApp> items = new TreeMap<>();
  private final Map<AppName, StoredApp> before = new HashMap<>();
  private final Set<NotificationId> everWaiting = new LinkedHashSet<>();
  private final Set<NotificationId> toldWithAnother = new LinkedHashSet<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final Map<String, HistoryEntry> history = new TreeMap<>();
  private final Set<String> tornThreads = new TreeSet<>();
  private int writes;

  Table(World world, Chat chat) {
    this(world, chat, "");
  }

  Table(World world, Chat chat, String prefix) {
    this.world = world;
    this.chat = chat;
    this.prefix = prefix;
  }

  /** As the channel has it. */
  NotificationId inChat(NotificationId id) {
    return new NotificationId(prefix + id);
  }

  @Override
  public Loaded load() {
    world.step("load");
    if (world.happens(60)) {
      throw new IllegalStateException("the table does not answer");
    }
    var seen = new TreeMap<>(items);
    for (AppName app : items.keySet()) {
      if (before.containsKey(app) && world.happens(15)) {
        seen.put(app, before.get(app));
      }
    }
    return new Loaded(seen, Map.of());
  }

  /**
   * What may be deleted in 30 days must not be missed, so it can be deleted at once; but not within
   * a pass, which is over long before.
   */
  void expire() {
    for (StoredApp app : List.copyOf(items.values())) {
      if (app.expiresAt() != null && world.random.nextInt(3) == 0) {
        items.remove(app.app());
        before.remove(app.app());
        chat.forget(new AppName(prefix + app.app()));
        world.count(AppState.isOfAnApp(app.app()) ? "app expired" : "processing expired");
        world.note("expired: " + app.app());
      }
    }
  }

  /** One app is read as it is: such a read is consistent. */
  @Override
  public Optional<StoredApp> load(AppName app) {
    world.step("load " + app);
    if (world.happens(60)) {
      throw new IllegalStateException("the table does not answer");
    }
    return Optional.ofNullable(items.get(app));
  }

  @Override
  public Optional<StoredApp> save(StoredApp stored, List<DeadLetter> set, List<HistoryEntry> ended)
      throws NotSaved {
    world.step("save " + stored.app());
    if (world.happens(40)) {
      world.note("not saved " + stored.app());
      throw new NotSaved("throttled", new IllegalStateException());
    }
    writes++;
    StoredApp known = items.get(stored.app());
    if (stored.revision() != (known == null ? 0 : known.revision())) {
      return Optional.empty();
    }
    StoredApp saved = stored.withRevision(stored.revision() + 1);
    replace(known, saved, set);
    keepInHistory(ended);
    checkHistory(saved);
    checkHeld(known, saved);
    world.step("saved " + stored.app());
    if (world.happens(40)) {
      world.note("saved " + stored.app() + ", but the answer is lost");
      throw new NotSaved("no answer", new IllegalStateException());
    }
    return Optional.of(saved);
  }

  private static String key(AppName app, String name, Instant from) {
    return app + "#" + from + "#" + name;
  }

  /** An incident that has ended is in the history as it ended, and is there once. */
  void checkHistory(StoredApp saved) {
    for (Incident incident : saved.state().incidents()) {
      Set<AppName> names = names(saved, incident);
      if (incident.phase() instanceof Incident.Ended end && !incident.isWarning()) {
        boolean kept =
            names.stream()
                .map(name -> history.get(key(name, incident.type().value(), incident.openedAt())))
                .anyMatch(entry -> entry instanceof EndedIncident one && one.end().equals(end));
        if (!kept) {
          throw new Broken("not in the history: " + incident);
        }
        world.count("in the history");
      }
    }
  }

  /** The names that the app of an incident can have had when it ended. */
  Set<AppName> names(StoredApp saved, Incident incident) {
    return Set.of(saved.app());
  }

  void keepInHistory(List<HistoryEntry> ended) {
    ended.forEach(one -> history.put(key(one.app(), one.name(), one.from()), one));
  }

  /** Nothing is to be told of an incident that is held back. */
  private void checkHeld(StoredApp known, StoredApp saved) {
    for (Incident incident : saved.state().incidents()) {
      if (incident.isHeldBack()) {
        world.count("held back");
        saved.outbox().notifications().stream()
            .filter(one -> one.thread().equals(incident.id()))
            .filter(one -> known == null || !holds(known, one.id()))
            .findFirst()
            .ifPresent(
                one -> {
                  throw new Broken("told while it is held back: " + one);
                });
      }
    }
  }

  @Override
  public History recent(AppName app) {
    world.step("history " + app);
    if (world.happens(20)) {
      throw new IllegalStateException("the table does not answer");
    }
    return new History(
        history.values().stream().filter(one -> one.app().equals(app)).toList(),
        world.happens(20) ? List.of("an item: entry is missing") : List.of());
  }

  @Override
  public History history() {
    return new History(List.copyOf(history.values()), List.of());
  }

  /** An item is in the place of another. */
  void replace(@Nullable StoredApp known, StoredApp saved, List<DeadLetter> set) {
    if (known != null) {
      before.put(saved.app(), known);
      for (Notification notification : known.outbox().notifications()) {
        if (!holds(saved, notification.id())) {
          checkNotLost(notification, saved, set);
          if (!isAmong(notification, set)) {
            chat.recorded(inChat(notification.id()));
          }
        }
      }
    }
    items.put(saved.app(), saved);
    if (known == null || !known.outbox().notifications().equals(saved.outbox().notifications())) {
      world.note(
          saved.app()
              + " waits: "
              + saved.outbox().notifications().stream().map(Notification::id).toList());
    }
    deadLetters.addAll(set);
    for (DeadLetter letter : set) {
      chat.setAside(inChat(letter.notification().id()));
      world.count("dead letter");
    }
    saved.outbox().notifications().forEach(notification -> everWaiting.add(notification.id()));
  }

  private void checkNotLost(Notification notification, StoredApp saved, List<DeadLetter> set) {
    boolean aside = isAmong(notification, set);
    boolean withAnother =
        saved.outbox().notifications().stream()
            .anyMatch(
                other ->
                    other.thread().equals(notification.thread())
                        && other.event() instanceof IncidentEvent.OverBeforeDelivery);
    if (withAnother) {
      toldWithAnother.add(notification.id());
    } else if (!aside && !chat.everHeld(inChat(notification.id()))) {
      throw new Broken("lost: " + notification.id() + " left the outbox and is not in the channel");
    }
  }

  private static boolean isAmong(Notification notification, List<DeadLetter> set) {
    return set.stream()
        .anyMatch(deadLetter -> deadLetter.notification().id().equals(notification.id()));
  }

  private static boolean holds(StoredApp stored, NotificationId id) {
    return stored.outbox().notifications().stream()
        .anyMatch(notification -> notification.id().equals(id));
  }

  /** A person has all dead letters delivered after all, the oldest first. */
  void redeliver() {
    for (DeadLetter letter : deadLetters.reversed()) {
      StoredApp app = items.getOrDefault(letter.app(), StoredApp.unknown(letter.app()));
      StoredApp back = DeliveryRules.putBack(app, letter.notification());
      items.put(letter.app(), back.withRevision(app.revision() + 1));
      tornThreads.add(letter.notification().thread());
      world.count("redelivered");
    }
    deadLetters.clear();
  }

  /** The threads that a dead letter is missing from, or came too late for. */
  Set<String> tornThreads() {
    var torn = new TreeSet<>(tornThreads);
    deadLetters.forEach(letter -> torn.add(letter.notification().thread()));
    return torn;
  }

  Map<AppName, StoredApp> items() {
    return items;
  }

  /** Every notice that ever was to be told by itself. */
  List<NotificationId> toBeTold() {
    return everWaiting.stream()
        .filter(id -> !toldWithAnother.contains(id))
        .filter(
            id ->
                deadLetters.stream()
                    .noneMatch(deadLetter -> deadLetter.notification().id().equals(id)))
        .toList();
  }

  @Override
  public int reads() {
    return 0;
  }

  @Override
  public int writes() {
    return writes;
  }
}
