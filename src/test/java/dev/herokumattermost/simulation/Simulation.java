package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentStatus;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.HintedPass;
import dev.herokumattermost.pass.ReadingOptions;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Round;
import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.NamePatterns;
import dev.herokumattermost.rules.QuietTime;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Route.RecoveryPlace;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.simulation.World.Broken;
import dev.herokumattermost.simulation.World.Killed;
import dev.herokumattermost.wording.Presentation;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One history of the whole pass, in one thread: ticks come, late or twice or into each other;
 * Heroku, Mattermost and DynamoDB fail in every way; passes are killed at any step. Then all is
 * calm, and what must hold is looked at.
 *
 * <p>Where a pass meets another, the other runs to its end, or to its death, between two steps of
 * the first.
 */
final class Simulation {
  private static final Duration PERIOD = Duration.ofMinutes(2);
  private static final Duration PASS = Duration.ofSeconds(47);

  /** When Lambda ends the function, if it did not end by itself. */
  private static final Duration LIMIT = Duration.ofSeconds(50);

  /** How many calm passes it may take until all that waited is delivered: half an hour. */
  private static final int TOLD_WITHIN = 15;

  /** How many passes it may take until a failure, or its end, is delivered when all is calm. */
  private static final int NEWS_WITHIN = 4;

  /** Webhooks that are late by hours come when all is long calm. */
  private static final int HINTED_IN_CALM = 4;

  private static final int TICKS = 16;
  private static final int CALLS_AN_HOUR = 2250;
  private static final int MOST_CALM_TICKS = 160;

  /** What still waits then waits for a channel that is not there, for a day. */
  private static final int PATIENT_AFTER = 60;

  private static final Duration PATIENT_PERIOD = Duration.ofMinutes(20);

  private static final Rules RULES =
      Rules.of(
          List.of(routed()),
          Set.of("run", "release", "scheduler"),
          Rule.DEFAULT.withQuietTimes(
              List.of(quiet("02:10", "02:20", QuietTime.Handling.POST_QUIETLY))));

  private static Rule routed() {
    var target = new Route.NamedChannel(ChannelName.parse(Chat.SECOND));
    return Rule.DEFAULT
        .withQuietTimes(List.of(quiet("02:12", "02:22", QuietTime.Handling.HOLD)))
        .withProcesses(NamePatterns.of(Platform.ROUTED))
        .withRoute(new Route(target, List.of("@here"), Priority.URGENT, RecoveryPlace.CHANNEL));
  }

  private static QuietTime quiet(String from, String to, QuietTime.Handling incidents) {
    return new QuietTime(
        LocalTime.parse(from),
        LocalTime.parse(to),
        EnumSet.allOf(DayOfWeek.class),
        ZoneOffset.UTC,
        incidents);
  }

  /** What a history came to. */
  record Figures(
      int kills,
      int posts,
      int rerouted,
      int goneAndToldAgain,
      int passes,
      int hinted,
      Map<String, Integer> paths) {}

  /** Rules of the house, broken on purpose. */
  record Sabotage(UnaryOperator<Channel> channel, UnaryOperator<StateStore> store) {
    static final Sabotage NONE = new Sabotage(UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** Whether passes over single apps come between the ticks, as webhooks ask for them. */
  enum Hints {
    NONE,
    SOME
  }

  private final World world;
  private final Hints hints;
  private final SplittableRandom hinting;
  private final Chat chat;
  private final Table table;
  private final Platform platform;
  private final Sabotage sabotage;
  private final boolean bot;

  /** Calls for all apps in each pass, or for one of them. */
  private final CallBudget budget;

  private final Map<AppName, SpaceName> spaces = new HashMap<>();
  private int depth;
  private int passes;
  private int hinted;
  private int pending;
  private int mostIncidents = 8;

  Simulation(long seed, Sabotage sabotage) {
    this(seed, sabotage, Hints.NONE);
  }

  Simulation(long seed, Sabotage sabotage, Hints hints) {
    this.sabotage = sabotage;
    this.hints = hints;
    hinting = new SplittableRandom(seed + 1);
    world = new World(seed);
    bot = world.random.nextInt(4) != 0;
    chat = new Chat(world, bot, world.random.nextInt(4) != 0);
    table = new Table(world, chat);
    platform =
        new Platform(world, world.random.nextInt(20) == 0 ? 12 : 1 + world.random.nextInt(3));
    budget =
        world.random.nextInt(3) == 0
            ? new CallBudget(60, PERIOD)
            : new CallBudget(CALLS_AN_HOUR, PERIOD);
    if (world.random.nextInt(3) == 0) {
      platform.names().forEach(app -> spaces.put(app, new SpaceName("acme-prod")));
    }
    world.between(this::meet);
  }

  /** In how many passes every app is looked at once. */
  private int turns() {
    return budget.turns(platform.names().size(), spaces.isEmpty() ? 0 : 1);
  }

  /**
   * Plays it.
   *
   * @throws Broken if something does not hold that must, with the story
   */
  Figures play() {
    try {
      world.clock.advance(Duration.ofMinutes(5));
      for (int tick = 0; tick < TICKS; tick++) {
        happen();
        hint();
        tick();
        world.clock.advance(PERIOD.minusSeconds(world.random.nextInt(30)));
      }
      if (world.random.nextInt(12) == 0) {
        dayWithoutMattermost();
      }
      calm();
      checkTheEnd();
      checkNews();
      checkTheEnd();
      return new Figures(
          world.kills(),
          chat.messages().size(),
          chat.rerouted(),
          chat.goneAndToldAgain(),
          passes,
          hinted,
          world.paths());
    } catch (Broken broken) {
      throw new Broken(broken.getMessage() + "\n" + world.story());
    }
  }

  String story() {
    return world.story();
  }

  /** Longer than a day, so that what waits is set aside. */
  private void dayWithoutMattermost() {
    int hours = 25 + world.random.nextInt(6);
    chat.goDown(Duration.ofHours(hours));
    mostIncidents += hours;
    for (int hour = 0; hour < hours; hour++) {
      platform.befall();
      tick();
      world.clock.advance(Duration.ofHours(1));
    }
    tick();
    if (world.random.nextInt(4) != 0) {
      table.redeliver();
    }
  }

  private void happen() {
    if (world.random.nextInt(3) != 0) {
      platform.befall();
    }
    if (world.random.nextInt(30) == 0) {
      platform.breakAll();
    }
    if (world.random.nextInt(12) == 0) {
      chat.goDown(Duration.ofSeconds(world.random.nextInt(900)));
    }
    if (world.random.nextInt(10) == 0) {
      chat.refuseForAWhile(Duration.ofSeconds(world.random.nextInt(900)));
    }
    if (world.random.nextInt(20) == 0) {
      platform.hide();
    }
    if (world.random.nextInt(8) == 0) {
      platform.scale();
    }
    if (world.random.nextInt(30) == 0) {
      platform.runOutOfCalls();
    }
    if (world.random.nextInt(80) == 0) {
      platform.removeApp();
    }
    if (world.random.nextInt(20) == 0) {
      platform.returnApp();
    }
    if (world.random.nextInt(12) == 0) {
      chat.restart();
    }
    if (world.random.nextInt(8) == 0) {
      chat.secondGone(world.random.nextBoolean());
    }
    if (world.random.nextInt(15) == 0) {
      chat.react(world.random.nextBoolean() ? "eyes" : "mute");
    }
    if (world.random.nextInt(25) == 0) {
      chat.deleteRoot(recorded());
    }
  }

  /** What the table knows to be told: nothing will look for it any more. */
  private Set<NotificationId> recorded() {
    var recorded = new HashSet<NotificationId>(table.toBeTold());
    table
        .items()
        .values()
        .forEach(
            stored ->
                stored.outbox().notifications().stream()
                    .map(Notification::id)
                    .forEach(recorded::remove));
    return recorded;
  }

  /** What a pass meets between two of its steps. */
  private void meet() {
    if (hints == Hints.SOME && hinting.nextBoolean()) {
      hintedPass();
    } else {
      tick();
    }
  }

  /** Webhooks come early, late, doubled, forged or not at all: each only asks for a pass. */
  private void hint() {
    if (hints == Hints.NONE) {
      return;
    }
    for (int count = hinting.nextInt(4); count > 0; count--) {
      hintedPass();
      world.clock.advance(Duration.ofSeconds(hinting.nextInt(30)));
    }
  }

  private void hintedPass() {
    List<AppName> apps = platform.names();
    AppName app = apps.get(hinting.nextInt(apps.size()));
    hinted++;
    run(
        "hinted pass over " + app + " begins",
        () -> {
          StateStore store = sabotage.store().apply(table);
          new HintedPass(
                  platform,
                  platform,
                  sabotage.channel().apply(chat),
                  store,
                  new Presentation(ZoneOffset.UTC, RULES),
                  world,
                  () -> "pending" + ++pending,
                  UnaryOperator.identity())
              .run(
                  store.load(app).orElseGet(() -> StoredApp.unknown(app)),
                  List.of(),
                  world.instant().plus(PASS));
        });
  }

  private void tick() {
    passes++;
    run("pass begins", this::round);
  }

  private interface Pass {
    void run() throws InterruptedException;
  }

  private void run(String what, Pass pass) {
    if (depth > 1) {
      return;
    }
    if (depth == 0) {
      table.expire();
    }
    depth++;
    Instant limit = world.limit(world.instant().plus(LIMIT));
    world.note(what);
    try {
      pass.run();
    } catch (Killed | IllegalStateException ended) {
      world.note("pass ends: " + ended.getMessage());
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      world.limit(limit);
      depth--;
    }
  }

  private void round() throws InterruptedException {
    Report report =
        new Round(
                platform,
                platform,
                sabotage.channel().apply(chat),
                sabotage.store().apply(table),
                Set.copyOf(platform.names()),
                new Presentation(ZoneOffset.UTC, RULES),
                new ReadingOptions(1, budget, spaces, Optional.of(world.instant())),
                world,
                () -> "pending" + ++pending,
                UnaryOperator.identity())
            .run(platform.names(), world.instant().plus(PASS));
    if (report.coverage().isPartial()) {
      world.count("looks in turn");
    }
  }

  private void calm() {
    world.calmDown();
    chat.secondGone(false);
    world.note("all is calm");
    Set<NotificationId> waited = waiting();
    for (int tick = 0, quiet = 0; quiet < 2 * turns(); tick++) {
      if (tick == MOST_CALM_TICKS + 40 * turns()) {
        throw new Broken("no end: the watch still writes");
      }
      waited.retainAll(waiting());
      if (tick == TOLD_WITHIN && !waited.isEmpty()) {
        throw new Broken("not told within " + TOLD_WITHIN + " calm passes: " + waited);
      }
      platform.healAll();
      int writes = table.writes();
      tick();
      boolean waiting =
          table.items().values().stream()
              .anyMatch(stored -> !stored.outbox().notifications().isEmpty());
      quiet = table.writes() == writes && tick > 8 * turns() && !waiting ? quiet + 1 : 0;
      world.clock.advance(tick < PATIENT_AFTER ? PERIOD : PATIENT_PERIOD);
      if (tick < HINTED_IN_CALM) {
        hint();
      }
      chat.settle();
    }
  }

  private Set<NotificationId> waiting() {
    return table.items().values().stream()
        .flatMap(stored -> stored.outbox().notifications().stream())
        .map(Notification::id)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** A failure is told, and so is its end. */
  private void checkNews() {
    Optional<AppName> broken = platform.breakOne();
    if (broken.isPresent()) {
      mustBeTold(broken.get(), "its failure", 1);
      platform.healAll();
      mustBeTold(broken.get(), "its end", 3);
      calm();
    }
  }

  private void mustBeTold(AppName app, String what, int least) {
    int before = chat.messages().size();
    for (int tick = 0; tick < NEWS_WITHIN * least * turns(); tick++) {
      world.clock.advance(PERIOD);
      tick();
      boolean told =
          chat.messages().stream()
              .skip(before)
              .flatMap(message -> message.notifications().stream())
              .anyMatch(id -> id.value().startsWith(app + "/"));
      if (told) {
        return;
      }
    }
    throw new Broken("not told of " + app + ": " + what);
  }

  private void checkTheEnd() {
    for (NotificationId notification : table.toBeTold()) {
      if (!chat.everHeld(notification)) {
        throw new Broken("lost: " + notification + " was never told");
      }
    }
    for (StoredApp stored : table.items().values()) {
      if (!stored.outbox().notifications().isEmpty()) {
        throw new Broken("still waiting: " + stored.outbox());
      }
      boolean account = stored.app().equals(AppState.ACCOUNT);
      if (!account && stored.state().incidents().stream().anyMatch(Incident::isOpen)) {
        throw new Broken("still open: " + stored.state().incidents());
      }
      if (stored.state().incidents().size() > mostIncidents
          || stored.state().crashes().size() > 40) {
        throw new Broken("grows: " + stored);
      }
    }
    if (bot) {
      checkRoots();
    }
  }

  /**
   * Who reads only the first posts sees that all is well and all is read; where somebody deleted
   * one, or its channel was gone, or what began it was set aside, the thread began anew with a
   * reply, which stays as it was.
   */
  private void checkRoots() {
    Set<String> torn = torn();
    for (Chat.Message message : chat.messages()) {
      boolean root = message.root() == null && message.notifications().size() == 1;
      boolean open =
          message.text().startsWith("🔴")
              || message.text().contains(": all dynos up, confirming**")
              || message.text().contains(" not monitored since ");
      if (root && !torn.contains(thread(message)) && open) {
        throw new Broken("the first post still shows a failure: " + message);
      }
    }
    for (StoredApp stored : table.items().values()) {
      stored.state().incidents().forEach(incident -> checkRoot(stored, incident));
    }
  }

  /** The first post of an incident that is remembered shows just how it ended. */
  private void checkRoot(StoredApp stored, Incident incident) {
    List<String> shows =
        switch (IncidentStatus.of(incident)) {
          case CLOSED -> List.of("⚪");
          // Nothing follows a warning, unless a failure before it was over when it was delivered.
          case WARNING -> List.of("⚠️", "✅");
          case FAILING, RECOVERING, RECOVERED -> List.of("✅");
        };
    stored
        .outbox()
        .thread(incident.id())
        .map(thread -> thread.root().posted())
        .filter(posted -> !posted.shared())
        .flatMap(
            posted -> chat.messages().stream().filter(m -> m.id().equals(posted.id())).findFirst())
        .filter(message -> !torn().contains(incident.id()))
        .filter(message -> shows.stream().noneMatch(message.text()::startsWith))
        .ifPresent(
            message -> {
              throw new Broken("the first post does not show " + shows + ": " + message);
            });
  }

  private Set<String> torn() {
    Map<String, Route.Target> channels = new HashMap<>();
    Set<String> torn = table.tornThreads();
    for (Chat.Message message : chat.messages()) {
      Route.Target before = channels.putIfAbsent(thread(message), message.channel());
      if (message.deleted() || (before != null && !before.equals(message.channel()))) {
        torn.add(thread(message));
      }
    }
    return torn;
  }

  private static String thread(Chat.Message message) {
    return message.notifications().getFirst().value().replaceFirst("#.*", "");
  }
}
