package dev.herokumattermost.local;

import com.amazonaws.services.lambda.runtime.Context;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.page.Command.OfServices;
import dev.herokumattermost.local.page.Controls.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The function with simulated services, on a clock that moves only when it is told to. Everything
 * that is done to the services, and every pass, is kept, so that it can be played again.
 */
final class SimulatedWatch implements AutoCloseable {
  /** Between two passes. */
  static final Duration EVERY = Duration.ofMinutes(2);

  private static final Instant BEGIN = Instant.parse("2026-11-24T02:00:00Z");

  /** How long the apps have been up when it begins. */
  private static final Duration BEFORE = Duration.ofHours(1);

  private static final int CALLS_AN_HOUR = 4500;

  /** What happened at a moment. */
  sealed interface Moment {
    Instant at();
  }

  /** A command was carried out. */
  record Carried(Instant at, OfServices command) implements Moment {}

  /** A pass ran. */
  record Passed(Instant at) implements Moment {}

  final Services services;
  final ServiceCommands commands;
  private final RunningClock clock = new RunningClock(BEGIN);
  private final DynamoDbClient table;
  private final Optional<LocalWebhooks> webhooks;
  private final WatchFunction function;
  private final List<Moment> moments = new ArrayList<>();

  /**
   * Starts the services.
   *
   * @param more variables of the environment besides those that name the services
   */
  SimulatedWatch(Map<String, String> more) throws IOException {
    this(more, false);
  }

  /** The same, with a function that takes webhooks, and a queue from it to the watch. */
  static SimulatedWatch withWebhooks() throws IOException {
    return new SimulatedWatch(Map.of(), true);
  }

  private SimulatedWatch(Map<String, String> more, boolean takesWebhooks) throws IOException {
    services = new Services(InetAddress.getLoopbackAddress(), 0, clock);
    services.model.apps().forEach(app -> app.bootsIn(Duration.ofSeconds(10)));
    commands = new ServiceCommands(services);
    table = services.dynamo.client();
    var environment = new HashMap<>(services.environment("127.0.0.1"));
    webhooks = takesWebhooks ? Optional.of(new LocalWebhooks(clock)) : Optional.empty();
    webhooks.map(LocalWebhooks::environment).ifPresent(environment::putAll);
    environment.putAll(more);
    function =
        new WatchFunction(environment, clock, table, () -> webhooks.orElseThrow().sqs(), _ -> {});
    clock.advance(BEFORE);
  }

  Instant now() {
    return clock.instant();
  }

  /** Moves time on, and lets happen what is due by then. */
  void moveTo(Instant time) {
    if (time.isAfter(clock.instant())) {
      clock.advance(Duration.between(clock.instant(), time));
      services.model.tick();
    }
  }

  /** Carries out a command; see {@link ServiceCommands#carryOut}. */
  String carryOut(OfServices command) throws Refused {
    String done = commands.carryOut(command);
    kept(new Carried(clock.instant(), command));
    return done;
  }

  /** Runs one pass and returns its result. */
  Map<String, Object> pass(Context context) {
    // Heroku gives one call back every 0.8 s, which is more than a pass takes.
    services.heroku.callsLeft(CALLS_AN_HOUR);
    kept(new Passed(clock.instant()));
    return LocalInvocation.invoke(function, Map.of("action", "watch"), context);
  }

  /**
   * Carries out a command of which Heroku sends webhooks, and runs what they lead to. Time goes on
   * meanwhile as on this machine. When it is played again, the next pass finds what they told.
   *
   * @return the statuses that Heroku was answered by
   */
  List<Integer> carryOutWithWebhooks(OfServices command, Context context)
      throws Refused, InterruptedException {
    LocalWebhooks way = webhooks.orElseThrow();
    try (var heroku = way.add(services.model)) {
      clock.run();
      carryOut(command);
      List<Integer> answers = heroku.send();
      way.handOver(function, context);
      return answers;
    } finally {
      clock.advance(Duration.ZERO);
    }
  }

  /** Invokes another action of the function. */
  Map<String, Object> invoke(String action) {
    return LocalInvocation.invoke(function, Map.of("action", action), new LocalContext(_ -> {}));
  }

  /** What is stored of each app. */
  Map<String, String> items() {
    return new StoredItems(table, services.tableName()).byApp();
  }

  /** Everything that happened so far, in order. */
  List<Moment> moments() {
    synchronized (moments) {
      return List.copyOf(moments);
    }
  }

  private void kept(Moment moment) {
    synchronized (moments) {
      moments.add(moment);
    }
  }

  @Override
  public void close() {
    webhooks.ifPresent(LocalWebhooks::close);
    table.close();
    services.close();
  }
}
