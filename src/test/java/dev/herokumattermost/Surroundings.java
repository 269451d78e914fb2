package dev.herokumattermost;

import dev.herokumattermost.local.StoryClock;
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
final class Surroundings implements AutoCloseable {
  static final String HEROKU_TOKEN = "HRKU-0f1e2d3c4b5a69788796a5b4c3d2e1f0";
  static final String TABLE = "watch";

  final StoryClock clock;
  final HerokuModel model;
  final SimulatedApp api;
  final SimulatedApp shop;
  final SimulatedHeroku heroku;
  final SimulatedMattermost mattermost;
  final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  final DynamoDbClient table = dynamo.client();

  Surroundings(Instant now) {
    clock = new StoryClock(now.minus(Duration.ofHours(1)));
    model = new HerokuModel(clock);
    api = model.createApp("api").scale("web", 2);
    shop = model.createApp("shop").scale("web", 2);
    heroku = new SimulatedHeroku(model, HEROKU_TOKEN);
    mattermost = new SimulatedMattermost(clock);
    EmbeddedDynamo.createTable(table, TABLE);
    advance(Duration.ofHours(1));
  }

  void advance(Duration time) {
    clock.advance(time);
    model.tick();
  }

  /** A bot's environment, to be changed at will. */
  Map<String, String> environment() {
    return new HashMap<>(
        Map.of(
            "HEROKU_APPS",
            "api,shop",
            "HEROKU_API_URL",
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
            TABLE));
  }

  List<SimulatedPost> posts() {
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
