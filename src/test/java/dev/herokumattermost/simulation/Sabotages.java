package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryState.Leased;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.pass.OutgoingPost;
import dev.herokumattermost.rules.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The rules of delivery, each broken on purpose, to show that the simulation would notice. */
public final class Sabotages {
  private Sabotages() {}

  /** Passes do not see that another has a notice in hand. */
  public static StateStore leaseless(StateStore table) {
    return new LoadedOtherwise(table, stored -> changed(stored, Sabotages::released));
  }

  private static Notification released(Notification notification) {
    return notification.delivery().state() instanceof Leased(_, var before)
        ? notification.withDelivery(notification.delivery().withState(before))
        : notification;
  }

  /** Passes see what waits in the wrong order. */
  public static StateStore reversing(StateStore table) {
    return new LoadedOtherwise(
        table, stored -> withOutbox(stored, stored.outbox().notifications().reversed()));
  }

  private record LoadedOtherwise(StateStore table, UnaryOperator<StoredApp> change)
      implements StateStore {
    @Override
    public Loaded load() {
      var changed = new TreeMap<AppName, StoredApp>();
      table.load().apps().forEach((app, stored) -> changed.put(app, change.apply(stored)));
      return new Loaded(changed, Map.of());
    }

    @Override
    public Optional<StoredApp> load(AppName app) {
      return table.load(app).map(change);
    }

    @Override
    public Optional<StoredApp> save(
        StoredApp stored, List<DeadLetter> deadLetters, List<HistoryEntry> ended) throws NotSaved {
      return table.save(stored, deadLetters, ended);
    }

    @Override
    public History recent(AppName app) {
      return table.recent(app);
    }

    @Override
    public History history() {
      return table.history();
    }

    @Override
    public int reads() {
      return table.reads();
    }

    @Override
    public int writes() {
      return table.writes();
    }
  }

  /** Takes every doubtful notice for absent. */
  public static Channel blindfolded(Channel chat) {
    return new LookingOtherwise(chat, new Known<>(Optional.empty()));
  }

  /** Never learns whether a doubtful notice is there. */
  public static Channel unanswered(Channel chat) {
    return new LookingOtherwise(chat, new Unknown<>(false, "no answer"));
  }

  private record LookingOtherwise(Channel chat, Lookup<Optional<ChannelPost>> answer)
      implements Channel {
    @Override
    public Lookup<Optional<ChannelPost>> find(Notification notification, Deadline deadline) {
      return answer;
    }

    @Override
    public DeliveryResult post(OutgoingPost post, Deadline deadline) throws InterruptedException {
      return chat.post(post, deadline);
    }

    @Override
    public DeliveryResult edit(PostId post, OutgoingPost revised, Deadline deadline)
        throws InterruptedException {
      return chat.edit(post, revised, deadline);
    }

    @Override
    public Lookup<List<Reaction>> reactions(PostId post, Deadline deadline)
        throws InterruptedException {
      return chat.reactions(post, deadline);
    }

    @Override
    public Lookup<String> nameOf(String user, Deadline deadline) throws InterruptedException {
      return chat.nameOf(user, deadline);
    }

    @Override
    public boolean learnsPostIds() {
      return chat.learnsPostIds();
    }
  }

  /** Takes every refusal of a thread for a deletion of its first post. */
  record Credulous(Channel chat) implements Channel {
    @Override
    public DeliveryResult post(OutgoingPost post, Deadline deadline) throws InterruptedException {
      return believed(chat.post(post, deadline), post.root() != null);
    }

    @Override
    public DeliveryResult edit(PostId post, OutgoingPost revised, Deadline deadline)
        throws InterruptedException {
      return believed(chat.edit(post, revised, deadline), true);
    }

    private static DeliveryResult believed(DeliveryResult result, boolean ofThread) {
      return ofThread
              && result instanceof Refused(var kind, _, var reason, _)
              && kind == Refusal.UNEXPLAINED
          ? new Refused(Refusal.ROOT, reason)
          : result;
    }

    @Override
    public Lookup<Optional<ChannelPost>> find(Notification notification, Deadline deadline)
        throws InterruptedException {
      return chat.find(notification, deadline);
    }

    @Override
    public Lookup<List<Reaction>> reactions(PostId post, Deadline deadline)
        throws InterruptedException {
      return chat.reactions(post, deadline);
    }

    @Override
    public Lookup<String> nameOf(String user, Deadline deadline) throws InterruptedException {
      return chat.nameOf(user, deadline);
    }

    @Override
    public boolean learnsPostIds() {
      return chat.learnsPostIds();
    }
  }

  /** Keeps the first save of an app for later, and so posts what nobody could remember. */
  public static final class LateSaver implements StateStore {
    /** What a pass is about to tell. */
    public static final Predicate<Notification> IN_HAND =
        notification -> notification.delivery().state() instanceof Leased;

    /** What a pass is about to tell in another channel than it was meant for. */
    public static final Predicate<Notification> MOVED =
        IN_HAND.and(
            notification -> notification.route().target() instanceof Route.DefaultInsteadOf);

    private final StateStore table;
    private final Predicate<Notification> late;
    private final Map<AppName, StoredApp> kept = new TreeMap<>();
    private final Map<AppName, List<HistoryEntry>> keptEnded = new TreeMap<>();

    public LateSaver(StateStore table, Predicate<Notification> late) {
      this.table = table;
      this.late = late;
    }

    @Override
    public Loaded load() {
      return table.load();
    }

    @Override
    public Optional<StoredApp> load(AppName app) {
      return table.load(app);
    }

    @Override
    public Optional<StoredApp> save(
        StoredApp stored, List<DeadLetter> deadLetters, List<HistoryEntry> ended) throws NotSaved {
      if (stored.outbox().notifications().stream().anyMatch(late)
          && !kept.containsKey(stored.app())) {
        kept.put(stored.app(), stored);
        keptEnded.put(stored.app(), ended);
        return Optional.of(stored.withRevision(stored.revision() + 1));
      }
      return kept.containsKey(stored.app())
          ? table.save(
              stored.withRevision(stored.revision() - 1),
              deadLetters,
              Stream.concat(keptEnded.get(stored.app()).stream(), ended.stream()).toList())
          : table.save(stored, deadLetters, ended);
    }

    @Override
    public History recent(AppName app) {
      return table.recent(app);
    }

    @Override
    public History history() {
      return table.history();
    }

    @Override
    public int reads() {
      return table.reads();
    }

    @Override
    public int writes() {
      return table.writes();
    }
  }

  /** Takes a notice out of the stored outbox as soon as it is in hand. */
  public record Hasty(StateStore table) implements StateStore {
    @Override
    public Loaded load() {
      return table.load();
    }

    @Override
    public Optional<StoredApp> load(AppName app) {
      return table.load(app);
    }

    @Override
    public Optional<StoredApp> save(
        StoredApp stored, List<DeadLetter> deadLetters, List<HistoryEntry> ended) throws NotSaved {
      var kept =
          stored.outbox().notifications().stream()
              .filter(notification -> !(notification.delivery().state() instanceof Leased))
              .toList();
      return table
          .save(withOutbox(stored, kept), deadLetters, ended)
          .map(saved -> withOutbox(saved, stored.outbox().notifications()));
    }

    @Override
    public History recent(AppName app) {
      return table.recent(app);
    }

    @Override
    public History history() {
      return table.history();
    }

    @Override
    public int reads() {
      return table.reads();
    }

    @Override
    public int writes() {
      return table.writes();
    }
  }

  /** Writes over what another pass has written. */
  public record Unconditional(StateStore table) implements StateStore {
    @Override
    public Loaded load() {
      return table.load();
    }

    @Override
    public Optional<StoredApp> load(AppName app) {
      return table.load(app);
    }

    @Override
    public Optional<StoredApp> save(
        StoredApp stored, List<DeadLetter> deadLetters, List<HistoryEntry> ended) throws NotSaved {
      Optional<StoredApp> saved = table.save(stored, deadLetters, ended);
      if (saved.isPresent()) {
        return saved;
      }
      long revision = table.load(stored.app()).map(StoredApp::revision).orElse(0L);
      return table.save(stored.withRevision(revision), deadLetters, ended);
    }

    @Override
    public History recent(AppName app) {
      return table.recent(app);
    }

    @Override
    public History history() {
      return table.history();
    }

    @Override
    public int reads() {
      return table.reads();
    }

    @Override
    public int writes() {
      return table.writes();
    }
  }

  private static StoredApp changed(StoredApp stored, UnaryOperator<Notification> change) {
    return withOutbox(stored, stored.outbox().notifications().stream().map(change).toList());
  }

  private static StoredApp withOutbox(StoredApp stored, List<Notification> notifications) {
    return stored.withOutbox(stored.outbox().withNotifications(notifications));
  }
}
