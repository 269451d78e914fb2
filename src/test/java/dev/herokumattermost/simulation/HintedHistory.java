package dev.herokumattermost.simulation;

import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Diagnosis;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.EndedIncident;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Heroku;
import dev.herokumattermost.pass.HintDecision;
import dev.herokumattermost.pass.HintDecision.Nothing;
import dev.herokumattermost.pass.HintDecision.PassAt;
import dev.herokumattermost.pass.HintDecision.PassNow;
import dev.herokumattermost.pass.HintStore;
import dev.herokumattermost.pass.HintedApp;
import dev.herokumattermost.pass.HintedApp.Outcome;
import dev.herokumattermost.pass.HintedPass;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.LastRounds;
import dev.herokumattermost.pass.ReadingOptions;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Round;
import dev.herokumattermost.pass.Work;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.pass.Work.LaterPass;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import dev.herokumattermost.queue.SqsEvent.Message;
import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.simulation.Deliveries.Arrival;
import dev.herokumattermost.simulation.Deliveries.Door;
import dev.herokumattermost.simulation.RecordedHeroku.Pace;
import dev.herokumattermost.simulation.World.Broken;
import dev.herokumattermost.simulation.World.Killed;
import dev.herokumattermost.wording.Presentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A watch of a recorded Heroku, by rounds at given times alone, or with webhooks besides. Rounds
 * meet no fault of their own. All that a hint leads to fails at every step as in the {@link
 * Simulation}: it is killed, delayed, refused, and overlapped by rounds and by other hints, as
 * rounds are by hints.
 *
 * <p>It sees to it that no hint costs a call that the rules do not allow, by rules of its own.
 */
final class HintedHistory {
  static final String ACCOUNT = "default";

  private static final Instant START = Instant.parse("2026-11-24T02:00:00Z");
  private static final Duration PERIOD = Duration.ofMinutes(2);
  private static final Duration PASS = Duration.ofSeconds(47);
  private static final Duration LIMIT = Duration.ofSeconds(50);

  /** After the last failure was mended: a crash loop takes five minutes to be over. */
  private static final Duration CALM = Duration.ofMinutes(16);

  /** When all is long over, for what is late by hours. */
  private static final List<Duration> LATER = List.of(Duration.ofHours(1), Duration.ofHours(9));

  private static final int FEW_CALLS = 300;

  /** At most, until the log has what a hinted pass asks for. Rounds find it complete. */
  private static final int LOG_TAKES_MILLIS = 4_000;

  /**
   * Rules of the house, broken on purpose.
   *
   * @param heroku as a pass reads it that a hint asks for
   * @param store as such a pass writes to it
   */
  record Sabotage(
      Door door,
      Reading heroku,
      UnaryOperator<StateStore> store,
      UnaryOperator<HintStore> hints,
      UnaryOperator<LastRounds> rounds) {
    static final Sabotage NONE =
        new Sabotage(
            Door.CLOSED,
            (heroku, _) -> heroku,
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity());

    /** How a pass reads Heroku; the hint is null if it was left for later. */
    interface Reading {
      Heroku of(Heroku heroku, @Nullable Hint hint);
    }

    Sabotage door(Door other) {
      return new Sabotage(other, heroku, store, hints, rounds);
    }

    Sabotage heroku(Reading other) {
      return new Sabotage(door, other, store, hints, rounds);
    }

    Sabotage store(UnaryOperator<StateStore> other) {
      return new Sabotage(door, heroku, other, hints, rounds);
    }

    Sabotage hints(UnaryOperator<HintStore> store, UnaryOperator<LastRounds> last) {
      return new Sabotage(door, heroku, this.store, store, last);
    }
  }

  /**
   * What a watch came to.
   *
   * @param stories of each incident by its id
   * @param logTakes how long the log took to have a line, for hinted passes
   * @param rounds when they began
   * @param looks how many passes hints asked for
   */
  record Figures(
      Map<String, IncidentStory> stories,
      Duration logTakes,
      List<Instant> rounds,
      int looks,
      int kills,
      int posts,
      Map<String, Integer> paths) {}

  private record Due(Instant at, int order, Runnable what) {}

  private final RecordedHeroku recorded;
  private final SplittableRandom schedule;
  private final SplittableRandom random;
  private final World world;
  private final Chat chat;
  private final Table table;
  private final Duration logTakes;
  private final PlayedHeroku heroku;
  private final HintMemory memory;
  private final HintQueue queue;
  private final Deliveries deliveries;
  private final Sabotage sabotage;
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
  private final PriorityQueue<Due> ticks =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
  private int order;
  private int depth;
  private final List<Instant> rounds = new ArrayList<>();
  private int looks;
  private int pending;

  private HintedHistory(long seed, RecordedHeroku recorded, Sabotage sabotage) {
    this.recorded = recorded;
    this.sabotage = sabotage;
    schedule = new SplittableRandom(seed + 1);
    random = new SplittableRandom(seed + 2);
    world = new World(seed);
    world.calm(true);
    chat = new Chat(world, true, true);
    table = new Table(world, chat);
    logTakes = Duration.ofMillis(random.nextBoolean() ? 0 : 1 + random.nextInt(LOG_TAKES_MILLIS));
    heroku = PlayedHeroku.now(world, recorded, logTakes);
    memory = new HintMemory(world);
    queue = new HintQueue(world, random, (at, message) -> plan(at, () -> take(message)));
    deliveries = new Deliveries(world, random, sabotage.door());
    world.between(this::meet);
  }

  static RecordedHeroku record(long seed, Pace pace) {
    return RecordedHeroku.of(seed, pace, START);
  }

  /**
   * By rounds alone.
   *
   * @param rounds when they begin
   */
  static HintedHistory polled(long seed, RecordedHeroku recorded, List<Instant> rounds) {
    var history = new HintedHistory(seed, recorded, Sabotage.NONE);
    rounds.forEach(history::planRound);
    return history;
  }

  /** By rounds every two minutes, and with webhooks. */
  static HintedHistory hinted(long seed, RecordedHeroku recorded, Sabotage sabotage) {
    var history = new HintedHistory(seed, recorded, sabotage);
    Instant tick = START.plus(Duration.ofMinutes(5));
    for (; tick.isBefore(recorded.healed().plus(CALM)); tick = tick.plus(PERIOD)) {
      history.planRound(tick.plusMillis(history.schedule.nextInt(9_000)));
    }
    for (Duration later : LATER) {
      history.planRound(tick.plus(later));
    }
    for (Arrival arrival : history.deliveries.of(recorded.changes())) {
      history.plan(arrival.at(), () -> history.arrives(arrival));
    }
    return history;
  }

  private void plan(Instant at, Runnable what) {
    agenda.add(new Due(at, ++order, what));
  }

  private void planRound(Instant at) {
    ticks.add(new Due(at, ++order, this::round));
  }

  String story() {
    return world.story();
  }

  /**
   * Plays it.
   *
   * @throws Broken if something does not hold that must, with the story
   */
  Figures play() {
    try {
      while (!agenda.isEmpty() || !ticks.isEmpty()) {
        next();
      }
      checkTheEnd();
      return new Figures(
          stories(), logTakes, rounds, looks, world.kills(), chat.messages().size(), world.paths());
    } catch (Broken broken) {
      throw new Broken(broken.getMessage() + "\n" + world.story());
    }
  }

  private void next() {
    Due one = ticks.peek();
    Due other = agenda.peek();
    boolean isTick = other == null || (one != null && one.at().isBefore(other.at()));
    Due due = isTick ? ticks.remove() : agenda.remove();
    if (due.at().isAfter(world.instant())) {
      world.clock.advance(Duration.between(world.instant(), due.at()));
    }
    due.what().run();
    chat.settle();
  }

  /** What a hinted pass meets between two of its steps: the next round, or the next message. */
  private void meet() {
    meet(random.nextBoolean() ? ticks : agenda);
  }

  private void meet(PriorityQueue<Due> which) {
    Due due = which.peek();
    if (depth < 2 && due != null && due.at().isBefore(world.instant().plusSeconds(20))) {
      which.remove();
      if (due.at().isAfter(world.instant())) {
        world.clock.advance(Duration.between(world.instant(), due.at()));
      }
      world.count(which == ticks ? "met a round" : "met another hint");
      due.what().run();
    }
  }

  /** A port of a round. After the reading, the next message may be taken before each call. */
  private <T> T met(Class<T> type, T port) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (!method.getName().equals("load") && depth == 1 && random.nextInt(3) == 0) {
                meet(agenda);
              }
              try {
                return method.invoke(port, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  private interface Pass {
    void run() throws InterruptedException, NotQueued;
  }

  /** Runs something that fails, or something that does not. */
  private void run(String what, boolean calm, Pass pass) {
    boolean before = world.calm(calm);
    Instant limit = world.limit(world.instant().plus(LIMIT));
    depth++;
    world.note(what);
    try {
      pass.run();
    } catch (Killed | NotQueued | IllegalStateException ended) {
      world.note("it ends: " + ended.getMessage());
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      depth--;
      world.limit(limit);
      world.calm(before);
    }
  }

  private void round() {
    rounds.add(world.instant());
    run(
        "round begins",
        true,
        () -> {
          var heroku = PlayedHeroku.asOfNow(world, recorded);
          Report report =
              new Round(
                      heroku,
                      heroku,
                      met(Channel.class, chat),
                      met(StateStore.class, table),
                      recorded.watched(),
                      Presentation.DEFAULT,
                      new ReadingOptions(
                          1, CallBudget.UNLIMITED, Map.of(), Optional.of(world.instant())),
                      world,
                      () -> "pending" + ++pending,
                      UnaryOperator.identity())
                  .run(recorded.watched(), world.instant().plus(PASS));
          LastRound last = LastRound.of(ACCOUNT, report, world.instant());
          memory.keep(schedule.nextInt(12) == 0 ? withFewCallsLeft(last) : last);
        });
  }

  private static LastRound withFewCallsLeft(LastRound round) {
    LastRound.Seen seen = round.seen();
    return new LastRound(
        round.account(),
        round.at(),
        new LastRound.Seen(
            seen.watched(),
            seen.read(),
            seen.blind(),
            seen.turns(),
            seen.waiting(),
            seen.oldestWaiting(),
            FEW_CALLS));
  }

  private void arrives(Arrival arrival) {
    Optional<Hint> hint = deliveries.hint(arrival);
    if (hint.isPresent()) {
      run("webhook " + hint.get(), false, () -> queue.put(List.of(hint.get()), Duration.ZERO));
    }
  }

  private void take(Message message) {
    run(
        "taken: " + message.body(),
        false,
        () -> {
          switch (read(message)) {
            case Hint hint -> take(hint, hint.account(), hint.app());
            case LaterPass later -> take(later, later.account(), later.app());
            case Work.AccountRound _ -> throw new Broken("nobody left a round");
          }
        });
  }

  private static Work read(Message message) {
    try {
      return message.work();
    } catch (Json.Malformed malformed) {
      throw new Broken("not understood: " + malformed.getMessage());
    }
  }

  private void take(Work work, String account, AppName app) throws NotQueued, InterruptedException {
    if (!account.equals(ACCOUNT) || !recorded.watched().contains(app)) {
      counted(work, new Outcome(new Nothing(HintDecision.Reason.NOT_WATCHED)));
      return;
    }
    var bounds = new HintBounds(memory, ACCOUNT, work);
    var hinted =
        new HintedApp<RuntimeException>(
            ACCOUNT,
            app,
            sabotage.hints().apply(bounds),
            table,
            sabotage.rounds().apply(bounds),
            Rules.DEFAULT,
            queue,
            world,
            (known, exits) -> {
              bounds.check(known);
              looks++;
              world.count(work instanceof LaterPass ? "looked later" : "looked");
              Hint hint = work instanceof Hint one ? one : null;
              return new HintedPass(
                      sabotage.heroku().of(heroku, hint),
                      heroku,
                      chat,
                      sabotage.store().apply(table),
                      Presentation.DEFAULT,
                      world,
                      () -> "pending" + ++pending,
                      UnaryOperator.identity())
                  .run(known, exits, world.instant().plus(PASS));
            });
    counted(
        work,
        switch (work) {
          case Hint hint -> hinted.take(hint);
          case LaterPass later -> hinted.take(later);
          case Work.AccountRound _ -> throw new Broken("nobody left a round");
        });
  }

  private void counted(Work work, Outcome outcome) {
    switch (outcome.decision()) {
      case PassNow _ -> {
        Report report = outcome.report().orElseThrow();
        world.note("it has seen " + changes(report) + ", left for later: " + report.deferred());
        if (!report.posted().isEmpty()) {
          world.count("told by a hint");
        }
        if (!report.posted().isEmpty() && work instanceof LaterPass && isSteady(report)) {
          world.count("recovery told by a later look");
        }
      }
      case PassAt _ -> world.count("left for later");
      case Nothing(var reason) -> world.count("no call: " + reason);
    }
  }

  private static List<String> changes(Report report) {
    return report.changes().values().stream()
        .flatMap(List::stream)
        .map(DiagnosedChange::summary)
        .toList();
  }

  private static boolean isSteady(Report report) {
    return report.changes().values().stream()
        .flatMap(List::stream)
        .anyMatch(one -> one.diagnosis() instanceof Diagnosis.Steady);
  }

  private void checkTheEnd() {
    for (var id : table.toBeTold()) {
      if (!chat.everHeld(id)) {
        throw new Broken("lost: " + id);
      }
    }
    for (StoredApp stored : table.items().values()) {
      if (!stored.outbox().notifications().isEmpty()) {
        throw new Broken("still waiting: " + stored.outbox());
      }
      if (stored.state().incidents().stream().anyMatch(Incident::isOpen)) {
        throw new Broken("still open: " + stored.state().incidents());
      }
    }
  }

  private Map<String, IncidentStory> stories() {
    var threads = new TreeMap<String, List<Chat.Message>>();
    for (Chat.Message message : chat.messages()) {
      String thread = message.notifications().getFirst().value().replaceFirst("#.*", "");
      threads.computeIfAbsent(thread, _ -> new ArrayList<>()).add(message);
    }
    Map<String, EndedIncident> ended = new HashMap<>();
    table.history().entries().stream()
        .filter(EndedIncident.class::isInstance)
        .map(EndedIncident.class::cast)
        .forEach(one -> ended.put(one.app() + "/" + one.type() + "@" + one.from(), one));
    var stories = new TreeMap<String, IncidentStory>();
    threads.forEach(
        (thread, messages) ->
            stories.put(
                thread,
                IncidentStory.of(
                    messages.getFirst().text(), messages.getLast().text(), ended.remove(thread))));
    ended.forEach((thread, one) -> stories.put(thread, IncidentStory.of("", "", one)));
    return stories;
  }
}
