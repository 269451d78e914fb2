package dev.herokumattermost.local;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.local.heroku.Fault;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Two apps on a simulated Heroku, a channel on a simulated Mattermost, and the function itself
 * between them, over HTTP. Time goes two minutes forward from pass to pass.
 */
final class Story implements AutoCloseable {
  private static final String TABLE = "story";
  private static final Duration EVERY = Duration.ofMinutes(2);

  /** So long the apps have been up when it begins. */
  private static final Duration BEFORE = Duration.ofHours(1);

  private final StoryClock clock;
  private final HerokuModel model;
  private final SimulatedApp api;
  private final SimulatedApp shop;
  private final SimulatedHeroku heroku;
  private final SimulatedMattermost mattermost;
  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final WatchFunction function;
  private final Narrator narrator;

  private Story(Instant start) {
    clock = new StoryClock(start);
    model = new HerokuModel(clock);
    api = model.createApp("api");
    shop = model.createApp("web-frontend");
    heroku = new SimulatedHeroku(model, "story-token");
    mattermost = new SimulatedMattermost(clock);
    narrator = new Narrator(clock, mattermost.channel());
    api.bootsIn(Duration.ofSeconds(10));
    shop.bootsIn(Duration.ofSeconds(10));
    api.scale("web", 2);
    api.scale("worker", 2);
    shop.scale("web", 2);
    clock.advance(BEFORE);
    var client = dynamo.client();
    EmbeddedDynamo.createTable(client, TABLE);
    function =
        new WatchFunction(
            Map.of(
                "HEROKU_APPS",
                "api,web-frontend",
                "HEROKU_API_URL",
                heroku.uri().toString(),
                "HEROKU_API_KEY",
                "story-token",
                "MATTERMOST_URL",
                mattermost.uri().toString(),
                "MATTERMOST_TOKEN",
                mattermost.token().reveal(),
                "MATTERMOST_CHANNEL",
                mattermost.channel().team() + "/" + mattermost.channel().name(),
                "TABLE_NAME",
                TABLE),
            clock,
            () -> client,
            _ -> {});
  }

  /**
   * Tells the story.
   *
   * @return whether it went as told
   */
  static boolean tell(boolean once) throws InterruptedException {
    try (var story = new Story(Instant.parse("2026-11-24T02:00:00Z"))) {
      story.run();
      boolean asTold = story.narrator.verdict();
      if (!once) {
        story.goOn();
      }
      return asTold;
    }
  }

  /** Tries out all that a pass needs; now, for the servers' own clocks cannot be set. */
  static Map<String, Object> examine() {
    try (var story = new Story(Instant.now().minus(BEFORE))) {
      return story.function.handleRequest(Map.of("action", "doctor"), new LocalContext(_ -> {}));
    }
  }

  private void run() {
    narrator.chapter("All is well.");
    pass();
    narrator.expectSilence();

    narrator.chapter("web.1 of api crashes.");
    api.print(
        "web.1", "PG::ConnectionBad: could not connect to postgres://api:hunter2@10.0.3.7/api");
    api.print("web.1", "\tfrom /app/config/initializers/billing.rb:7:in '<main>'");
    api.crashStaying("web.1", 1);
    pass();
    narrator.expectPost("`api` `web`", "1 of 2 dynos crashed", "web.1", "exit 1", "billing.rb:7");

    narrator.chapter("It is still down.");
    pass();
    narrator.expectSilence();

    narrator.chapter("It is up again, and stays up.");
    api.heal("web.1");
    pass();
    narrator.expectReply("recovered", "web.1");

    narrator.chapter("A worker is scaled away.");
    api.scale("worker", 1);
    pass();
    narrator.expectSilence();

    narrator.chapter("Heroku answers 503 and HTML.");
    heroku.failAlways("api", Fault.html503());
    pass();
    narrator.expectSilence();
    heroku.clearFaults();

    narrator.chapter("Mattermost is down while a dyno of web-frontend crashes.");
    mattermost.down();
    for (int warning = 0; warning < 12; warning++) {
      shop.memoryExceeded("web.2");
    }
    shop.crashStaying("web.2", 137);
    pass();
    narrator.expectSilence();

    narrator.chapter("Mattermost is back: the alert arrives, once.");
    mattermost.up();
    pass();
    narrator.expectPost("`web-frontend` `web`", "web.2", "exit 137", "R14 12 times", "Told late");
    pass();
    narrator.expectSilence();

    shop.heal("web.2");
    pass();
    narrator.expectReply("recovered");
    deploys();
  }

  private void deploys() {
    narrator.chapter("Somebody deploys api.");
    api.deploy("4f2d2e92", "ada@example.com");
    pass();
    narrator.expectSilence();

    narrator.chapter("The next deploy does not survive.");
    api.deploy("0badc0de", "ada@example.com");
    clock.advance(Duration.ofSeconds(30));
    api.print("web.1", "config/initializers/billing.rb:7: key not found: BILLING_ENDPOINT");
    api.crashStaying("web.1", 1);
    pass();
    narrator.expectPost("`api` `web`", "after release", "Deploy 0badc0de", "BILLING_ENDPOINT");
    api.rollback(api.releases().getLast().version() - 1, "ada@example.com");
    api.heal("web.1");
    pass();
    narrator.expectReply("recovered");

    narrator.chapter("A worker crashes and is back before the next look.");
    clock.advance(Duration.ofMinutes(30));
    pass();
    narrator.expectSilence();
    api.crash("worker.1", 143);
    pass();
    narrator.expectPost("`api` `worker`", "exit 143", "1 crash");

    narrator.chapter("web.2 of web-frontend goes round in a crash loop.");
    shop.breakDown("web.2", 1);
    for (int look = 0; look < 8; look++) {
      pass();
    }
    narrator.expectOneThread("`web-frontend` `web`", "crash loop");
  }

  private void pass() {
    clock.advance(EVERY);
    model.tick();
    narrator.report(function.handleRequest(Map.of("action", "watch"), narrator.context()));
  }

  private void goOn() throws InterruptedException {
    System.out.printf(
        "%nHeroku is simulated at %s (token story-token),%n"
            + "Mattermost at %s (token %s, channel %s/%s).%n"
            + "A pass every ten seconds; Ctrl-C ends it.%n",
        heroku.uri(),
        mattermost.uri(),
        mattermost.token().reveal(),
        mattermost.channel().team(),
        mattermost.channel().name());
    while (true) {
      Thread.sleep(Duration.ofSeconds(10));
      pass();
    }
  }

  @Override
  public void close() {
    heroku.close();
    mattermost.close();
    dynamo.close();
  }
}
