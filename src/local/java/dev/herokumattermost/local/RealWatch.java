package dev.herokumattermost.local;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.local.mattermost.ChannelPosts;
import dev.herokumattermost.local.mattermost.RealChannel;
import dev.herokumattermost.local.mattermost.RealChannel.Unreadable;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.page.LivePage;
import dev.herokumattermost.local.page.PlaybackView.Services;
import dev.herokumattermost.settings.MattermostAccess.BotAccess;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches the real Heroku and posts to the real Mattermost, with the table on this machine's disk.
 * A rehearsal posts to a simulated Mattermost instead, and keeps nothing.
 */
final class RealWatch {
  /** On the class path, the file for the demo and the tests comes first. */
  private static final Path RULES = Path.of("src", "main", "resources", "watch.yaml");

  private RealWatch() {}

  /**
   * Watches until the process is ended.
   *
   * @param port of the live page
   */
  static void run(Duration every, boolean once, int port) throws IOException, InterruptedException {
    LocalFolder.make(LocalFolder.PATH);
    try (var dynamo = EmbeddedDynamo.in(LocalFolder.PATH)) {
      watch(environment(), dynamo, Optional.empty(), every, once, port);
    }
  }

  /** The same, but nobody is told: posts go to a simulated channel, which the live page shows. */
  static void rehearse(Duration every, boolean once, int port)
      throws IOException, InterruptedException {
    try (var dynamo = EmbeddedDynamo.inMemory();
        var mattermost = new SimulatedMattermost(InstantSource.system())) {
      watch(toldTo(mattermost, environment()), dynamo, Optional.of(mattermost), every, once, port);
    }
  }

  private static void watch(
      Map<String, String> environment,
      EmbeddedDynamo dynamo,
      Optional<SimulatedMattermost> instead,
      Duration every,
      boolean once,
      int port)
      throws IOException, InterruptedException {
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    try (var client = dynamo.client()) {
      EmbeddedDynamo.createTable(client, environment.get("TABLE_NAME"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(stop, stopped)));
      var function = new WatchFunction(environment, InstantSource.system(), client, _ -> {});
      var items = new StoredItems(client, environment.get("TABLE_NAME"));
      Settings settings = Settings.from(environment);
      Optional<RealChannel> real = instead.isPresent() ? Optional.empty() : channel(settings);
      var view =
          new RealView(
              instead.isPresent() ? Services.YOURS_DRY : Services.YOURS,
              settings.mattermost() instanceof BotAccess bot
                  ? bot.channel().toString()
                  : "the webhook's channel",
              items,
              settings.watchName(),
              instead.<ChannelPosts>map(SimulatedMattermost::channel).or(() -> real),
              every);
      try (var page = once ? null : new LivePage(view.state(), view, port)) {
        if (page != null) {
          System.out.printf("To look at it: %s%n", page.uri());
        }
        do {
          Instant now = Instant.now();
          Map<String, Object> result =
              LocalInvocation.invoke(
                  function,
                  Map.of("action", "watch", "tick", now.toString()),
                  new LocalContext(System.out::println));
          Duration took = Duration.between(now, Instant.now());
          if (page != null && real.isPresent()) {
            refresh(real.get());
          }
          view.add(now, result, took);
        } while (!once && !stop.await(every.toMillis(), TimeUnit.MILLISECONDS));
      }
    } finally {
      stopped.countDown();
    }
  }

  /**
   * The channel as the bot can read it; a webhook cannot, nor is a token fetched from AWS for it.
   */
  private static Optional<RealChannel> channel(Settings settings) {
    return settings.mattermost() instanceof BotAccess(var url, Plain(var token), var channel)
        ? Optional.of(new RealChannel(url.uri(), token, channel))
        : Optional.empty();
  }

  private static void refresh(RealChannel channel) throws InterruptedException {
    try {
      channel.refresh();
    } catch (Unreadable trouble) {
      System.err.println("The page cannot show new posts: " + trouble.getMessage());
    }
  }

  /** Checks all that the environment names, except for the table, which is on this machine. */
  static Map<String, Object> examine() throws IOException {
    var environment = environment();
    LocalFolder.make(LocalFolder.PATH);
    try (var dynamo = EmbeddedDynamo.in(LocalFolder.PATH)) {
      var client = dynamo.client();
      EmbeddedDynamo.createTable(client, environment.get("TABLE_NAME"));
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

  /** The environment with another Mattermost in it, and without a heartbeat. */
  static Map<String, String> toldTo(
      SimulatedMattermost mattermost, Map<String, String> environment) {
    var changed = new HashMap<>(environment);
    changed.keySet().removeIf(name -> name.startsWith("MATTERMOST_"));
    changed.remove("HEARTBEAT_URL");
    changed.put("MATTERMOST_URL", mattermost.uri().toString());
    changed.put("MATTERMOST_TOKEN", mattermost.token().reveal());
    changed.put("MATTERMOST_CHANNEL", mattermost.channel().fullName());
    return changed;
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
