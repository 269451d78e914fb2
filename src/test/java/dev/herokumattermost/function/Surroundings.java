package dev.herokumattermost.function;

import dev.herokumattermost.local.ManualClock;
import dev.herokumattermost.local.dynamodb.EmbeddedDynamo;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What is around the function: two apps of two dynos each that have long been up, a channel, an
 * empty table, and a clock that stands still.
 */
public final class Surroundings implements AutoCloseable {
  public static final String HEROKU_TOKEN = "HRKU-0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  public static final String TABLE = "watch";

  public final ManualClock clock;
  public final HerokuModel model;
  public final SimulatedApp api;
  public final SimulatedApp shop;
  public final SimulatedHeroku heroku;
  public final SimulatedMattermost mattermost;
  public final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  public final DynamoDbClient table = dynamo.client();

  public Surroundings(Instant now) {
    clock = new ManualClock(now.minus(Duration.ofHours(1)));
    model = new HerokuModel(clock);
    api = model.createApp("api").scale("web", 2);
    shop = model.createApp("shop").scale("web", 2);
    heroku = new SimulatedHeroku(model, HEROKU_TOKEN);
    mattermost = new SimulatedMattermost(clock);
    EmbeddedDynamo.createTable(table, TABLE);
    advance(Duration.ofHours(1));
  }

  public void advance(Duration time) {
    clock.advance(time);
    model.tick();
  }

  /** A bot's environment, to be changed at will. */
  public Map<String, String> environment() {
    return new HashMap<>(
        Map.of(
            "HEROKU_APPS",
            "api,shop",
            "HEROKU_API_URL",
            heroku.uri().toString(),
            "HEROKU_STATUS_URL",
            heroku.uri().toString(),
            "HEROKU_API_KEY",
            HEROKU_TOKEN,
            "MATTERMOST_URL",
            mattermost.uri().toString(),
            "MATTERMOST_TOKEN",
            mattermost.token().reveal(),
            "MATTERMOST_CHANNEL",
            "ops/alerts",
            "TABLE_NAME",
            TABLE,
            // So that the pass after a repair sees the recovery.
            "STEADY_FOR",
            "1m"));
  }

  public List<SimulatedPost> posts() {
    return mattermost.channel().posts();
  }

  @Override
  public void close() {
    heroku.close();
    mattermost.close();
    table.close();
    dynamo.close();
  }
}
