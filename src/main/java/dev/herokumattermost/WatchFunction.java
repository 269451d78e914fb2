package dev.herokumattermost;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.herokumattermost.Event.Examine;
import dev.herokumattermost.Event.Letters;
import dev.herokumattermost.Event.Say;
import dev.herokumattermost.Event.Watch;
import dev.herokumattermost.doctor.Checkup;
import dev.herokumattermost.doctor.Doctor;
import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.mattermost.Bot;
import dev.herokumattermost.mattermost.ChannelName;
import dev.herokumattermost.mattermost.Mattermost;
import dev.herokumattermost.mattermost.Webhook;
import dev.herokumattermost.message.Redaction;
import dev.herokumattermost.pass.Pass;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.settings.SecretUnavailable;
import dev.herokumattermost.settings.Secrets;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.WatchFile;
import dev.herokumattermost.settings.Way;
import dev.herokumattermost.settings.Way.BotWay;
import dev.herokumattermost.settings.Way.WebhookWay;
import dev.herokumattermost.store.DynamoConnection;
import dev.herokumattermost.store.MemoryTable;
import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Destination;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The Lambda handler: reads the settings, wires the parts, runs one pass. No decision lives here.
 *
 * <p>Nothing is opened before the first invocation, so that a snapshot of the started function
 * holds no connection, no secret and no time.
 */
public final class WatchFunction
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** What is left at the end of an invocation for the report and for Lambda itself. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Supplier<DynamoDbClient> dynamo;
  private final Consumer<String> metrics;
  private @Nullable DynamoDbClient client;
  private @Nullable Wiring wiring;

  /** As Lambda makes it. */
  public WatchFunction() {
    this(System.getenv(), InstantSource.system(), DynamoConnection::open, System.out::println);
  }

  /**
   * For another environment, another clock and a table elsewhere.
   *
   * @param metrics takes the line that CloudWatch makes metrics of
   */
  public WatchFunction(
      Map<String, String> environment,
      InstantSource clock,
      Supplier<DynamoDbClient> dynamo,
      Consumer<String> metrics) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.dynamo = dynamo;
    this.metrics = metrics;
  }

  @Override
  public Map<String, Object> handleRequest(@Nullable Map<String, Object> input, Context context) {
    Event event = Event.of(input);
    try {
      return switch (event) {
        case Watch watch -> watch(watch, wired(), context);
        case Letters(boolean redeliver) -> letters(redeliver, wired(), context);
        case Examine _ -> examine(context);
        case Say(Optional<ChannelName> channel) -> say(channel, wired(), context);
      };
    } catch (SecretUnavailable missing) {
      throw new IllegalStateException(missing.getMessage(), missing);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the pass was interrupted", stopped);
    }
  }

  private Map<String, Object> watch(Watch watch, Wiring wired, Context context)
      throws SecretUnavailable, InterruptedException {
    Instant now = clock.instant();
    Optional<StaleTick> stale = StaleTick.of(watch, now);
    if (stale.isPresent()) {
      context.getLogger().log(stale.get().line(), LogLevel.WARN);
      metrics.accept(Metrics.stale(wired.settings.watchName(), now));
      return stale.get().toMap();
    }
    Heartbeat heartbeat = watch.dryRun() ? Heartbeat.NONE : wired.heartbeat();
    Report report = wired.pass(time(context), watch.dryRun());
    context.getLogger().log(PassLine.of(watch, report), level(report.troubles().isEmpty()));
    if (!watch.dryRun()) {
      metrics.accept(Metrics.line(report, wired.settings.watchName(), clock.instant()));
    }
    if (report.watched()) {
      heartbeat
          .beat(Duration.ofMillis(context.getRemainingTimeInMillis()))
          .ifPresent(trouble -> context.getLogger().log(trouble, LogLevel.WARN));
    }
    return report.toMap();
  }

  private static Map<String, Object> letters(boolean redeliver, Wiring wired, Context context) {
    var letters = new Letterbox(wired.table(), redeliver);
    context.getLogger().log(letters.summary(), LogLevel.INFO);
    return letters.toMap();
  }

  /** Needs no settings that are right: it says what is wrong with them. */
  private Map<String, Object> examine(Context context) throws InterruptedException {
    try (var http = new Http(CONNECT)) {
      var doctor = new Doctor(environment, clock, http, secrets(http), this::table);
      Checkup checkup = doctor.examine(time(context));
      context.getLogger().log(checkup.summary(), level(checkup.ok()));
      return checkup.toMap();
    }
  }

  private static Map<String, Object> say(
      Optional<ChannelName> channel, Wiring wired, Context context)
      throws SecretUnavailable, InterruptedException {
    SampleAlert sample = wired.say(channel, time(context));
    context.getLogger().log(sample.summary(), level(sample.ok()));
    return sample.toMap();
  }

  private static Duration time(Context context) {
    return Duration.ofMillis(context.getRemainingTimeInMillis()).minus(MARGIN);
  }

  private static LogLevel level(boolean well) {
    return well ? LogLevel.INFO : LogLevel.ERROR;
  }

  private Secrets secrets(Http http) {
    return new Secrets(http, DefaultCredentialsProvider.builder().build(), environment, clock);
  }

  /** One for each invocation, as it counts what is asked of it; its connection is kept. */
  private MemoryTable table(Settings settings) {
    DynamoDbClient known = client;
    if (known == null) {
      known = dynamo.get();
      client = known;
    }
    return new MemoryTable(known, settings.tableName(), settings.watchName());
  }

  private Wiring wired() {
    Wiring known = wiring;
    if (known == null) {
      known = new Wiring();
      wiring = known;
    }
    return known;
  }

  /** What lasts from one invocation to the next. */
  private final class Wiring {
    private final Settings settings = Settings.from(environment);
    private final WatchFile.Content file = WatchFile.content(settings);
    private final Redaction redaction =
        new Redaction(file.redacting().emails(), file.redacting().patterns());
    private final Secrets secrets = secrets(new Http(CONNECT));
    private final SecureRandom random = new SecureRandom();

    /**
     * Every pass opens its own connections: those of the last one have been frozen since, and the
     * other end has long hung up.
     */
    Report pass(Duration time, boolean dryRun) throws SecretUnavailable, InterruptedException {
      try (var http = new Http(CONNECT)) {
        var heroku =
            new HerokuApi(http, settings.herokuApi(), secrets.resolve(settings.herokuKey()), clock);
        var pass =
            new Pass(
                new Ports.OverApi(heroku, redaction),
                new Ports.OverMattermost(mattermost(http, settings.mattermost())),
                new Ports.OverTable(table()),
                settings.apps(),
                file.rules(),
                settings.readConcurrency(),
                clock,
                this::pendingPostId);
        Instant end = clock.instant().plus(time);
        return dryRun ? pass.rehearse(end) : pass.run(end);
      }
    }

    /** Its address is fetched before the pass, which may leave no time for that. */
    Heartbeat heartbeat() throws InterruptedException {
      if (settings.heartbeat().isEmpty()) {
        return Heartbeat.NONE;
      }
      try {
        return Heartbeat.to(secrets.resolve(settings.heartbeat().get()));
      } catch (SecretUnavailable missing) {
        return Heartbeat.without(String.valueOf(missing.getMessage()));
      }
    }

    /** Tells a sample alert wherever something may be told, or in one channel. */
    SampleAlert say(Optional<ChannelName> only, Duration time)
        throws SecretUnavailable, InterruptedException {
      var sample = new SampleAlert(clock, this::pendingPostId);
      Instant end = clock.instant().plus(time);
      var wanted = only.map(channel -> Destination.of(channel.toString()));
      try (var http = new Http(CONNECT)) {
        for (Address address : SampleAlert.addresses(file.rules(), wanted)) {
          say(sample, address, http, end);
        }
      }
      return sample;
    }

    private void say(SampleAlert sample, Address address, Http http, Instant end)
        throws SecretUnavailable, InterruptedException {
      Destination to = address.destination();
      switch (settings.mattermost()) {
        case BotWay bot -> {
          var name =
              to.isDefault()
                  ? new ChannelName(bot.team(), bot.channel())
                  : ChannelName.parse(to.channel());
          // The channel is this bot's only one, so that nothing is told elsewhere instead.
          var there = new Ports.OverMattermost(bot(http, bot, name));
          sample.tell(name.toString(), there, address.in(Destination.DEFAULT), end);
        }
        case WebhookWay webhook ->
            sample.tell(
                to.isDefault() ? "the webhook's channel" : to.channel(),
                new Ports.OverMattermost(mattermost(http, webhook)),
                address,
                end);
      }
    }

    MemoryTable table() {
      return WatchFunction.this.table(settings);
    }

    private Mattermost mattermost(Http http, Way way)
        throws SecretUnavailable, InterruptedException {
      return switch (way) {
        case BotWay bot -> bot(http, bot, new ChannelName(bot.team(), bot.channel()));
        case WebhookWay webhook -> new Webhook(http, secrets.resolve(webhook.url()));
      };
    }

    private Bot bot(Http http, BotWay bot, ChannelName channel)
        throws SecretUnavailable, InterruptedException {
      return new Bot(http, bot.url(), secrets.resolve(bot.token()), channel);
    }

    private String pendingPostId() {
      var bytes = new byte[16];
      random.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    }
  }
}
