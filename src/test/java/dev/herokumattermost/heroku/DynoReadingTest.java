package dev.herokumattermost.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Dyno;
import dev.herokumattermost.watch.DynoState;
import dev.herokumattermost.watch.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynoReadingTest {
  private static final String TOKEN = "HRKU-obviously-not-a-token";
  private static final AppName SHOP = new AppName("shop");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration AMPLE = Duration.ofSeconds(5);

  private final HerokuModel model = new HerokuModel(InstantSource.fixed(NOW));
  private final SimulatedApp shop = model.createApp("shop").bootsIn(Duration.ZERO);
  private final Http http = new Http(Duration.ofSeconds(3));
  private SimulatedHeroku heroku;
  private HerokuApi api;

  @BeforeEach
  void open() {
    heroku = new SimulatedHeroku(model, TOKEN);
    // A clock an hour behind Heroku's shows whose time is told.
    api =
        new HerokuApi(
            http,
            heroku.uri(),
            new Secret(TOKEN),
            InstantSource.fixed(NOW.minus(Duration.ofHours(1))));
  }

  @AfterEach
  void close() {
    http.close();
    heroku.close();
  }

  @Test
  void showsEachDynoAndHerokusTime() {
    shop.scale("web", 1).scale("worker", 1);
    shop.crashStaying("worker.1", 1);

    var formation = (Reading.Formation) api.dynos(SHOP, AMPLE);

    assertThat(formation.at()).isEqualTo(NOW);
    assertThat(formation.dynos())
        .extracting(Dyno::name)
        .containsExactlyInAnyOrder("web.1", "worker.1");
    assertThat(formation.dynos())
        .filteredOn(dyno -> dyno.name().equals("worker.1"))
        .singleElement()
        .satisfies(
            dyno -> {
              assertThat(dyno.state()).isEqualTo(DynoState.CRASHED);
              assertThat(dyno.updatedAt()).isEqualTo(NOW);
              assertThat(dyno.release()).isEqualTo(1);
              assertThat(dyno.size()).isEqualTo("Standard-1X");
            });
  }

  @Test
  void scaledToZeroIsAnEmptyFormation() {
    assertThat(api.dynos(SHOP, AMPLE)).isEqualTo(new Reading.Formation(SHOP, NOW, List.of()));
  }
}
