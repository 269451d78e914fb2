package dev.herokumattermost.function;

import static dev.herokumattermost.function.Surroundings.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The doctor over HTTP, with one thing broken at a time. */
class DoctorTest {
  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void findsNothingWhereAllIsWell() {
    environment.put("MENTION", "@here");

    Map<String, Object> answer = examine();

    assertThat(answer).containsEntry("ok", true);
    assertThat(checks(answer).keySet())
        .containsExactly(
            "settings",
            "mentions",
            "secret HEROKU_API_KEY",
            "secret MATTERMOST_TOKEN",
            "heroku token",
            "app api",
            "app shop",
            "heroku logs",
            "heroku releases",
            "heroku budget",
            "heroku clock",
            "mattermost server",
            "mattermost clock",
            "mattermost bot",
            "channel ops/alerts",
            "table read",
            "table write");
    assertThat(checks(answer).values()).extracting(check -> check.get("result")).containsOnly("ok");
    assertThat(log).containsExactly("doctor checks=17 ok=17 warnings=0 failed=0 skipped=0");
  }

  @Test
  void leavesNothingBehind() {
    examine();

    assertThat(around.table.scan(scan -> scan.tableName(TABLE)).items()).isEmpty();
    assertThat(around.posts()).isEmpty();
  }

  @Test
  void answersWithEveryMistakeInTheSettingsAndCallsNobody() {
    environment.put("HEROKU_APPS", "API");
    environment.remove("TABLE_NAME");

    Map<String, Object> answer = examine();

    assertThat(answer).containsEntry("ok", false);
    assertThat(answer.get("table").toString())
        .contains("HEROKU_APPS names \"API\"", "TABLE_NAME is missing", "→ name the DynamoDB table")
        .contains("skipped  everything else", "2 checks failed");
    assertThat(around.heroku.calls()).isEmpty();
    assertThat(around.mattermost.calls()).isEmpty();
  }

  @Test
  void aRefusedTokenIsToldWithItsFixAndTheRestIsStillLookedAt() {
    around.heroku.fail(_ -> true, Integer.MAX_VALUE, SimulatedHeroku.refusal(401, "unauthorized"));

    var checks = checks(examine());

    assertThat(checks.get("heroku token"))
        .contains(entry("result", "failed"))
        .hasEntrySatisfying(
            "fix", fix -> assertThat(fix.toString()).contains("authorizations:create"));
    assertThat(checks.get("app api")).contains(entry("result", "failed"));
    assertThat(checks.get("heroku logs")).contains(entry("result", "skipped"));
    assertThat(checks.get("channel ops/alerts")).contains(entry("result", "ok"));
  }

  @Test
  void aTokenThatMayNotSeeItsAccountIsTheRightOne() {
    around.heroku.fail(
        call -> call.path().equals("/account"), 1, SimulatedHeroku.refusal(403, "forbidden"));

    assertThat(checks(examine()).get("heroku token"))
        .contains(
            entry("result", "ok"),
            entry("seen", "valid; it may not see whose it is, as with scope read"));
  }

  @Test
  void anAppThatCannotBeSeenFailsAlone() {
    environment.put("HEROKU_APPS", "api,shopp");

    var checks = checks(examine());

    assertThat(checks.get("app api"))
        .contains(entry("result", "ok"), entry("seen", "cedar, web 2"));
    assertThat(checks.get("app shopp"))
        .contains(entry("result", "failed"))
        .hasEntrySatisfying("fix", fix -> assertThat(fix.toString()).contains("HEROKU_APPS"));
  }

  @Test
  void anAppShowsItsTypesStatesAndModes() {
    around.api.scale("worker", 1).scale("clock", 1).scale("clock", 0);
    around.api.maintenance(true);
    around.api.crashStaying("web.1", 1);
    around.shop.scale("web", 0);

    var checks = checks(examine());

    assertThat(checks.get("app api").get("seen").toString())
        .startsWith("cedar, in maintenance, clock 0, web 2 (1 crashed), worker 1");
    assertThat(checks.get("app shop"))
        .contains(entry("result", "warning"), entry("seen", "cedar, web 0, no dyno at all"));
  }

  @Test
  void logsThatMayNotBeReadAreAWarning() {
    around.heroku.fail(
        call -> call.path().endsWith("/log-sessions"),
        Integer.MAX_VALUE,
        SimulatedHeroku.refusal(403, "forbidden"));

    Map<String, Object> answer = examine();

    assertThat(answer).containsEntry("ok", true);
    assertThat(checks(answer).get("heroku logs"))
        .contains(entry("result", "warning"))
        .hasEntrySatisfying(
            "seen", seen -> assertThat(seen.toString()).contains("2 of the 2 apps", "403"));
  }

  @Test
  void ofManyAppsOnlySomeAreAskedForLogs() {
    environment.put(
        "HEROKU_APPS",
        IntStream.range(0, 30)
            .mapToObj(i -> around.model.createApp("app-" + i).scale("web", 1))
            .map(SimulatedApp::name)
            .collect(Collectors.joining(",")));

    var checks = checks(examine());

    assertThat(checks.get("heroku logs"))
        .contains(entry("seen", "readable, tried with 20 of 30 apps"));
    assertThat(around.heroku.calls())
        .filteredOn(call -> call.path().endsWith("/log-sessions"))
        .hasSize(20);
  }

  @Test
  void anAccountThatIsNearlyUsedUpIsAWarning() {
    around.heroku.callsLeft(400);

    assertThat(checks(examine()).get("heroku budget")).contains(entry("result", "warning"));
  }

  @Test
  void aBotOutsideItsChannelIsToldToBeAdded() {
    around.mattermost.channel().remove(around.mattermost.bot());

    assertThat(checks(examine()).get("channel ops/alerts"))
        .contains(entry("result", "failed"))
        .hasEntrySatisfying("fix", fix -> assertThat(fix.toString()).contains("add the bot to it"));
  }

  @Test
  void aRevokedBotIsToldToGetAToken() {
    around.mattermost.workspace().revoke(around.mattermost.bot());

    assertThat(checks(examine()).get("mattermost bot"))
        .contains(entry("result", "failed"))
        .hasEntrySatisfying("seen", seen -> assertThat(seen.toString()).contains("401"));
  }

  @Test
  void aServerThatIsNotThereIsToldOnce() {
    around.mattermost.down();

    var checks = checks(examine());

    assertThat(checks.get("mattermost server")).contains(entry("result", "failed"));
    assertThat(checks).doesNotContainKeys("mattermost bot", "channel ops/alerts");
  }

  /** Mattermost answers whatever it does not know with its web page. */
  @Test
  void aWebPageInPlaceOfTheApiIsToldWithItsFix() {
    environment.merge("MATTERMOST_URL", "/ops", String::concat);
    around
        .mattermost
        .faults()
        .untilCleared(
            "GET /ops/", Fault.answer(200, "text/html; charset=utf-8", "<!doctype html><html>"));

    assertThat(checks(examine()).get("mattermost server"))
        .contains(
            entry("result", "failed"),
            entry(
                "seen",
                "200 with a web page (text/html): no API: leave out the team, and all else behind"
                    + " the server, in MATTERMOST_URL"))
        .hasEntrySatisfying("fix", fix -> assertThat(fix.toString()).contains("without a team"));
  }

  @Test
  void aWebhookCanOnlyBeTriedBySaying() {
    environment.keySet().removeIf(name -> name.startsWith("MATTERMOST_"));
    environment.put("MATTERMOST_WEBHOOK_URL", around.mattermost.webhook().reveal());

    Map<String, Object> answer = examine();

    assertThat(answer).containsEntry("ok", true);
    assertThat(checks(answer).get("mattermost webhook"))
        .contains(entry("result", "skipped"))
        .hasEntrySatisfying("fix", fix -> assertThat(fix.toString()).contains("test-alert"));
    assertThat(around.mattermost.calls()).isEmpty();
  }

  @Test
  void aTableThatIsMissingIsToldWithItsFix() {
    environment.put("TABLE_NAME", "elsewhere");

    var checks = checks(examine());

    assertThat(checks.get("table read"))
        .contains(
            entry("result", "failed"),
            entry("fix", "deploy the stack, or correct the table's name or the region"))
        .hasEntrySatisfying("seen", seen -> assertThat(seen.toString()).contains("elsewhere"));
    assertThat(checks.get("table write")).contains(entry("result", "failed"));
  }

  @Test
  void aClockThatIsWrongIsAFailure() {
    InstantSource fast = () -> around.clock.instant().plus(Duration.ofMinutes(5));

    assertThat(checks(examine(fast)).get("mattermost clock"))
        .contains(entry("result", "failed"))
        .hasEntrySatisfying("seen", seen -> assertThat(seen.toString()).contains("behind ours"));
  }

  private Map<String, Object> examine() {
    return examine(around.clock);
  }

  private Map<String, Object> examine(InstantSource clock) {
    var function = new WatchFunction(environment, clock, around.table, _ -> {});
    return LocalInvocation.invoke(function, Map.of("action", "doctor"), new LocalContext(log::add));
  }

  private static Map<String, Map<String, Object>> checks(Map<String, Object> answer) {
    var checks = new LinkedHashMap<String, Map<String, Object>>();
    for (Object check : (List<?>) answer.get("checks")) {
      var plain = new LinkedHashMap<String, Object>();
      ((Map<?, ?>) check).forEach((key, value) -> plain.put(key.toString(), value));
      checks.put(plain.get("check").toString(), plain);
    }
    return checks;
  }
}
