package dev.herokumattermost.simulation;

import dev.herokumattermost.Ticks;
import dev.herokumattermost.discovery.EarlierAccounts;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.outbox.DiscoveryStore;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.pass.AccountChannel;
import dev.herokumattermost.pass.AppDiscovery;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.ReadingOptions;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Round;
import dev.herokumattermost.pass.Work.AccountRound;
import dev.herokumattermost.redact.Redaction;
import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.NamePatterns;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Route.RecoveryPlace;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.settings.Account;
import dev.herokumattermost.settings.SecretSource;
import dev.herokumattermost.settings.WatchFile;
import dev.herokumattermost.simulation.EstateSabotages.Breach;
import dev.herokumattermost.simulation.EstateSabotages.Sabotage;
import dev.herokumattermost.simulation.Messages.Message;
import dev.herokumattermost.simulation.World.Broken;
import dev.herokumattermost.simulation.World.Killed;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The watch of an estate: ticks and messages, the rounds that they lead to, and what holds in each
 * of them. The rounds are done by the tick, or left on a queue to workers.
 *
 * <p>What a round meets between two of its steps is another round, of any account. It runs to its
 * end, or to its death.
 */
final class EstateWatch {
  static final Duration PERIOD = Duration.ofMinutes(2);
  private static final Duration PASS = Duration.ofSeconds(47);

  /** When Lambda ends the function, if it did not end by itself. */
  private static final Duration LIMIT = Duration.ofSeconds(50);

  /** Calls for all apps in each pass, and for two to four of them. */
  private static final List<Integer> BUDGETS = List.of(90, 240, 2250, 2250, 2250);

  /** Three minutes until a tick is dropped, and two invocations that meet. */
  private static final Duration LATEST = Duration.ofMinutes(5);

  /** The fewest calls for evidence that a round makes, however few it has. */
  private static final int LEAST_EVIDENCE = 4;

  private static final Rules RULES =
      Rules.of(List.of(routed()), Set.of("run", "release", "scheduler"), Rule.DEFAULT);

  private static Rule routed() {
    var target = new Route.NamedChannel(ChannelName.parse(Chat.SECOND));
    return Rule.DEFAULT
        .withProcesses(NamePatterns.of(Platform.ROUTED))
        .withRoute(new Route(target, List.of("@here"), Priority.URGENT, RecoveryPlace.CHANNEL));
  }

  /** Who does the rounds. */
  private enum Rounds {
    BY_THE_TICK,
    BY_WORKERS
  }

  /** A round that was begun. */
  private record Begun(int account, Instant at, Instant tick, int calls) {}

  private final World world;
  private final Sabotage sabotage;
  private final Estate estate;
  private final Chat chat;
  private final Rounds rounds;
  private final CallBudget budget;
  private final List<EstateTable> tables = new ArrayList<>();
  private final Messages messages;
  private final Map<String, LastRound> lastRounds = new HashMap<>();

  /** When the last round over each account that ended had begun, or when it was first due. */
  private final Map<Integer, Instant> seenAt = new HashMap<>();

  private final List<Begun> begun = new ArrayList<>();
  private final Set<Integer> watching = new HashSet<>();
  private int depth;
  private int pending;
  private int ran;
  private int calls;

  EstateWatch(World world, Estate estate, Chat chat, Sabotage sabotage) {
    this.world = world;
    this.estate = estate;
    this.chat = chat;
    this.sabotage = sabotage;
    rounds = world.random.nextBoolean() ? Rounds.BY_WORKERS : Rounds.BY_THE_TICK;
    budget = new CallBudget(BUDGETS.get(world.random.nextInt(BUDGETS.size())), PERIOD);
    messages = new Messages(world);
    for (int account = 0; account < estate.accounts(); account++) {
      int its = account;
      String prefix = estate.accounts() == 1 ? "" : name(account) + ":";
      tables.add(
          new EstateTable(world, chat, estate, account, prefix, app -> isWatchedBefore(its, app)));
    }
    world.between(this::meet);
    world.note("rounds %s, %d calls an hour".formatted(rounds, budget.callsPerHour()));
  }

  /** What each account keeps. */
  List<EstateTable> tables() {
    return tables;
  }

  /** How many rounds have come to their end. */
  int ran() {
    return ran;
  }

  /** How many calls to Heroku all of them made. */
  int calls() {
    return calls;
  }

  /** In how many passes each app has its turn. */
  int turns() {
    return IntStream.range(0, estate.accounts())
        .map(account -> budget.turns(watched(account).size() + 1, 1))
        .max()
        .orElse(1);
  }

  /** Which account watches each app; -1 stands for several. */
  Map<AppName, Integer> owners() {
    var owners = new HashMap<AppName, Integer>();
    for (int account = 0; account < estate.accounts(); account++) {
      for (AppName app : watched(account)) {
        owners.put(app, owners.containsKey(app) ? Integer.valueOf(-1) : Integer.valueOf(account));
      }
    }
    return owners;
  }

  private String name(int account) {
    return estate.accounts() == 1 ? Account.DEFAULT : String.valueOf((char) ('a' + account));
  }

  /** Each account as the settings have it now. */
  private WatchFile.Content settings() {
    return new WatchFile.Content(
        IntStream.range(0, estate.accounts())
            .mapToObj(
                one ->
                    new Account(
                        name(one),
                        new SecretSource.Parameter("/key/" + name(one)),
                        estate.selection(one),
                        budget.callsPerHour()))
            .toList(),
        RULES,
        Redaction.DEFAULT);
  }

  /** What the schedule does, and all that has arrived by then. */
  void tick() {
    Instant tick = world.instant();
    if (rounds == Rounds.BY_WORKERS) {
      for (int account = 0; account < estate.accounts(); account++) {
        messages.send(Optional.of(account), tick);
      }
      checkSeen();
    } else {
      messages.send(Optional.empty(), tick);
    }
    work();
  }

  private void work() {
    for (Optional<Message> next = messages.next(); next.isPresent(); next = messages.next()) {
      take(next.get());
    }
  }

  /** Whatever comes while another round is under way: what has arrived, or the same once more. */
  private void meet() {
    if (depth < 2) {
      messages.next().or(messages::doubled).ifPresent(this::take);
    }
  }

  private void take(Message message) {
    if (depth > 1) {
      return;
    }
    if (depth == 0) {
      tables.forEach(Table::expire);
    }
    if (isStale(message)) {
      world.count("stale tick");
      if (!sabotage.breaks(Breach.STALE_TICKS_OBEYED)) {
        return;
      }
    }
    depth++;
    Instant limit = world.limit(world.instant().plus(LIMIT));
    try {
      if (message.account().isPresent()) {
        round(message.account().get(), message.tick());
      } else {
        rounds(message.tick());
      }
    } catch (Killed killed) {
      world.note("killed: " + killed.getMessage());
      world.count(rounds == Rounds.BY_WORKERS ? "worker killed" : "tick killed");
      messages.again(message);
    } catch (IllegalStateException failed) {
      world.note("failed: " + failed.getMessage());
    } finally {
      world.limit(limit);
      depth--;
    }
  }

  private boolean isStale(Message message) {
    Instant now = world.instant();
    return message
        .account()
        .map(one -> Ticks.isStale(new AccountRound(name(one), message.tick()), PERIOD, now))
        .orElseGet(() -> Ticks.isStale(message.tick(), now));
  }

  /** All of them in one invocation: what fails one does not stop the others. */
  private void rounds(Instant tick) {
    var ended = new HashMap<String, Report>();
    List<Account> accounts = settings().accounts();
    int first = world.random.nextInt(accounts.size());
    for (int place = 0; place < accounts.size(); place++) {
      int account = (first + place) % accounts.size();
      try {
        ended.put(name(account), round(account, tick));
      } catch (IllegalStateException failed) {
        world.note("the round over account " + account + " failed: " + failed.getMessage());
        world.count("round of one account failed");
      }
    }
    boolean watched = Ticks.watched(accounts, ended);
    if (watched
        && !(ended.size() == accounts.size()
            && ended.values().stream().allMatch(Report::watched))) {
      throw new Broken("a round failed, and nobody hears of it");
    }
  }

  private Report round(int account, Instant tick) {
    Instant start = world.instant();
    var heroku = new AccountHeroku(world, estate, account);
    world.note("round over account " + account + " begins");
    if (watching.contains(account)) {
      world.count("two rounds over one account");
    }
    boolean alone = watching.add(account);
    if (sabotage.breaks(Breach.DEAD_WORKERS_COUNTED)) {
      keep(new LastRound(name(account), start, new LastRound.Seen(true, 1, 0, 1, 0, null, null)));
    }
    try {
      Report report = run(account, tick, heroku);
      ran++;
      report.troubles().forEach(trouble -> world.note("trouble: " + trouble));
      if (rounds == Rounds.BY_WORKERS) {
        LastRound ended = LastRound.of(name(account), report, world.instant());
        world.step("keep the last round");
        keep(ended);
      }
      seenAt.merge(account, start, (one, other) -> one.isAfter(other) ? one : other);
      if (report.coverage().isPartial()) {
        world.count("apps read in turn");
      }
      return report;
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      if (alone) {
        watching.remove(account);
      }
      calls += heroku.calls();
      begun.add(new Begun(account, start, tick, heroku.calls()));
      checkCalls(account, heroku);
    }
  }

  private Report run(int account, Instant tick, AccountHeroku heroku) throws InterruptedException {
    WatchFile.Content settings = settings();
    Account its = settings.accounts().get(account);
    EstateTable table = tables.get(account);
    boolean shared = sabotage.breaks(Breach.ONE_PARTITION_FOR_ALL_STATES);
    StateStore states = sabotage.states().apply(shared ? tables.getFirst() : table);
    Channel channel = estate.accounts() == 1 ? chat : new AccountChannel(chat, its.name());
    var presentation = new Presentation(ZoneOffset.UTC, RULES);
    var round =
        new Round(
            heroku,
            heroku,
            channel,
            states,
            its.selection().names(),
            estate.accounts() == 1 ? presentation : presentation.of(its.name()),
            new ReadingOptions(
                1,
                sabotage.breaks(Breach.BUDGET_IGNORED) ? CallBudget.UNLIMITED : budget,
                Map.of(),
                Optional.of(tick)),
            world,
            () -> "pending" + ++pending,
            UnaryOperator.identity());
    Instant end = world.instant().plus(PASS);
    if (!settings.mustDiscover(its)) {
      world.count("apps are named");
      return round.run(its.selection().names(), end);
    }
    world.count("apps are discovered");
    var discovery =
        new AppDiscovery(
            its.selection(),
            sabotage.lists().apply(heroku),
            sabotage.known().apply(table),
            states,
            () -> earlier(settings, its));
    return round.run(discovery, end);
  }

  /** What the accounts before one watch, as they know it themselves. */
  private EarlierAccounts earlier(WatchFile.Content settings, Account account) {
    var earlier = EarlierAccounts.NONE;
    if (sabotage.breaks(Breach.EARLIER_ACCOUNTS_IGNORED)) {
      return earlier;
    }
    for (Account other : settings.before(account)) {
      EstateTable table = tables.get(settings.accounts().indexOf(other));
      earlier =
          settings.mustDiscover(other)
              ? earlier.and(other.selection(), table.loadKnownApps().map(DiscoveryStore.Kept::apps))
              : earlier.and(other.selection());
    }
    return earlier;
  }

  private boolean isWatchedBefore(int account, AppName app) {
    return IntStream.range(0, account).anyMatch(other -> watched(other).contains(app));
  }

  /** What an account watches by what it knows. */
  Set<AppName> watched(int account) {
    WatchFile.Content settings = settings();
    Account its = settings.accounts().get(account);
    return settings.mustDiscover(its)
        ? tables
            .get(account)
            .known()
            .map(kept -> (Set<AppName>) kept.apps().watched(its.selection()))
            .orElseGet(() -> its.selection().names())
        : its.selection().names();
  }

  private void keep(LastRound round) {
    lastRounds.merge(
        round.account(), round, (old, next) -> next.at().isBefore(old.at()) ? old : next);
  }

  /** A tick that has left the rounds to others tells whether some account has none. */
  private void checkSeen() {
    Instant now = world.instant();
    var last = new ArrayList<LastRound>();
    boolean unseen = false;
    boolean allWell = true;
    for (int account = 0; account < estate.accounts(); account++) {
      String name = name(account);
      last.add(lastRounds.computeIfAbsent(name, one -> LastRound.awaited(one, now)));
      Instant at = seenAt.computeIfAbsent(account, _ -> now);
      unseen |= !at.plus(PERIOD.multipliedBy(Ticks.UNSEEN)).isAfter(now);
      allWell &= last.getLast().watched() && at.plus(PERIOD).isAfter(now);
    }
    Ticks.Seen seen = Ticks.seen(last, PERIOD, now);
    if (unseen && (seen.watched() || seen.periodsUnseen() < Ticks.UNSEEN)) {
      throw new Broken("an account has had no round for three periods, and nobody hears of it");
    }
    if (allWell && !seen.watched()) {
      throw new Broken("every account is watched, and the tick says otherwise");
    }
    if (unseen) {
      world.count("account without rounds is told");
    }
  }

  /** Neither a round nor all rounds of a period make more calls than are theirs. */
  private void checkCalls(int account, AccountHeroku heroku) {
    int half = Math.min(budget.perPass() / 2, 2 * LEAST_EVIDENCE);
    int kept = Math.max(budget.perPass() / 5, half);
    int most = budget.perPass() + LEAST_EVIDENCE + Math.max(0, heroku.discovering() - kept);
    if (heroku.calls() > most) {
      throw new Broken(
          "too many calls: %d in a round that has %d, %d of them to find out the apps"
              .formatted(heroku.calls(), budget.perPass(), heroku.discovering()));
    }
    if (budget.perPass() < 5) {
      world.count("small budget");
    }
    Instant now = world.instant();
    List<Begun> lately =
        begun.stream()
            .filter(one -> one.account() == account && one.at().isAfter(now.minus(PERIOD)))
            .toList();
    long tooLate =
        lately.stream()
            .filter(one -> Duration.between(one.tick(), one.at()).compareTo(LATEST) > 0)
            .mapToInt(Begun::calls)
            .sum();
    if (tooLate > 0) {
      throw new Broken("too many calls: %d for ticks that are over".formatted(tooLate));
    }
  }
}
