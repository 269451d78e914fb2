package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.DeliveryResult;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The ports of a pass, in memory, with answers that a test sets. Nothing fails by itself. */
final class ScriptedPorts {
  static final Instant NOW = Instant.parse("2026-05-04T02:02:00Z");

  private ScriptedPorts() {}

  /** A clock that a test moves. */
  static final class TestClock implements InstantSource {
    private Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }

    void advance(Duration time) {
      now = now.plus(time);
    }
  }

  /** Apps with one {@code web.1} each, in the state that a test sets. */
  static final class Apps implements Heroku {
    private final TestClock clock;
    private final Map<AppName, Dyno> dynos = new HashMap<>();

    /** The worker of an app that has one. */
    private final Map<AppName, Dyno> workers = new HashMap<>();

    final List<AppName> asked = new ArrayList<>();
    final List<AppName> askedForLogs = new ArrayList<>();

    /** What asking about an app's dynos, or about its log, ends in. */
    final Map<AppName, Throwable> failing = new HashMap<>();

    final Map<AppName, Throwable> failingLogs = new HashMap<>();

    /** For how long each question for evidence may take. */
    final List<Duration> times = new ArrayList<>();

    /** Why an app cannot be read. */
    final Map<AppName, Reading.Cause> causes = new HashMap<>();

    /** How long each reading takes. */
    Duration takes = Duration.ZERO;

    OptionalInt callsLeft = OptionalInt.empty();

    Apps(TestClock clock) {
      this.clock = clock;
    }

    void set(String app, DynoState state) {
      set(app, state, 1);
    }

    /** Another instance of the dyno than the one before. */
    void restarted(String app) {
      set(app, DynoState.UP, 2);
    }

    private void set(String app, DynoState state, int instance) {
      dynos.put(new AppName(app), dyno(app, "web", state, instance));
    }

    /** An app's worker, which is up. */
    void worker(String app, int instance) {
      workers.put(new AppName(app), dyno(app, "worker", DynoState.UP, instance));
    }

    private Dyno dyno(String app, String type, DynoState state, int instance) {
      return new Dyno(
          new DynoId(app + "-" + type + "-" + instance),
          type + ".1",
          new ProcessType(type),
          state,
          1,
          NOW.minus(Duration.ofDays(2)),
          clock.instant().minusSeconds(5),
          "Basic");
    }

    @Override
    public Reading dynos(AppName app, Deadline deadline) {
      asked.add(app);
      fail(failing.get(app));
      clock.advance(takes);
      if (causes.containsKey(app)) {
        return new Reading.Blind(app, causes.get(app), "as the test says");
      }
      Dyno dyno = dynos.get(app);
      return dyno == null
          ? new Reading.Blind(app, Reading.Cause.NOT_FOUND, "404")
          : new Reading.Dynos(
              app,
              clock.instant(),
              Stream.of(dyno, workers.get(app)).filter(Objects::nonNull).toList());
    }

    @Override
    public SpaceReading space(SpaceName space, Deadline deadline) {
      throw new IllegalStateException("there is no space");
    }

    @Override
    public Lookup<List<Release>> releases(AppName app, Deadline deadline) {
      return new Known<>(List.of());
    }

    private static void fail(Throwable failure) {
      switch (failure) {
        case null -> {}
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        default -> throw new IllegalArgumentException(failure);
      }
    }

    @Override
    public Lookup<List<LogLine>> log(AppName app, Deadline deadline) {
      fail(failingLogs.get(app));
      askedForLogs.add(app);
      times.add(deadline.left());
      return new Known<>(List.of());
    }

    @Override
    public Lookup<Map<ProcessType, Integer>> formation(AppName app, Deadline deadline) {
      return new Known<>(Map.of(new ProcessType("web"), 1));
    }

    @Override
    public Lookup<Boolean> maintenance(AppName app, Deadline deadline) {
      return new Known<>(false);
    }

    @Override
    public int calls() {
      return asked.size();
    }

    @Override
    public OptionalInt callsLeft() {
      return callsLeft;
    }
  }

  /** A table. Another pass may write between two of its calls. */
  static final class MemoryStore implements StateStore {
    final Map<AppName, StoredApp> apps = new TreeMap<>();
    final Map<AppName, String> unreadable = new TreeMap<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();
    final Map<String, HistoryEntry> history = new TreeMap<>();
    final List<String> unreadableHistory = new ArrayList<>();
    final List<AppName> askedForHistory = new ArrayList<>();
    boolean historyFails;
    private final Deque<Runnable> beforeSaves = new ArrayDeque<>();
    private int wholeLoads;
    private int writes;

    /** How many of the next saves fail. */
    int failures;

    /** Something that happens just before one of the next saves. */
    void beforeNextSave(Runnable what) {
      beforeSaves.add(what);
    }

    int wholeLoads() {
      return wholeLoads;
    }

    @Override
    public Loaded load() {
      wholeLoads++;
      return new Loaded(apps, unreadable);
    }

    @Override
    public Optional<StoredApp> load(AppName app) {
      return Optional.ofNullable(apps.get(app));
    }

    @Override
    public Optional<StoredApp> save(StoredApp app, List<DeadLetter> more, List<HistoryEntry> ended)
        throws NotSaved {
      if (!beforeSaves.isEmpty()) {
        beforeSaves.removeFirst().run();
      }
      writes++;
      if (failures > 0) {
        failures--;
        throw new NotSaved("TransactionCanceledException", new IllegalStateException());
      }
      long known = apps.containsKey(app.app()) ? apps.get(app.app()).revision() : 0;
      if (known != app.revision()) {
        return Optional.empty();
      }
      StoredApp saved = app.withRevision(known + 1);
      apps.put(app.app(), saved);
      deadLetters.addAll(more);
      ended.forEach(one -> history.put(one.app() + "#" + one.from() + "#" + one.name(), one));
      return Optional.of(saved);
    }

    @Override
    public History recent(AppName app) {
      askedForHistory.add(app);
      if (historyFails) {
        throw new IllegalStateException("the history does not answer");
      }
      return new History(
          history.values().stream().filter(one -> one.app().equals(app)).toList(),
          unreadableHistory);
    }

    @Override
    public History history() {
      return new History(List.copyOf(history.values()), unreadableHistory);
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

  /** A channel that answers what a test sets, and otherwise takes everything. */
  static final class RecordingChannel implements Channel {
    final List<OutgoingPost> posts = new ArrayList<>();
    Predicate<OutgoingPost> breaksAt = _ -> false;
    final List<OutgoingPost> edits = new ArrayList<>();
    final List<NotificationId> lookedFor = new ArrayList<>();

    /** For how long each call may take. */
    final List<Duration> times = new ArrayList<>();

    final Deque<DeliveryResult> answers = new ArrayDeque<>();
    final Deque<DeliveryResult> editAnswers = new ArrayDeque<>();
    final Deque<Lookup<Optional<ChannelPost>>> found = new ArrayDeque<>();

    /** Something that happens during each post. */
    Runnable duringPosts = () -> {};

    /** What the reactions to every post are. */
    Lookup<List<Reaction>> reactions = new Known<>(List.of());

    /** What every user is called. */
    Lookup<String> name = new Known<>("ada");

    final List<PostId> askedForReactions = new ArrayList<>();
    final List<String> askedForNames = new ArrayList<>();

    /** By a webhook the id of a post never comes back. */
    boolean webhook;

    @Override
    public DeliveryResult post(OutgoingPost post, Deadline deadline) {
      if (breaksAt.test(post)) {
        throw new IllegalStateException("a bug of the channel");
      }
      posts.add(post);
      times.add(deadline.left());
      duringPosts.run();
      return answers.isEmpty()
          ? new Delivered(webhook ? null : new PostId("post" + posts.size()))
          : answers.removeFirst();
    }

    @Override
    public DeliveryResult edit(PostId post, OutgoingPost revised, Deadline deadline) {
      edits.add(revised);
      times.add(deadline.left());
      return editAnswers.isEmpty() ? new Delivered(post) : editAnswers.removeFirst();
    }

    @Override
    public Lookup<Optional<ChannelPost>> find(Notification notification, Deadline deadline) {
      lookedFor.add(notification.id());
      times.add(deadline.left());
      return found.isEmpty() ? new Known<>(Optional.empty()) : found.removeFirst();
    }

    @Override
    public Lookup<List<Reaction>> reactions(PostId post, Deadline deadline) {
      askedForReactions.add(post);
      return reactions;
    }

    @Override
    public Lookup<String> nameOf(String user, Deadline deadline) {
      askedForNames.add(user);
      return name;
    }

    @Override
    public boolean learnsPostIds() {
      return !webhook;
    }
  }
}
