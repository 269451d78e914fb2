package dev.herokumattermost;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.herokumattermost.Event.Letters;
import dev.herokumattermost.Event.Watch;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
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
    Wiring wired = wired();
    return switch (event) {
      case Watch watch -> watch(watch, wired, context);
      case Letters(boolean redeliver) -> letters(redeliver, wired, context);
    };
  }

  private Map<String, Object> watch(Watch watch, Wiring wired, Context context) {
    Duration time = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(MARGIN);
    try {
      Report report = wired.pass(time, watch.dryRun());
      log(context, watch, report);
      if (!watch.dryRun()) {
        metrics.accept(Metrics.line(report, wired.settings.watchName(), clock.instant()));
      }
      return report.toMap();
    } catch (SecretUnavailable missing) {
      throw new IllegalStateException(missing.getMessage(), missing);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the pass was interrupted", stopped);
    }
  }

  private static Map<String, Object> letters(boolean redeliver, Wiring wired, Context context) {
    var letters = new Letterbox(wired.table(), redeliver);
    context.getLogger().log(letters.summary(), LogLevel.INFO);
    return letters.toMap();
  }

  private Wiring wired() {
    Wiring known = wiring;
    if (known == null) {
      known = new Wiring();
      wiring = known;
    }
    return known;
  }

  private static void log(Context context, Watch watch, Report report) {
    var logger = context.getLogger();
    logger.log(
        "%s tick=%s apps=%d blind=%d findings=%d posted=%d waiting=%d calls=%d writes=%d ms=%d%s"
            .formatted(
                watch.dryRun() ? "rehearsal" : "pass",
                watch.tick().map(Instant::toString).orElse("none"),
                report.apps(),
                report.blind().size(),
                report.findings(),
                report.posted().size(),
                report.waiting(),
                report.calls(),
                report.writes(),
                report.took().toMillis(),
                report.details()),
        report.troubles().isEmpty() ? LogLevel.INFO : LogLevel.ERROR);
  }

  /** What lasts from one invocation to the next. */
  private final class Wiring {
    private final Settings settings = Settings.from(environment);
    private final WatchFile.Content file = WatchFile.content(settings);
    private final Redaction redaction =
        new Redaction(file.redacting().emails(), file.redacting().patterns());
    private final Secrets secrets =
        new Secrets(
            new Http(CONNECT), DefaultCredentialsProvider.builder().build(), environment, clock);
    private final DynamoDbClient table = dynamo.get();
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

    /** Counts what one invocation asks of it. */
    MemoryTable table() {
      return new MemoryTable(table, settings.tableName(), settings.watchName());
    }

    private Mattermost mattermost(Http http, Way way)
        throws SecretUnavailable, InterruptedException {
      return switch (way) {
        case BotWay bot ->
            new Bot(
                http,
                bot.url(),
                secrets.resolve(bot.token()),
                new ChannelName(bot.team(), bot.channel()));
        case WebhookWay webhook -> new Webhook(http, secrets.resolve(webhook.url()));
      };
    }

    private String pendingPostId() {
      var bytes = new byte[16];
      random.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    }
  }
}
