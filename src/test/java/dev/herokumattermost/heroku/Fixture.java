package dev.herokumattermost.heroku;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.redact.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The client against a simulated Heroku that knows one app. */
final class Fixture implements AutoCloseable {
  static final String TOKEN = "HRKU-obviously-not-a-token";
  static final AppName SHOP = new AppName("shop");
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  static final Deadline AMPLE = in(Duration.ofSeconds(5));

  final HerokuModel model = new HerokuModel(InstantSource.fixed(NOW));
  final SimulatedApp shop = model.createApp("shop").bootsIn(Duration.ZERO);
  final SimulatedHeroku heroku = new SimulatedHeroku(model, TOKEN);
  private final Http http = new Http(Duration.ofSeconds(3));
  final HerokuApi api = apiWith(TOKEN);

  static Deadline in(Duration time) {
    return Deadline.in(time, InstantSource.fixed(NOW));
  }

  /** Our clock is an hour behind Heroku's, which shows which of them a time is from. */
  HerokuApi apiWith(String token) {
    return new HerokuApi(
        http,
        heroku.uri(),
        new Secret(token),
        new Redaction(false, List.of()),
        InstantSource.fixed(NOW.minus(Duration.ofHours(1))));
  }

  Call lastCall() {
    return heroku.calls().getLast();
  }

  @Override
  public void close() {
    http.close();
    heroku.close();
  }
}
