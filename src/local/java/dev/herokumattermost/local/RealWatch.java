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

/**
 * Watches the real Heroku and posts to the real Mattermost, with the table on this machine's disk.
 */
final class RealWatch {
  /** On the class path, the file for the demo and the tests comes first. */
  private static final Path RULES = Path.of("src", "main", "resources", "watch.yaml");

  private RealWatch() {}

  static void run(Duration every, boolean once) throws IOException, InterruptedException {
    var environment = environment();
    LocalFolder.make(LocalFolder.PATH);
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    try (var dynamo = EmbeddedDynamo.in(LocalFolder.PATH)) {
      var client = dynamo.client();
      if (!createdTable(client, environment)) {
        System.out.println("Going on with the table in " + LocalFolder.PATH + ".");
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(stop, stopped)));
      var function = new WatchFunction(environment, InstantSource.system(), client, _ -> {});
      do {
        LocalInvocation.invoke(
            function,
            Map.of("action", "watch", "tick", Instant.now().toString()),
            new LocalContext(System.out::println));
      } while (!once && !stop.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } finally {
      stopped.countDown();
    }
  }

  /** Checks all that the environment names, except for the table, which is on this machine. */
  static Map<String, Object> examine() throws IOException {
    var environment = environment();
    LocalFolder.make(LocalFolder.PATH);
    try (var dynamo = EmbeddedDynamo.in(LocalFolder.PATH)) {
      var client = dynamo.client();
      createdTable(client, environment);
      return LocalInvocation.invoke(
          new WatchFunction(environment, InstantSource.system(), client, _ -> {}),
          Map.of("action", "doctor"),
          new LocalContext(_ -> {}));
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

  /** Lets a running pass end, so that everything it posted is recorded. */
  private static void finish(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      if (!stopped.await(60, TimeUnit.SECONDS)) {
        System.err.println(
            "The last pass did not end; the next one looks for its posts before it posts.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
