package dev.herokumattermost.heroku;

import static dev.herokumattermost.heroku.Fixture.AMPLE;
import static dev.herokumattermost.heroku.Fixture.NOW;
import static dev.herokumattermost.heroku.Fixture.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppInfo;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.local.heroku.Generation;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupsTest {
  private final Fixture on = new Fixture();

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void theNewestReleasesComeFirst() {
    for (int deploy = 1; deploy <= 12; deploy++) {
      on.shop.deploy("4f2d2e9" + deploy, "dev@example.com");
    }

    var releases = ((Known<List<Release>>) on.api.releases(SHOP, AMPLE)).value();

    assertThat(releases)
        .extracting(Release::version)
        .containsExactly(13, 12, 11, 10, 9, 8, 7, 6, 5, 4);
    assertThat(releases.getFirst())
        .isEqualTo(
            new Release(
                13,
                "Deploy 4f2d2e912",
                "dev@example.com",
                NOW,
                Release.Status.SUCCEEDED,
                true,
                on.shop.releases().getLast().slug()));
    assertThat(on.lastCall().header("Range")).isEqualTo("version ..; max=10, order=desc");
  }

  @Test
  void aReleaseThatFailedSaysSo() {
    on.shop.deployInVain("4f2d2e92", "dev@example.com");

    var newest = ((Known<List<Release>>) on.api.releases(SHOP, AMPLE)).value().getFirst();

    assertThat(newest.status()).isEqualTo(Release.Status.FAILED);
    assertThat(newest.eligibleForRollback()).isFalse();
  }

  @Test
  void aReleaseMayHaveNoAuthor() {
    on.heroku.failAlways(
        "shop",
        Fault.body("[{\"version\":2,\"created_at\":\"2026-03-01T10:00:00Z\",\"user\":null}]"));

    assertThat(on.api.releases(SHOP, AMPLE))
        .isEqualTo(new Known<>(List.of(new Release(2, "", "", Instant.from(NOW)))));
  }

  /** Both are kept with each incident. */
  @Test
  void longWordsOfAReleaseAreShortened() {
    on.shop.deploy("x".repeat(493), "y".repeat(500));
    on.shop.deploy("x".repeat(494), "y".repeat(501));

    var releases = ((Known<List<Release>>) on.api.releases(SHOP, AMPLE)).value();

    assertThat(releases.get(1).description()).isEqualTo("Deploy " + "x".repeat(493));
    assertThat(releases.get(1).author()).isEqualTo("y".repeat(500));
    assertThat(releases.get(0).description()).isEqualTo("Deploy " + "x".repeat(493) + "…");
    assertThat(releases.get(0).author()).isEqualTo("y".repeat(500) + "…");
  }

  @ParameterizedTest
  @CsvSource({
    "releases, '[{\"version\":-1,\"created_at\":\"2026-03-01T10:00:00Z\"}]'",
    "formation, '[{\"type\":\"web\",\"quantity\":-1}]'"
  })
  void aNegativeNumberIsUnreadable(String list, String body) {
    on.heroku.failAlways("shop", Fault.body(body));

    Lookup<?> answer =
        list.equals("releases") ? on.api.releases(SHOP, AMPLE) : on.api.formation(SHOP, AMPLE);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Unknown.class, unknown -> assertThat(unknown.reason()).startsWith("200, "));
  }

  @Test
  void theFormationHasTheWantedQuantities() {
    on.shop.scale("web", 2).scale("worker", 0);

    assertThat(on.api.formation(SHOP, AMPLE))
        .isEqualTo(new Known<>(Map.of(new ProcessType("web"), 2, new ProcessType("worker"), 0)));
  }

  @Test
  void aPartOfAFormationIsNotTakenForTheWhole() {
    on.shop.scale("web", 2).scale("worker", 1);
    on.heroku.itemsPerPage(1);

    assertThat(on.api.formation(SHOP, AMPLE)).isInstanceOf(Unknown.class);
  }

  @Test
  void anAppHasItsMaintenanceAndGeneration() {
    on.model.createApp("pines", Generation.FIR).maintenance(true);

    assertThat(on.api.app(new AppName("pines"), AMPLE))
        .isEqualTo(new Known<>(new AppInfo(true, "fir")));
  }

  @Test
  void theTokenIsTakenOutOfWhateverHerokuSays() {
    on.heroku.failAlways(Fault.body("{\"email\":\"" + Fixture.TOKEN + "\"}"));

    assertThat(on.api.account(AMPLE)).isEqualTo(new Known<>("[redacted]"));
  }

  @Test
  void maintenanceModeIsTold() {
    assertThat(on.api.maintenance(SHOP, AMPLE)).isEqualTo(new Known<>(false));
    on.shop.maintenance(true);
    assertThat(on.api.maintenance(SHOP, AMPLE)).isEqualTo(new Known<>(true));
    on.heroku.failAlways("shop", SimulatedHeroku.refusal(404, "not_found"));
    assertThat(on.api.maintenance(SHOP, AMPLE)).isInstanceOf(Unknown.class);
  }

  @Test
  void accountIsThatOfTheToken() {
    on.heroku.failAlways(Fault.body("{\"email\":\"ada@example.com\"}"));

    assertThat(on.api.account(AMPLE)).isEqualTo(new Known<>("ada@example.com"));
    assertThat(on.lastCall().path()).isEqualTo("/account");
  }

  @ParameterizedTest
  @CsvSource({"401, unauthorized, true", "403, forbidden, true", "404, not_found, false"})
  void onlyAMissingPermissionIsForbidden(int status, String id, boolean forbidden) {
    on.heroku.failAlways("shop", SimulatedHeroku.refusal(status, id));

    assertThat(on.api.releases(SHOP, AMPLE))
        .isInstanceOfSatisfying(
            Unknown.class,
            unknown -> {
              assertThat(unknown.forbidden()).isEqualTo(forbidden);
              assertThat(unknown.reason()).startsWith(status + " " + id + ", request ");
            });
  }

  @Test
  void anUnreadableAnswerIsUnknown() {
    on.heroku.failAlways("shop", Fault.body("[{\"type\":\"web\",\"quantity\":\"two\"}]"));

    assertThat(on.api.formation(SHOP, AMPLE))
        .isInstanceOfSatisfying(
            Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("without a usable [0].quantity"));
  }
}
