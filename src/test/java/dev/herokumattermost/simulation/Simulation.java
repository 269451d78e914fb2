package dev.herokumattermost.simulation;

import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Round;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.NamePatterns;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.simulation.World.Broken;
import dev.herokumattermost.simulation.World.Killed;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int TICKS = 16;
  private static final int MOST_CALM_TICKS = 160;

  /** What still waits then waits for a channel that is not there, for a day. */
  private static final int PATIENT_AFTER = 60;

  private static final Duration PATIENT_PERIOD = Duration.ofMinutes(20);

  private static final Rules RULES =
      Rules.of(List.of(routed()), Set.of("run", "release", "scheduler"), Rule.DEFAULT);

  private static Rule routed() {
    var target = new Route.NamedChannel(ChannelName.parse(Chat.SECOND));
    return Rule.DEFAULT
        .withProcesses(NamePatterns.of(Platform.ROUTED))
        .withRoute(new Route(target, List.of("@here"), Priority.URGENT));
  }

  /** What a history came to. */
  record Figures(
      int kills, int posts, int rerouted, int goneAndToldAgain, int passes, boolean bot) {}

  /** Rules of the house, broken on purpose. */
  record Sabotage(UnaryOperator<Channel> channel, UnaryOperator<StateStore> store) {
    static final Sabotage NONE = new Sabotage(UnaryOperator.identity(), UnaryOperator.identity());
  }

  private final World world;
  private final Chat chat;
  private final Table table;
  private final Platform platform;
  private final Sabotage sabotage;
  private final boolean bot;
  private int depth;
  private int passes;
  private int pending;

  Simulation(long seed, Sabotage sabotage) {
    this.sabotage = sabotage;
    world = new World(seed);
    bot = world.random.nextInt(4) != 0;
    chat = new Chat(world, bot, world.random.nextInt(4) != 0);
    table = new Table(world, chat);
    platform =
        new Platform(world, world.random.nextInt(20) == 0 ? 12 : 1 + world.random.nextInt(3));
    world.between(this::tick);
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
        tick();
        world.clock.advance(PERIOD.minusSeconds(world.random.nextInt(30)));
      }
      calm();
      checkTheEnd();
      return new Figures(
          world.kills(),
          chat.messages().size(),
          chat.rerouted(),
          chat.goneAndToldAgain(),
          passes,
          bot);
    } catch (Broken broken) {
      throw new Broken(broken.getMessage() + "\n" + world.story());
    }
  }

  String story() {
    return world.story();
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

  private void tick() {
    if (depth > 1) {
      return;
    }
    depth++;
    passes++;
    world.note("pass begins");
    try {
      new Round(
              platform,
              sabotage.channel().apply(chat),
              sabotage.store().apply(table),
              Set.copyOf(platform.names()),
              new Presentation(ZoneOffset.UTC, RULES),
              1,
              world,
              () -> "pending" + ++pending,
              UnaryOperator.identity())
          .run(platform.names(), world.instant().plus(PASS));
    } catch (Killed | IllegalStateException ended) {
      world.note("pass ends: " + ended.getMessage());
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      depth--;
    }
  }

  private void calm() {
    world.calmDown();
    chat.secondGone(false);
    world.note("all is calm");
    for (int tick = 0, quiet = 0; quiet < 2; tick++) {
      if (tick == MOST_CALM_TICKS) {
        throw new Broken("no end: the watch still writes");
      }
      platform.healAll();
      int writes = table.writes();
      tick();
      boolean waiting =
          table.items().values().stream()
              .anyMatch(stored -> !stored.outbox().notifications().isEmpty());
      quiet = table.writes() == writes && tick > 8 && !waiting ? quiet + 1 : 0;
      world.clock.advance(tick < PATIENT_AFTER ? PERIOD : PATIENT_PERIOD);
      chat.settle();
    }
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
      if (stored.state().incidents().size() > 8 || stored.state().crashes().size() > 40) {
        throw new Broken("grows: " + stored);
      }
    }
    if (bot) {
      checkRoots();
    }
  }

  /**
   * Who reads only the first posts sees that all is well; where somebody deleted one, or its
   * channel was gone, or what began it was set aside, the thread began anew with a reply, which
   * stays as it was.
   */
  private void checkRoots() {
    Set<String> torn = torn();
    for (Chat.Message message : chat.messages()) {
      boolean root = message.root() == null && message.notifications().size() == 1;
      if (root && !torn.contains(thread(message)) && message.text().startsWith("🔴")) {
        throw new Broken("the first post still shows a failure: " + message);
      }
    }
  }

  private Set<String> torn() {
    Map<String, Route.Target> channels = new HashMap<>();
    Set<String> torn =
        table.deadLetters().stream()
            .map(deadLetter -> deadLetter.notification().thread())
            .collect(Collectors.toCollection(HashSet::new));
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
