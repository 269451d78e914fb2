package dev.herokumattermost.interleaving;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.EndedIncident;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentEvent.OverBeforeDelivery;
import dev.herokumattermost.interleaving.Turns.Broken;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.OutgoingPost;
import dev.herokumattermost.rules.Route.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What passes share: the table, the channels and the time. It sees to it that nothing is delivered
 * twice or out of order, and that nothing leaves an outbox without being delivered.
 */
final class World {
  /** A request that Mattermost took is stored before a minute is over. */
  private static final Duration ALMOST_SETTLED = Duration.ofMillis(59_999);

  /** A post as it stands in its channel. */
  record Message(
      PostId id, Target channel, PostId root, List<NotificationId> notifications, String text) {}

  private record Late(Instant at, OutgoingPost post) {}

  final boolean bot;
  Instant now;

  /** What Heroku shows of every app. */
  Scenario.Health health;

  /** Whether the channel that is not the default one cannot be reached. */
  boolean secondGone;

  private final Map<AppName, StoredApp> items;
  private final Map<AppName, StoredApp> before;
  private final Map<String, HistoryEntry> history;
  private final List<Message> messages;
  private final List<Late> late;
  private final Set<NotificationId> toBeDelivered;

  /** What was looked for in the second channel while that could not be reached. */
  private final Set<NotificationId> unseen;

  /** By webhook: what was posted and not yet recorded, and can rightly be posted again. */
  private final Set<NotificationId> unrecorded;

  private int writes;

  World(Instant now, boolean bot) {
    this.now = now;
    this.bot = bot;
    health = Scenario.Health.UP;
    items = new TreeMap<>();
    before = new HashMap<>();
    history = new TreeMap<>();
    messages = new ArrayList<>();
    late = new ArrayList<>();
    toBeDelivered = new LinkedHashSet<>();
    unseen = new LinkedHashSet<>();
    unrecorded = new LinkedHashSet<>();
  }

  private World(World other) {
    now = other.now;
    bot = other.bot;
    health = other.health;
    secondGone = other.secondGone;
    items = new TreeMap<>(other.items);
    before = new HashMap<>(other.before);
    history = new TreeMap<>(other.history);
    messages = new ArrayList<>(other.messages);
    late = new ArrayList<>(other.late);
    toBeDelivered = new LinkedHashSet<>(other.toBeDelivered);
    unseen = new LinkedHashSet<>(other.unseen);
    unrecorded = new LinkedHashSet<>(other.unrecorded);
    writes = other.writes;
  }

  World copy() {
    return new World(this);
  }

  /** All of it, as a value. */
  Object asValue() {
    return List.of(
        now,
        health,
        secondGone,
        Map.copyOf(items),
        Map.copyOf(before),
        Map.copyOf(history),
        List.copyOf(messages),
        List.copyOf(late),
        Set.copyOf(toBeDelivered),
        Set.copyOf(unseen),
        Set.copyOf(unrecorded));
  }

  void advance(Duration time) {
    now = now.plus(time);
    late.stream().filter(one -> !one.at().isAfter(now)).forEach(one -> store(one.post()));
    late.removeIf(one -> !one.at().isAfter(now));
  }

  Map<AppName, StoredApp> load(boolean stale) {
    var seen = new TreeMap<>(items);
    if (stale) {
      seen.putAll(before);
    }
    return seen;
  }

  Optional<StoredApp> load(AppName app) {
    return Optional.ofNullable(items.get(app));
  }

  StateStore.History history(AppName app) {
    return new StateStore.History(
        history.values().stream().filter(one -> one.app().equals(app)).toList(), List.of());
  }

  Optional<StoredApp> save(StoredApp app, List<HistoryEntry> ended) {
    StoredApp known = items.get(app.app());
    if (app.revision() != (known == null ? 0 : known.revision())) {
      return Optional.empty();
    }
    StoredApp saved = app.withRevision(app.revision() + 1);
    if (known != null) {
      before.put(app.app(), known);
      known.outbox().notifications().stream()
          .filter(one -> saved.outbox().notification(one.id()).isEmpty())
          .forEach(one -> left(one, saved));
    }
    ended.forEach(one -> history.put(key(one.app(), one.name(), one.from()), one));
    items.put(app.app(), saved);
    checkHistory(saved);
    saved.outbox().notifications().forEach(one -> toBeDelivered.add(one.id()));
    writes++;
    return Optional.of(saved);
  }

  private static String key(AppName app, String name, Instant from) {
    return app + "#" + from + "#" + name;
  }

  /** An incident that has ended is in the history as it ended. */
  private void checkHistory(StoredApp saved) {
    for (Incident incident : saved.state().incidents()) {
      String key = key(saved.app(), incident.type().value(), incident.openedAt());
      if (incident.phase() instanceof Incident.Ended end
          && !incident.isWarning()
          && !(history.get(key) instanceof EndedIncident kept && kept.end().equals(end))) {
        throw new Broken("not in the history: " + incident);
      }
    }
  }

  /** A notification has left the outbox. */
  private void left(Notification notification, StoredApp saved) {
    boolean withAnother =
        saved.outbox().notifications().stream()
            .filter(other -> other.thread().equals(notification.thread()))
            .anyMatch(other -> other.event() instanceof OverBeforeDelivery);
    if (withAnother) {
      toBeDelivered.remove(notification.id());
    } else if (!holds(notification.id())) {
      throw new Broken("lost: " + notification.id() + " left the outbox and is in no channel");
    }
    unrecorded.remove(notification.id());
  }

  int writes() {
    return writes;
  }

  boolean isGone(Target channel) {
    return secondGone && !channel.isDefault();
  }

  void storeLater(OutgoingPost post) {
    unrecorded.addAll(post.notifications());
    late.add(new Late(now.plus(ALMOST_SETTLED), post));
  }

  PostId store(OutgoingPost post) {
    post.notifications().forEach(id -> checkOnceAndInOrder(id, post.target()));
    checkSameChannel(post.root(), post.target());
    unrecorded.addAll(post.notifications());
    var id = new PostId("post" + (messages.size() + 1));
    messages.add(
        new Message(
            id, post.target().plainly(), post.root(), post.notifications(), post.post().text()));
    return id;
  }

  private void checkOnceAndInOrder(NotificationId id, Target channel) {
    if (holds(id)) {
      boolean allowed = bot ? isOnlyWhereNobodyCanLook(id, channel) : unrecorded.contains(id);
      if (!allowed) {
        throw new Broken("delivered twice: " + id);
      }
    } else {
      messages.stream()
          .flatMap(message -> message.notifications().stream())
          .filter(other -> thread(other).equals(thread(id)) && number(other) > number(id))
          .findFirst()
          .ifPresent(
              other -> {
                throw new Broken("out of order: " + id + " after " + other);
              });
    }
  }

  private boolean isOnlyWhereNobodyCanLook(NotificationId id, Target channel) {
    return channel.isDefault()
        && unseen.contains(id)
        && messages.stream()
            .filter(message -> message.channel().isDefault())
            .noneMatch(message -> message.notifications().contains(id));
  }

  private void checkSameChannel(PostId root, Target channel) {
    if (root != null && !channelOf(root).isSameChannel(channel)) {
      throw new Broken("in another channel than its root: " + root);
    }
  }

  private Target channelOf(PostId post) {
    return messages.get(placeOf(post)).channel();
  }

  private int placeOf(PostId post) {
    return Integer.parseInt(post.value().substring("post".length())) - 1;
  }

  void edit(PostId post, OutgoingPost revised) {
    checkSameChannel(post, revised.target());
    Message old = messages.get(placeOf(post));
    messages.set(
        placeOf(post),
        new Message(post, old.channel(), old.root(), old.notifications(), revised.post().text()));
  }

  void lookedInVain(Notification notification) {
    unseen.add(notification.id());
  }

  Optional<ChannelPost> find(Notification notification) {
    return messages.reversed().stream()
        .filter(message -> message.channel().isSameChannel(notification.route().target()))
        .filter(message -> message.notifications().contains(notification.id()))
        .findFirst()
        .map(message -> new ChannelPost(message.id(), message.notifications().size() > 1));
  }

  boolean holds(NotificationId id) {
    return messages.stream().anyMatch(message -> message.notifications().contains(id));
  }

  int posts() {
    return messages.size();
  }

  boolean isAnythingWaiting() {
    return !late.isEmpty() || mostWaiting() > 0;
  }

  /** How many notifications wait in the fullest outbox. */
  int mostWaiting() {
    return items.values().stream()
        .mapToInt(app -> app.outbox().notifications().size())
        .max()
        .orElse(0);
  }

  /** What must hold once all is calm and well. */
  void checkTheEnd() {
    for (NotificationId id : toBeDelivered) {
      if (!holds(id)) {
        throw new Broken("lost: " + id + " was never delivered");
      }
    }
    for (StoredApp app : items.values()) {
      boolean account = app.app().equals(AppState.ACCOUNT);
      if (!account && app.state().incidents().stream().anyMatch(Incident::isOpen)) {
        throw new Broken("still open: " + app.state().incidents());
      }
    }
    if (bot) {
      checkFirstPosts();
    }
  }

  /** Who reads only the first posts sees that all is well; unless a thread had to move. */
  private void checkFirstPosts() {
    var channels = new HashMap<String, Set<Target>>();
    for (Message message : messages) {
      for (NotificationId id : message.notifications()) {
        channels.computeIfAbsent(thread(id), _ -> new LinkedHashSet<>()).add(message.channel());
      }
    }
    for (Message message : messages) {
      boolean ofOne = message.root() == null && message.notifications().size() == 1;
      if (ofOne
          && message.text().startsWith("🔴")
          && channels.get(thread(message.notifications().getFirst())).size() == 1) {
        throw new Broken("the first post still shows a failure: " + message);
      }
    }
  }

  private static String thread(NotificationId id) {
    return id.value().substring(0, id.value().lastIndexOf('#'));
  }

  private static int number(NotificationId id) {
    return Integer.parseInt(id.value().substring(id.value().lastIndexOf('#') + 1));
  }
}
