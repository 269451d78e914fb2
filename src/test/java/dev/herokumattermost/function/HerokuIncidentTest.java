package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Heroku's own incidents, from its status page to the channel. */
class HerokuIncidentTest {
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static final String LINE =
      "Heroku reports an incident: [`Elevated error rates`]"
          + "(https://127.0.0.1/incidents/3000) since 09:30 UTC, `EU`";

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void openIncidentStandsInThePostAndTheTokenStaysAtHome() {
    WatchFunction function = function();
    around.heroku.status().report("Elevated error rates", "EU");
    pass(function);
    assertThat(asked()).isEmpty();

    around.api.crashStaying("web.1", 1);
    pass(function);
    pass(function);

    assertThat(around.posts()).hasSize(1);
    assertThat(around.posts().getFirst().shown()).contains(LINE);
    assertThat(asked())
        .singleElement()
        .satisfies(call -> assertThat(call.headers()).doesNotContainKey("Authorization"));
  }

  @Test
  void postThatIsDeliveredLateSaysTheSame() {
    WatchFunction function = function();
    around.heroku.status().report("Elevated error rates", "EU");
    pass(function);
    around.mattermost.faults().untilCleared("POST /api/v4/posts", Fault.proxyPage(503));
    around.api.crashStaying("web.1", 1);
    pass(function);
    around.heroku.status().resolve();
    around.mattermost.faults().clear();

    pass(function);

    assertThat(around.posts().getFirst().shown()).contains(LINE);
  }

  @Test
  void incidentThatIsOverIsNotNamed() {
    WatchFunction function = function();
    around.heroku.status().report("Elevated error rates", "EU");
    around.heroku.status().resolve();
    pass(function);
    around.api.crashStaying("web.1", 1);

    pass(function);

    assertThat(around.posts().getFirst().shown()).doesNotContain("Heroku reports");
  }

  @Test
  void pageThatFailsSilencesNothing() {
    WatchFunction function = function();
    pass(function);
    around.heroku.fail(HerokuIncidentTest::isOfStatus, 9, Fault.proxyPage(503));
    around.api.crashStaying("web.1", 1);

    pass(function);

    assertThat(around.posts().getFirst().shown())
        .contains("1 of 2 dynos crashed")
        .doesNotContain("Heroku reports");
  }

  @Test
  void nobodyAsksWhenItIsSwitchedOff() {
    environment.put("HEROKU_STATUS_URL", "");
    WatchFunction function = function();
    around.heroku.status().report("Elevated error rates", "EU");
    pass(function);
    around.api.crashStaying("web.1", 1);

    pass(function);

    assertThat(asked()).isEmpty();
    assertThat(around.posts()).hasSize(1);
  }

  private List<Call> asked() {
    return around.heroku.calls().stream().filter(HerokuIncidentTest::isOfStatus).toList();
  }

  private static boolean isOfStatus(Call call) {
    return call.path().equals("/api/v4/current-status");
  }

  private WatchFunction function() {
    return new WatchFunction(environment, around.clock, around.table, _ -> {});
  }

  private void pass(WatchFunction function) {
    around.advance(EVERY);
    LocalInvocation.invoke(function, Map.of("action", "watch"), new LocalContext(_ -> {}));
  }
}
