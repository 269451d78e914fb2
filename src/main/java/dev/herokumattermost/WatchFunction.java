package dev.herokumattermost;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.herokumattermost.aws.AwsProxy;
import dev.herokumattermost.doctor.Doctor;
import dev.herokumattermost.doctor.DoctorResult;
import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import dev.herokumattermost.queue.SqsConnection;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.secrets.Secrets;
import dev.herokumattermost.secrets.SsmConnection;
import dev.herokumattermost.store.DynamoConnection;
import dev.herokumattermost.store.DynamoStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The Lambda handler: reads what to do, has it done and writes the result. No decision lives here.
 *
 * <p>Its constructor makes the DynamoDB client and uses the JSON mappers and schemas once, so that
 * a snapshot of the started function holds them ready. It asks nothing of anybody: a snapshot holds
 * no connection, no secret and no time.
 */
public final class WatchFunction implements RequestStreamHandler {
  /** What is left at the end of an invocation for the report and for Lambda itself. */
  private static final Duration MARGIN = Duration.ofSeconds(3);

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final DynamoDbClient dynamo;
  private final Supplier<SqsClient> sqs;
  private final Consumer<String> metrics;
  private @Nullable SsmClient ssm;
  private @Nullable Wiring wiring;

  /** As Lambda makes it. */
  public WatchFunction() {
    this(
        System.getenv(),
        InstantSource.system(),
        open(AwsProxy.of(System.getenv())),
        () -> SqsConnection.open(AwsProxy.of(System.getenv())),
        System.out::println);
  }

  /** For another environment, another clock and a table elsewhere. */
  public WatchFunction(
      Map<String, String> environment,
      InstantSource clock,
      DynamoDbClient dynamo,
      Consumer<String> metrics) {
    this(environment, clock, dynamo, () -> SqsConnection.open(AwsProxy.of(environment)), metrics);
  }

  /**
   * The same, with a queue elsewhere.
   *
   * @param sqs called once, when work is first left to other invocations
   * @param metrics takes the line that CloudWatch makes metrics of
   */
  public WatchFunction(
      Map<String, String> environment,
      InstantSource clock,
      DynamoDbClient dynamo,
      Supplier<SqsClient> sqs,
      Consumer<String> metrics) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.dynamo = dynamo;
    this.sqs = sqs;
    this.metrics = metrics;
  }

  /**
   * Opens the table, while another thread uses schemas and mappers once: a start takes as long as
   * the slower of the two, because Lambda does not throttle the CPU until then.
   */
  private static DynamoDbClient open(ProxyConfiguration proxy) {
    var primed =
        CompletableFuture.runAsync(
            () -> {
              DynamoStateStore.prime();
              HerokuApi.prime();
            });
    var client = DynamoConnection.open(proxy);
    primed.join();
    return client;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    Object result = handle(Action.read(text), context);
    output.write(Json.CAMEL_CASE.write(result).getBytes(StandardCharsets.UTF_8));
  }

  private Object handle(Action action, Context context) {
    try {
      return switch (action) {
        case Action.Watch watch -> watch(watch, wired(), context);
        case Action.DeadLetters(boolean redeliver) -> deadLetters(redeliver, wired(), context);
        case Action.Doctor _ -> doctor(context);
        case Action.Report report -> {
          List<ReportAction.Result> results = wired().report(report, time(context));
          results.forEach(one -> context.getLogger().log(one.summary(), level(one.ok())));
          yield ReportAction.together(results);
        }
        case Action.TakeWork(var event) ->
            new Worker(wired(), clock, time(context), metrics, context).take(event);
        case Action.TestAlert(var channel) -> {
          TestAlertAction alert = wired().testAlert(channel, time(context));
          context.getLogger().log(alert.summary(), level(alert.ok()));
          yield alert.result();
        }
        case Action.Webhooks webhooks -> {
          WebhooksResult result = wired().webhooks().run(webhooks, time(context));
          context.getLogger().log(result.summary(), level(result.ok()));
          yield result;
        }
      };
    } catch (SecretUnavailable | NotQueued failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the pass was interrupted", stopped);
    }
  }

  private Object watch(Action.Watch watch, Wiring wired, Context context)
      throws SecretUnavailable, NotQueued, InterruptedException {
    Instant now = clock.instant();
    Optional<StaleTick> stale = StaleTick.of(watch, now);
    if (stale.isPresent()) {
      context.getLogger().log(stale.get().line(), LogLevel.WARN);
      metrics.accept(Metrics.stale(wired.watchName(), now));
      return stale.get().result();
    }
    if (!watch.dryRun() && wired.sharesWork()) {
      return leaveRounds(watch.tick().orElse(now), wired, context);
    }
    Heartbeat heartbeat = watch.dryRun() ? Heartbeat.NONE : wired.heartbeat();
    Instant end = now.plus(time(context));
    AccountReports reports =
        AccountRounds.run(
            wired.accounts(),
            account -> wired.round(account, watch, Duration.between(clock.instant(), end)));
    Report report = reports.together();
    PassLine.log(watch, report, context);
    if (!watch.dryRun()) {
      metrics.accept(Metrics.line(report, wired.watchName(), clock.instant()));
      wired.keepForHints(reports);
    }
    if (reports.watched()) {
      beat(heartbeat, context);
    }
    return WatchResult.of(report);
  }

  private SharedTick.Result leaveRounds(Instant tick, Wiring wired, Context context)
      throws NotQueued, InterruptedException {
    SharedTick left = wired.leaveRounds(tick);
    context.getLogger().log(left.line(), level(left.result().ok()));
    metrics.accept(Metrics.tick(left, wired.watchName()));
    if (left.watched()) {
      beat(wired.heartbeat(), context);
    }
    return left.result();
  }

  private static void beat(Heartbeat heartbeat, Context context) throws InterruptedException {
    heartbeat
        .beat(Duration.ofMillis(context.getRemainingTimeInMillis()))
        .ifPresent(trouble -> context.getLogger().log(trouble, LogLevel.WARN));
  }

  private static DeadLettersAction.Result deadLetters(
      boolean redeliver, Wiring wired, Context context) {
    DeadLettersAction.Result result =
        wired.stores().stream()
            .map(DeadLettersAction::new)
            .map(action -> redeliver ? action.redeliver() : action.list())
            .reduce(DeadLettersAction.Result.NONE, DeadLettersAction.Result::and);
    context.getLogger().log(result.summary(), LogLevel.INFO);
    return result;
  }

  /** Needs no settings that are right: it says what is wrong with them. */
  private DoctorResult doctor(Context context) throws InterruptedException {
    var doctor =
        new Doctor(
            environment,
            clock,
            Wiring.CONNECT,
            new Secrets(this::ssm, clock),
            (settings, account) -> Wiring.store(dynamo, settings, account),
            (settings, account) -> Wiring.hints(dynamo, settings, account, clock));
    DoctorResult result = doctor.run(time(context));
    context.getLogger().log(result.summary(), level(result.ok()));
    return result;
  }

  private static Duration time(Context context) {
    return Duration.ofMillis(context.getRemainingTimeInMillis()).minus(MARGIN);
  }

  private static LogLevel level(boolean well) {
    return well ? LogLevel.INFO : LogLevel.ERROR;
  }

  /** Opened at the first secret that is stored in AWS; a local run has none. */
  private SsmClient ssm() {
    SsmClient known = ssm;
    if (known == null) {
      known = SsmConnection.open(environment, AwsProxy.of(environment));
      ssm = known;
    }
    return known;
  }

  private Wiring wired() {
    Wiring known = wiring;
    if (known == null) {
      known = new Wiring(environment, clock, dynamo, this::ssm, sqs);
      wiring = known;
    }
    return known;
  }
}
