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
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/** Watches the real Heroku and tells the real Mattermost, with the table on this machine's disk. */
final class RealWatch {
  private static final Path STATE = Path.of(".local");

  private RealWatch() {}

  static void run(Duration every, boolean once) throws IOException, InterruptedException {
    var environment = new HashMap<>(System.getenv());
    environment.putIfAbsent("TABLE_NAME", "heroku-mattermost");
    Files.createDirectories(STATE);
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    try (var dynamo = EmbeddedDynamo.in(STATE)) {
      var client = dynamo.client();
      try {
        EmbeddedDynamo.createTable(client, environment.get("TABLE_NAME"));
      } catch (ResourceInUseException itIsThere) {
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
