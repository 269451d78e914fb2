package dev.herokumattermost.local;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/** Watches the real Heroku and tells the real Mattermost, with the table on this machine's disk. */
final class RealWatch {
  private static final Path STATE = Path.of(".local");

  /** On the class path another comes first, for the story and the tests. */
  private static final Path RULES = Path.of("src", "main", "resources", "watch.yaml");

  private RealWatch() {}

  static void run(Duration every, boolean once) throws IOException, InterruptedException {
    var environment = environment();
    Files.createDirectories(STATE);
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    try (var dynamo = EmbeddedDynamo.in(STATE)) {
      var client = dynamo.client();
      if (!createdTable(client, environment)) {
        System.out.println("Going on with what " + STATE + " remembers.");
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(stop, stopped)));
      var function = new WatchFunction(environment, InstantSource.system(), () -> client, _ -> {});
      do {
        function.handleRequest(
            Map.of("action", "watch", "tick", Instant.now().toString()),
            new LocalContext(System.out::println));
      } while (!once && !stop.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } finally {
      stopped.countDown();
    }
  }

  /** Tries out all that the environment names, but for the table, which is this machine's. */
  static Map<String, Object> examine() throws IOException {
    var environment = environment();
    Files.createDirectories(STATE);
    try (var dynamo = EmbeddedDynamo.in(STATE)) {
      var client = dynamo.client();
      createdTable(client, environment);
      return new WatchFunction(environment, InstantSource.system(), () -> client, _ -> {})
          .handleRequest(Map.of("action", "doctor"), new LocalContext(_ -> {}));
    }
  }

  private static Map<String, String> environment() {
    var environment = new HashMap<>(System.getenv());
    environment.putIfAbsent("TABLE_NAME", "heroku-mattermost");
    if (Files.exists(RULES)) {
      environment.putIfAbsent("WATCH_FILE", RULES.toString());
    }
    return environment;
  }

  private static boolean createdTable(DynamoDbClient client, Map<String, String> environment) {
    try {
      EmbeddedDynamo.createTable(client, environment.get("TABLE_NAME"));
      return true;
    } catch (ResourceInUseException itIsThere) {
      return false;
    }
  }

  /** Lets a pass under way end, so that nothing it told is left unrecorded. */
  private static void finish(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      if (!stopped.await(60, TimeUnit.SECONDS)) {
        System.err.println("The last pass did not end; the next start looks before it posts.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
