package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.simulation.EstateSabotages.Sabotage;
import dev.herokumattermost.simulation.World.Broken;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * One history of a whole estate, in one thread: apps come, go, move and get other names while each
 * account finds out which of them it has. Lists fail, lie and recover; keys are revoked; calls are
 * few; messages double and workers die. Then all is calm, and what must hold is checked.
 */
final class EstateSimulation {
  private static final int TICKS = 12;
  private static final int MOST_CALM_TICKS = 120;

  /** What still waits then waits for a channel that is not there, for a day. */
  private static final int PATIENT_AFTER = 30;

  private static final Duration PATIENT_PERIOD = Duration.ofMinutes(20);

  /** How many calm passes it may take until all that waited is delivered: half an hour. */
  private static final int TOLD_WITHIN = 15;

  /** How many passes it may take until a failure is delivered when all is calm. */
  private static final int NEWS_WITHIN = 4;

  /** Ten minutes to find an app, and one pass to read it. */
  private static final int FOUND_WITHIN = 6;

  /**
   * Twenty minutes for an account that cannot ask, ten until an app is found, and ten until all
   * accounts know whose it is.
   */
  private static final int SETTLED_WITHIN = 21;

  /** What a history came to. */
  record Figures(int rounds, int kills, int posts, int calls, Map<String, Integer> paths) {}

  private final World world;
  private final Estate estate;
  private final Chat chat;
  private final boolean bot;
  private final EstateWatch watch;

  EstateSimulation(long seed, Sabotage sabotage) {
    world = new World(seed);
    bot = world.random.nextInt(4) != 0;
    chat = new Chat(world, bot, world.random.nextInt(4) != 0);
    estate = new Estate(world, 1 + world.random.nextInt(3), 2 + world.random.nextInt(4));
    watch = new EstateWatch(world, estate, chat, sabotage);
    for (int account = 0; account < estate.accounts(); account++) {
      world.note("account " + account + " watches " + estate.selection(account));
    }
  }

  /**
   * Plays it.
   *
   * @throws Broken if something does not hold that must, with the story
   */
  Figures play() {
    try {
      for (int tick = 0; tick < TICKS; tick++) {
        happen();
        watch.tick();
        world.clock.advance(EstateWatch.PERIOD.minusSeconds(world.random.nextInt(30)));
      }
      calm();
      checkTheEnd();
      if (world.random.nextBoolean()) {
        checkNews();
        calm();
        checkTheEnd();
      }
      return new Figures(
          watch.ran(), world.kills(), chat.messages().size(), watch.calls(), world.paths());
    } catch (Broken broken) {
      throw new Broken(broken.getMessage() + "\n" + world.story());
    }
  }

  String story() {
    return world.story();
  }

  private void happen() {
    if (world.random.nextInt(3) != 0) {
      estate.befall();
    }
    if (world.random.nextInt(30) == 0) {
      estate.breakAll();
    }
    if (world.random.nextInt(2) == 0) {
      estate.change();
    }
    if (world.random.nextInt(3) == 0) {
      estate.fail();
    }
    if (world.random.nextInt(15) == 0) {
      chat.goDown(Duration.ofSeconds(world.random.nextInt(600)));
    }
    if (world.random.nextInt(15) == 0) {
      chat.refuseForAWhile(Duration.ofSeconds(world.random.nextInt(600)));
    }
    if (world.random.nextInt(10) == 0) {
      chat.secondGone(world.random.nextBoolean());
    }
  }

  private void calm() {
    world.calmDown();
    estate.calmDown();
    chat.secondGone(false);
    world.note("all is calm");
    Set<NotificationId> waited = waiting();
    for (int tick = 0, quiet = 0; quiet < 3 + watch.turns(); tick++) {
      if (tick == MOST_CALM_TICKS + 40 * watch.turns()) {
        throw new Broken("no end: the watch still writes");
      }
      waited.retainAll(waiting());
      if (tick == TOLD_WITHIN && !waited.isEmpty()) {
        throw new Broken("not told within " + TOLD_WITHIN + " calm passes: " + waited);
      }
      estate.healAll();
      int writes = writes();
      watch.tick();
      if (tick == SETTLED_WITHIN + watch.turns()) {
        checkOwners();
      }
      boolean done =
          writes() == writes
              && tick > 8 + watch.turns()
              && waiting().isEmpty()
              && watch.owners().equals(estate.owners());
      quiet = done ? quiet + 1 : 0;
      world.clock.advance(tick < PATIENT_AFTER ? EstateWatch.PERIOD : PATIENT_PERIOD);
      chat.settle();
    }
  }

  private int writes() {
    return watch.tables().stream().mapToInt(Table::writes).sum();
  }

  private Set<NotificationId> waiting() {
    var waiting = new HashSet<NotificationId>();
    for (EstateTable table : watch.tables()) {
      table.items().values().stream()
          .flatMap(stored -> stored.outbox().notifications().stream())
          .map(Notification::id)
          .map(table::inChat)
          .forEach(waiting::add);
    }
    return waiting;
  }

  private void checkTheEnd() {
    for (EstateTable table : watch.tables()) {
      table.toBeTold().stream()
          .map(table::inChat)
          .filter(id -> !chat.everHeld(id))
          .findFirst()
          .ifPresent(
              id -> {
                throw new Broken("lost: " + id + " was never told");
              });
      for (StoredApp stored : table.items().values()) {
        boolean account = stored.app().equals(AppState.ACCOUNT);
        if (!account && stored.state().incidents().stream().anyMatch(Incident::isOpen)) {
          throw new Broken("still open: " + stored.state().incidents());
        }
      }
    }
    checkOwners();
    if (bot) {
      checkRoots();
    }
  }

  /** Each app is watched by the first account that selects it, and by no other. */
  private void checkOwners() {
    if (!watch.owners().equals(estate.owners())) {
      throw new Broken(
          "watched are %s, and should be %s"
              .formatted(new TreeMap<>(watch.owners()), new TreeMap<>(estate.owners())));
    }
  }

  /** Who reads only the first posts sees that all is over. */
  private void checkRoots() {
    Map<String, Route.Target> channels = new HashMap<>();
    Set<String> moved = new HashSet<>();
    watch
        .tables()
        .forEach(
            table ->
                table.tornThreads().stream()
                    .map(thread -> table.inChat(new NotificationId(thread)).value())
                    .forEach(moved::add));
    for (Chat.Message message : chat.messages()) {
      Route.Target before = channels.putIfAbsent(thread(message), message.channel());
      if (before != null && !before.equals(message.channel())) {
        moved.add(thread(message));
      }
    }
    for (Chat.Message message : chat.messages()) {
      boolean root = message.root() == null && message.notifications().size() == 1;
      boolean open =
          message.text().startsWith("🔴")
              || message.text().contains(": all dynos up, confirming**")
              || message.text().contains(" not monitored since ");
      if (root && !moved.contains(thread(message)) && open) {
        throw new Broken("the first post still shows a failure: " + message);
      }
      if (root && message.text().contains("app deleted or out of sight")) {
        world.count("post shows that its app is gone");
      }
    }
  }

  private static String thread(Chat.Message message) {
    return message.notifications().getFirst().value().replaceFirst("#.*", "");
  }

  /**
   * A failure is told by the account that has the app and by no other, even while the key of
   * another account is revoked. Then the app gets another name, or is deleted, or a new one comes.
   */
  private void checkNews() {
    Map<AppName, Integer> owners = new TreeMap<>(estate.owners());
    if (owners.isEmpty()) {
      world.count("no app at all");
      return;
    }
    AppName app = List.copyOf(owners.keySet()).get(world.random.nextInt(owners.size()));
    int account = owners.get(app);
    int other = world.random.nextInt(estate.accounts());
    if (other != account) {
      world.count("key of another account revoked meanwhile");
      estate.faults(other).revoke();
    }
    boolean named = estate.selection(account).names().contains(app);
    switch (named ? Then.A_NEW_APP : Then.values()[world.random.nextInt(Then.values().length)]) {
      case A_NEW_APP -> checkNewAppLike(app, other);
      case RENAMED -> {
        mustBeToldBy(account, app);
        AppName is = estate.rename(app);
        waitFor(FOUND_WITHIN);
        if (Objects.equals(estate.owners().get(is), account)) {
          mustBeOpen(account, true);
          world.count("renamed app has its incident");
        }
      }
      case DELETED -> {
        mustBeToldBy(account, app);
        estate.delete(app);
        waitFor(FOUND_WITHIN);
        mustBeOpen(account, false);
        world.count("deleted app has none");
      }
    }
    if (other != account) {
      estate.faults(other).end();
    }
  }

  /** What befalls an app when all is calm. */
  private enum Then {
    A_NEW_APP,
    RENAMED,
    DELETED
  }

  /** It is found, even if an account before its own cannot ask. */
  private void checkNewAppLike(AppName app, int revoked) {
    AppName like = estate.makeOneLike(app);
    waitFor(SETTLED_WITHIN);
    Integer account = estate.owners().get(like);
    if (account != null && account != revoked) {
      if (!watch.watched(account).contains(like)) {
        throw new Broken("not found: " + like);
      }
      mustBeToldBy(account, like);
      world.count("new app found");
    }
  }

  private void waitFor(int passes) {
    for (int pass = 0; pass < passes + watch.turns(); pass++) {
      world.clock.advance(EstateWatch.PERIOD);
      watch.tick();
    }
  }

  /** By that account, and by no other. */
  private void mustBeToldBy(int account, AppName app) {
    if (!estate.breakOne(app)) {
      return;
    }
    String prefix = watch.tables().get(account).inChat(new NotificationId(app + "/")).value();
    int before = chat.messages().size();
    List<String> told = List.of();
    for (int pass = 0; pass < NEWS_WITHIN * watch.turns() && told.isEmpty(); pass++) {
      world.clock.advance(EstateWatch.PERIOD);
      watch.tick();
      told =
          chat.messages().stream()
              .skip(before)
              .flatMap(message -> message.notifications().stream())
              .map(NotificationId::value)
              .filter(id -> (":" + id).contains(":" + app + "/"))
              .toList();
    }
    if (told.isEmpty()) {
      throw new Broken("not told of " + app + ": its failure");
    }
    if (!told.stream().allMatch(id -> id.startsWith(prefix))) {
      throw new Broken("told by another account: " + told);
    }
    world.count("news told by the account that has the app");
  }

  /** A rename ends nothing; a deletion ends all. */
  private void mustBeOpen(int account, boolean expected) {
    boolean any =
        watch.tables().get(account).items().values().stream()
            .flatMap(stored -> stored.state().incidents().stream())
            .anyMatch(Incident::isOpen);
    if (any != expected) {
      throw new Broken(
          expected ? "the incident is no more" : "the incident of a deleted app is open");
    }
  }
}
