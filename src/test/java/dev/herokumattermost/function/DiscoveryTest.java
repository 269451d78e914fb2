package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watch of a whole team: its apps come, go and get other names. */
class DiscoveryTest {
  private static final Duration EVERY = Duration.ofMinutes(2);

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();
  private WatchFunction function;

  @BeforeEach
  void watchTheTeam() {
    around.api.ofTeam("acme");
    around.shop.ofTeam("acme");
    around.model.createApp("blog").scale("web", 1);
    watch("team:acme");
  }

  private void watch(String apps) {
    environment.put("HEROKU_APPS", apps);
    function = new WatchFunction(environment, around.clock, around.table, _ -> {});
  }

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void firstPassFindsTheAppsOfTheTeam() {
    assertThat(pass()).containsEntry("ok", true).containsEntry("apps", 2).containsEntry("calls", 3);
    assertThat(around.posts()).isEmpty();
  }

  @Test
  void quietPassBetweenAsksForNoListAndWritesNothing() {
    pass();

    for (int minute = 2; minute < 10; minute += 2) {
      assertThat(pass())
          .containsEntry("calls", 2)
          .containsEntry("tableWrites", 0)
          .containsEntry("ok", true);
    }
    assertThat(pass()).as("after ten minutes").containsEntry("calls", 3);
  }

  @Test
  void namesAloneCostWhatTheyAlwaysDid() {
    watch("api,shop");

    assertThat(pass()).containsEntry("calls", 2);
    assertThat(pass())
        .containsEntry("calls", 2)
        .containsEntry("tableReads", 1)
        .containsEntry("tableWrites", 0);
    assertThat(around.heroku.calls()).allMatch(call -> call.path().endsWith("/dynos"));
  }

  @Test
  void newAppIsABaselineAndThenWatched() {
    pass();
    var fresh = around.model.createApp("fresh").ofTeam("acme").scale("web", 1);
    around.advance(Duration.ofMinutes(10));

    assertThat(pass()).containsEntry("apps", 3);
    assertThat(around.posts()).isEmpty();

    fresh.crashStaying("web.1", 1);
    pass();
    assertThat(roots()).singleElement().asString().contains("`fresh` `web`");
  }

  @Test
  void failedDiscoveryKeepsTheLastList() {
    pass();
    around.heroku.fail(
        call -> call.path().startsWith("/teams/"),
        Integer.MAX_VALUE,
        SimulatedHeroku.refusal(503, "unavailable"));
    around.advance(Duration.ofMinutes(10));
    around.api.crashStaying("web.1", 1);

    assertThat(pass())
        .containsEntry("apps", 2)
        .containsEntry("ok", false)
        .extractingByKey("troubles", LIST)
        .singleElement()
        .asString()
        .startsWith("the apps of team acme was not had, and what it said before holds on: 503");
    assertThat(roots()).singleElement().asString().contains("`api` `web`");

    around.heroku.clearFaults();
    assertThat(pass()).containsEntry("ok", true);
  }

  @Test
  void incidentStaysWhileTheListsOfAnotherSelectionFail() {
    watch("api,shop");
    pass();
    around.api.crashStaying("web.1", 1);
    pass();
    around.heroku.failAlways(SimulatedHeroku.refusal(503, "unavailable"));
    watch("team:acme");
    pass();
    pass();
    around.heroku.clearFaults();
    assertThat(pass()).containsEntry("apps", 2).containsEntry("ok", true);
    pass();

    assertThat(roots()).singleElement().asString().contains("1 of 2 dynos crashed");
  }

  @Test
  void listThatLiesIsNotBelieved() {
    pass();
    around.api.crashStaying("web.1", 1);
    pass();
    around.api.ofTeam("");
    around.shop.ofTeam("");
    around.model.createApp("other").ofTeam("acme");
    around.advance(Duration.ofMinutes(10));
    pass();
    around.api.ofTeam("acme");
    around.shop.ofTeam("acme");
    pass();

    assertThat(roots()).singleElement().asString().contains("1 of 2 dynos crashed");
  }

  @Test
  void incidentOfADeletedAppEndsWithoutAPost() {
    pass();
    around.api.crashStaying("web.1", 1);
    pass();
    around.model.delete("api");
    pass();
    pass();

    assertThat(around.posts()).hasSize(1);
    assertThat(roots().getFirst())
        .startsWith("⚪ **`api` `web`: closed, not recovered** — app deleted or out of sight");
    assertThat(pass()).as("when it expires").containsEntry("tableWrites", 1);
    assertThat(pass()).containsEntry("apps", 1).containsEntry("tableWrites", 0);
  }

  @Test
  void incidentOfAnAppThatLeavesTheTeamEndsAsNoLongerWatched() {
    pass();
    around.api.crashStaying("web.1", 1);
    pass();
    around.api.ofTeam("other");
    around.advance(Duration.ofMinutes(10));
    pass();

    assertThat(around.posts()).hasSize(1);
    assertThat(roots().getFirst()).contains("no longer watched");
  }

  @Test
  void renamedAppKeepsItsIncidentAndItsThread() {
    pass();
    around.api.crashStaying("web.1", 1);
    pass();
    around.model.rename("api", "gateway");
    pass();
    assertThat(around.posts()).hasSize(1);
    assertThat(pass()).containsEntry("apps", 2).extractingByKey("blind", LIST).isEmpty();
    around.api.fix("web.1");
    pass();
    pass();

    assertThat(roots()).singleElement().asString().startsWith("✅ **`gateway` `web`: recovered");
    assertThat(around.mattermost.channel().replies(around.posts().getFirst().id())).hasSize(1);
    assertThat(pass()).containsEntry("ok", true).containsEntry("tableWrites", 0);
  }

  @Test
  void appUnderTheNameOfADeletedOneIsABaseline() {
    pass();
    around.api.crashStaying("web.1", 1);
    pass();
    around.model.delete("api");
    around.model.createApp("api").ofTeam("acme").scale("web", 5);
    around.advance(Duration.ofMinutes(10));
    pass();
    pass();

    assertThat(around.posts()).hasSize(1);
    assertThat(roots().getFirst()).contains("closed, not recovered").contains("app deleted");
  }

  @Test
  void rehearsalDiscoversAndWritesNothing() {
    Map<String, Object> result =
        LocalInvocation.invoke(function, Map.of("action", "watch", "dryRun", true), context());

    assertThat(result).containsEntry("apps", 2).containsEntry("tableWrites", 0);
    assertThat(pass()).containsEntry("apps", 2);
  }

  @Test
  void entryThatMatchesNothingForAnHourIsInTheReport() {
    watch("team:acme,wbe-*");
    assertThat(pass()).extractingByKey("notes", LIST).isEmpty();
    around.advance(Duration.ofMinutes(58));

    assertThat(pass())
        .containsEntry("ok", true)
        .extractingByKey("notes", LIST)
        .containsExactly("wbe-* has matched no app for an hour or longer");
    assertThat(log.getLast()).contains(" | wbe-* has matched no app for an hour or longer");
  }

  @Test
  void accountWhoseAppsNobodyKnowsIsBlind() {
    around.heroku.failAlways(SimulatedHeroku.refusal(401, "unauthorized"));
    pass();
    pass();
    assertThat(around.posts()).isEmpty();
    pass();

    assertThat(roots()).singleElement().asString().contains("No apps monitored since");
    around.heroku.clearFaults();
    assertThat(pass()).containsEntry("apps", 2).containsEntry("ok", true);
    assertThat(around.posts()).hasSize(2);
  }

  @Test
  void doctorListsWhatEachEntrySelects() {
    watch("team:acme,wbe-*,pipeline:store,!*-pr-*");
    around.model.createApp("api-pr-7").ofTeam("acme");

    Map<String, Object> result =
        LocalInvocation.invoke(function, Map.of("action", "doctor"), context());

    assertThat((String) result.get("table"))
        .contains("apps team:acme,wbe-*,pipeline:store,!*-pr-*, alerts on")
        .containsPattern("ok +selected by team:acme +2 apps: api, shop\n")
        .containsPattern("warning +selected by wbe-\\* +no app\n")
        .containsPattern("failed +selected by pipeline:store +404 not_found")
        .containsPattern("ok +left out by !\\*-pr-\\* +1 app: api-pr-7\n")
        .containsPattern("ok +app api +cedar, web 2\n")
        .doesNotContain("app blog");
  }

  private List<String> roots() {
    return around.mattermost.channel().roots().stream().map(SimulatedPost::message).toList();
  }

  private Map<String, Object> pass() {
    Map<String, Object> result = LocalInvocation.invoke(function, Map.of(), context());
    around.advance(EVERY);
    return result;
  }

  private LocalContext context() {
    return new LocalContext(log::add);
  }
}
