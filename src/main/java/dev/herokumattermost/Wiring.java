package dev.herokumattermost;

import dev.herokumattermost.detect.HintedExit;
import dev.herokumattermost.discovery.EarlierAccounts;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.heroku.StatusPage;
import dev.herokumattermost.http.Hosts;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Trust;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.mattermost.BotChannel;
import dev.herokumattermost.mattermost.KnownIds;
import dev.herokumattermost.mattermost.WebhookChannel;
import dev.herokumattermost.outbox.DiscoveryStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AccountChannel;
import dev.herokumattermost.pass.AppDiscovery;
import dev.herokumattermost.pass.AppLists;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.HerokuStatus;
import dev.herokumattermost.pass.HintStore;
import dev.herokumattermost.pass.HintedPass;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.LastRounds;
import dev.herokumattermost.pass.ReadingOptions;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.ReportPass;
import dev.herokumattermost.pass.Round;
import dev.herokumattermost.pass.Work;
import dev.herokumattermost.pass.Work.AccountRound;
import dev.herokumattermost.pass.WorkQueue;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import dev.herokumattermost.queue.SqsWorkQueue;
import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.secrets.Secrets;
import dev.herokumattermost.settings.Account;
import dev.herokumattermost.settings.MattermostAccess;
import dev.herokumattermost.settings.MattermostAccess.BotAccess;
import dev.herokumattermost.settings.MattermostAccess.WebhookAccess;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.Variable;
import dev.herokumattermost.settings.WatchFile;
import dev.herokumattermost.store.DynamoHintStore;
import dev.herokumattermost.store.DynamoLastRounds;
import dev.herokumattermost.store.DynamoStateStore;
import dev.herokumattermost.wording.Presentation;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The parts of the function as its settings want them. It lasts from one invocation to the next.
 */
final class Wiring {
  static final Duration CONNECT = Duration.ofSeconds(3);

  private final Settings settings;
  private final WatchFile.Content file;
  private final Secrets secrets;
  private final InstantSource clock;
  private final DynamoDbClient dynamo;
  private final Optional<WorkQueue> work;
  private final KnownIds known = new KnownIds();
  private final SecureRandom random = new SecureRandom();

  Wiring(
      Map<String, String> environment,
      InstantSource clock,
      DynamoDbClient dynamo,
      Supplier<SsmClient> ssm,
      Supplier<SqsClient> sqs) {
    this.settings = Settings.from(environment);
    this.file = WatchFile.content(settings);
    this.secrets = new Secrets(ssm, clock);
    this.clock = clock;
    this.dynamo = dynamo;
    this.work = settings.queue().map(queue -> new SqsWorkQueue(sqs, queue.uri()));
  }

  String watchName() {
    return settings.watchName();
  }

  /** In their order: an app that two of them see belongs to the first. */
  List<Account> accounts() {
    return file.accounts();
  }

  Optional<Account> account(String name) {
    return accounts().stream().filter(account -> account.name().equals(name)).findFirst();
  }

  /** One for each invocation, because it counts what is asked of it; its connection is kept. */
  DynamoStateStore store(Account account) {
    return store(dynamo, settings, account);
  }

  List<DynamoStateStore> stores() {
    return accounts().stream().map(this::store).toList();
  }

  static DynamoStateStore store(DynamoDbClient dynamo, Settings settings, Account account) {
    return new DynamoStateStore(
        dynamo, settings.tableName(), account.partition(settings.watchName()));
  }

  /** Whether rounds are left to other invocations. */
  boolean sharesWork() {
    return settings.workers() > 0;
  }

  Duration period() {
    return settings.period();
  }

  LastRounds lastRounds() {
    return new DynamoLastRounds(dynamo, settings.tableName(), settings.watchName());
  }

  HintStore hints(Account account) {
    return hints(dynamo, settings, account, clock);
  }

  static HintStore hints(
      DynamoDbClient dynamo, Settings settings, Account account, InstantSource clock) {
    return new DynamoHintStore(
        dynamo, settings.tableName(), account.partition(settings.watchName()), clock);
  }

  Rules rules() {
    return file.rules();
  }

  /** The apps of an account as the last round has found them. */
  Set<AppName> watchedApps(Account account) {
    return file.mustDiscover(account)
        ? store(account)
            .loadKnownApps()
            .map(kept -> kept.apps().watched(account.selection()))
            .orElseGet(() -> account.selection().names())
        : account.selection().names();
  }

  void leave(List<? extends Work> later, Duration delay) throws NotQueued {
    work.orElseThrow().put(later, delay);
  }

  /** Keeps when the accounts were read, for hints that come too late to matter. */
  void keepForHints(AccountReports reports) {
    if (settings.hints().isPresent()) {
      Instant end = clock.instant();
      reports
          .ran()
          .forEach((account, report) -> lastRounds().keep(LastRound.of(account, report, end)));
    }
  }

  /** Leaves a round for each account to other invocations. */
  SharedTick leaveRounds(Instant tick) throws NotQueued {
    work.orElseThrow()
        .put(
            accounts().stream().map(one -> new AccountRound(one.name(), tick)).toList(),
            Duration.ZERO);
    LastRounds rounds = lastRounds();
    Map<String, LastRound> known = rounds.load();
    var last = new ArrayList<LastRound>();
    for (Account account : accounts()) {
      LastRound round = known.get(account.name());
      if (round == null) {
        round = LastRound.awaited(account.name(), clock.instant());
        rounds.keep(round);
      }
      last.add(round);
    }
    return new SharedTick(last, settings.period(), clock.instant());
  }

  /**
   * One pass over the apps of one account.
   *
   * <p>Every round opens its own connections: those of the last one have been frozen since, and the
   * other end has long hung up.
   */
  Report round(Account account, Action.Watch watch, Duration time)
      throws SecretUnavailable, InterruptedException {
    DynamoStateStore store = store(account);
    return connected(
        account,
        (heroku, status, chat, withoutSecrets) -> {
          var round =
              new Round(
                  heroku,
                  status,
                  chat,
                  store,
                  account.selection().names(),
                  presentation(account),
                  reading(account, watch),
                  clock,
                  this::pendingPostId,
                  withoutSecrets);
          return report(
              round, account, heroku.lists(), store, clock.instant().plus(time), watch.dryRun());
        });
  }

  /**
   * A pass over one app of an account.
   *
   * @param store that the app was loaded from
   */
  Report hintedPass(
      Account account,
      DynamoStateStore store,
      StoredApp known,
      List<HintedExit> exits,
      Duration time)
      throws SecretUnavailable, InterruptedException {
    return connected(
        account,
        (heroku, status, chat, withoutSecrets) ->
            new HintedPass(
                    heroku,
                    status,
                    chat,
                    store,
                    presentation(account),
                    clock,
                    this::pendingPostId,
                    withoutSecrets)
                .run(known, exits, clock.instant().plus(time)));
  }

  /** Something to do while there are connections. */
  private interface Connected {
    Report run(
        HerokuApi heroku, HerokuStatus status, Channel chat, UnaryOperator<String> withoutSecrets)
        throws InterruptedException;
  }

  private Report connected(Account account, Connected pass)
      throws SecretUnavailable, InterruptedException {
    var hosts = Hosts.ofTheSystemAnd(settings.privateLogHosts());
    try (var http = new Http(CONNECT, settings.proxy(), Trust.publicAuthorities(), hosts);
        var chat = mattermost()) {
      var heroku =
          new HerokuApi(
              http,
              settings.herokuApi().uri(),
              secrets.resolve(Variable.HEROKU_API_KEY, account.key()),
              file.redaction(),
              clock);
      Report report =
          pass.run(
              heroku,
              settings
                  .herokuStatus()
                  .<HerokuStatus>map(page -> new StatusPage(http, page))
                  .orElse(HerokuStatus.OFF),
              channel(chat, settings.mattermost(), account),
              text -> file.redaction().redact(http.withoutSecrets(text)));
      if (http.wasUnauthorized() || chat.wasUnauthorized()) {
        secrets.expire();
      }
      return report;
    }
  }

  private ReadingOptions reading(Account account, Action.Watch watch) {
    return new ReadingOptions(
        settings.readConcurrency(),
        new CallBudget(account.callsPerHour(), settings.period()),
        Map.of(),
        watch.tick());
  }

  private Report report(
      Round round,
      Account account,
      AppLists lists,
      DynamoStateStore store,
      Instant end,
      boolean dryRun)
      throws InterruptedException {
    if (!file.mustDiscover(account)) {
      NavigableSet<AppName> apps = account.selection().names();
      return dryRun ? round.rehearse(apps, end) : round.run(apps, end);
    }
    var discovery =
        new AppDiscovery(account.selection(), lists, store, store, () -> watchedBefore(account));
    return dryRun ? round.rehearse(discovery, end) : round.run(discovery, end);
  }

  /** What the accounts before one watch, as they know it themselves. */
  private EarlierAccounts watchedBefore(Account account) {
    var earlier = EarlierAccounts.NONE;
    for (Account other : file.before(account)) {
      earlier =
          file.mustDiscover(other)
              ? earlier.and(
                  other.selection(), store(other).loadKnownApps().map(DiscoveryStore.Kept::apps))
              : earlier.and(other.selection());
    }
    return earlier;
  }

  WebhooksAction webhooks() {
    return new WebhooksAction(
        settings,
        file,
        secrets,
        clock,
        account -> store(account).loadKnownApps().map(DiscoveryStore.Kept::apps));
  }

  /** Reports the last week of every account, or says what there is to report. */
  List<ReportAction.Result> report(Action.Report action, Duration time)
      throws SecretUnavailable, InterruptedException {
    var results = new ArrayList<ReportAction.Result>();
    Instant end = clock.instant().plus(time);
    try (var chat = mattermost()) {
      for (Account account : accounts()) {
        var pass =
            new ReportPass(
                store(account),
                channel(chat, settings.mattermost(), account),
                presentation(account),
                clock,
                this::pendingPostId);
        results.add(
            ReportAction.result(
                account.name(), action, action.rehearsed() ? pass.rehearse() : pass.run(end)));
      }
    }
    return results;
  }

  /** Its address is fetched before the pass, which may leave no time for that. */
  Heartbeat heartbeat() {
    if (settings.heartbeat().isEmpty()) {
      return Heartbeat.NONE;
    }
    try {
      var address = secrets.resolve(Variable.HEARTBEAT_URL, settings.heartbeat().get());
      return Heartbeat.to(WebAddress.of(address.reveal()), settings.proxy());
    } catch (SecretUnavailable missing) {
      return Heartbeat.without(String.valueOf(missing.getMessage()));
    }
  }

  /** Posts a test alert to every channel that alerts can go to, or to one. */
  TestAlertAction testAlert(Optional<ChannelName> only, Duration time)
      throws SecretUnavailable, InterruptedException {
    var alert = new TestAlertAction(clock, presentation(), this::pendingPostId);
    Instant end = clock.instant().plus(time);
    Optional<Route.Target> target = only.map(Route.NamedChannel::new);
    try (var http = mattermost()) {
      for (Route route : TestAlertAction.routes(file.rules(), target)) {
        testAlert(alert, route, http, end);
      }
    }
    return alert;
  }

  private void testAlert(TestAlertAction alert, Route route, Http http, Instant end)
      throws SecretUnavailable, InterruptedException {
    switch (settings.mattermost()) {
      case BotAccess bot -> {
        ChannelName name =
            route.target() instanceof Route.NamedChannel(var named) ? named : bot.channel();
        // The channel is this bot's default one, so that nothing is delivered elsewhere instead.
        Channel channel = bot(http, bot, name);
        alert.post(name.toString(), channel, route.to(new Route.DefaultChannel()), end);
      }
      case WebhookAccess webhook -> {
        String name =
            route.target().isDefault() ? "the webhook's channel" : route.target().describe();
        alert.post(name, channel(http, webhook), route, end);
      }
    }
  }

  private Presentation presentation() {
    return new Presentation(settings.timeZone(), file.rules());
  }

  private Presentation presentation(Account account) {
    return accounts().size() == 1 ? presentation() : presentation().of(account.name());
  }

  private Http mattermost() throws SecretUnavailable {
    return new Http(CONNECT, settings.proxy(), secrets.trust(settings.mattermostCa()));
  }

  private Channel channel(Http http, MattermostAccess access, Account account)
      throws SecretUnavailable {
    Channel channel = channel(http, access);
    return account.isDefault() ? channel : new AccountChannel(channel, account.name());
  }

  private Channel channel(Http http, MattermostAccess access) throws SecretUnavailable {
    return switch (access) {
      case BotAccess bot -> bot(http, bot, bot.channel());
      case WebhookAccess(var url) ->
          new WebhookChannel(http, secrets.resolve(Variable.MATTERMOST_WEBHOOK_URL, url));
    };
  }

  private BotChannel bot(Http http, BotAccess bot, ChannelName channel) throws SecretUnavailable {
    return new BotChannel(
        http,
        bot.url().uri(),
        secrets.resolve(Variable.MATTERMOST_TOKEN, bot.token()),
        channel,
        known);
  }

  private String pendingPostId() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
