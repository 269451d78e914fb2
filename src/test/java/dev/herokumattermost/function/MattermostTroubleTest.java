package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedApp;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of alerts while Mattermost, or something in front of it, refuses for a while. */
class MattermostTroubleTest {
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static final String GENERAL = "web.incoming_webhook.general.app_error";

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void theFirstPostShowsTheEndAlthoughTheBotWasOutMeanwhile() {
    var function = crashed();
    around.mattermost.channel().remove(around.mattermost.bot());
    around.api.fix("web.1");
    passes(function, 3);
    around.mattermost.channel().add(around.mattermost.bot());
    passes(function, 8);

    assertThat(around.mattermost.channel().roots())
        .singleElement()
        .satisfies(root -> assertThat(root.message()).startsWith("✅"));
    assertThat(around.posts())
        .last()
        .satisfies(
            post ->
                assertThat(post.message())
                    .contains("recovered", "Mattermost did not take it:_ `40"));
  }

  @Test
  void theFirstPostShowsTheEndAlthoughTheDatabaseWasGoneMeanwhile() {
    var function = crashed();
    around.mattermost.databaseGone(true);
    around.api.fix("web.1");
    passes(function, 3);
    around.mattermost.databaseGone(false);
    passes(function, 8);

    assertThat(around.mattermost.channel().roots())
        .singleElement()
        .satisfies(root -> assertThat(root.message()).startsWith("✅"));
  }

  @Test
  void anEditThatIsRefusedHoldsNoAlertBack() {
    var function = crashed();
    around.mattermost.limitEdits(Duration.ofMinutes(1));
    around.api.fix("web.1");
    around.shop.crashStaying("web.1", 1);
    pass(function);

    assertThat(messages()).anySatisfy(text -> assertThat(text).contains("`shop` `web`: 1 of 2"));
  }

  @Test
  void aRateLimitLetsAllAlertsOutBeforeEditsAndReactions() {
    List<SimulatedApp> apps =
        IntStream.rangeClosed(1, 4)
            .mapToObj(number -> around.model.createApp("app-" + number).scale("web", 2))
            .toList();
    environment.put(
        "HEROKU_APPS", apps.stream().map(SimulatedApp::name).collect(Collectors.joining(",")));
    var function = function();
    pass(function);
    apps.forEach(app -> app.crashStaying("web.1", 1));
    around.mattermost.limitRate(1, 3);
    passes(function, 3);

    assertThat(around.posts()).hasSize(4);
    apps.forEach(app -> app.crashStaying("web.2", 1));
    passes(function, 3);
    assertThat(around.posts()).hasSize(8);
  }

  @Test
  void reactionsAreReadLastAndNotAtAllFromAServerThatIsSilent() {
    var function = crashed();
    react(3_000);
    around.mattermost.faults().untilCleared("GET /api/v4/users/", Fault.proxyPage(503));
    around.shop.crashStaying("web.1", 1);
    int before = around.mattermost.calls().size();
    pass(function);
    List<Call> calls = around.mattermost.calls().subList(before, around.mattermost.calls().size());

    assertThat(messages()).anySatisfy(text -> assertThat(text).contains("`shop` `web`"));
    assertThat(calls).filteredOn(call -> call.path().contains("/users/")).hasSize(1);
    assertThat(calls.getFirst().path()).endsWith("/posts");
  }

  @Test
  void ofNineThousandWhoReactAFewAreKept() {
    var function = crashed();
    react(9_000);
    int before = around.mattermost.calls("GET", "/api/v4/users/").size();
    pass(function);
    int asked = around.mattermost.calls("GET", "/api/v4/users/").size() - before;
    passes(function, 3);

    assertThat(asked).isEqualTo(5);
    assertThat(around.mattermost.channel().roots().getFirst().shown()).contains("and others");
    assertThat(around.table.scan(scan -> scan.tableName(Surroundings.TABLE)).items().toString())
        .hasSizeLessThan(20_000);
  }

  @Test
  void aWebhookThatAnswersWithALoginPageHasDeliveredNothing() {
    webhook();
    around
        .mattermost
        .faults()
        .times(2, "POST /hooks/", Fault.answer(200, "text/html", "<!DOCTYPE html><h1>Log in</h1>"));
    var function = crashed();
    assertThat(around.posts()).isEmpty();
    assertThat(log.getLast()).contains("200 with a web page (text/html)");
    passes(function, 2);

    assertThat(around.posts())
        .singleElement()
        .satisfies(post -> assertThat(post.shown()).contains("heroku ps:restart"));
  }

  @Test
  void anAlertByWebhookStaysWholeWhileTheDatabaseIsGone() {
    webhook();
    around.mattermost.databaseGone(true);
    var function = crashed();
    passes(function, 3);
    int calls = around.mattermost.calls("POST", "/hooks/").size();
    around.mattermost.databaseGone(false);
    passes(function, 5);

    assertThat(log).anySatisfy(line -> assertThat(line).contains("the webhook was deleted"));
    assertThat(calls).as("one, and then two when it is due again").isLessThanOrEqualTo(7);
    assertThat(around.posts())
        .singleElement()
        .satisfies(
            post -> assertThat(post.shown()).contains("heroku ps:restart", "Delivered late."));
  }

  @Test
  void whatAWebhookRefusesForItsContentArrivesAsItsHeadline() {
    webhook();
    around
        .mattermost
        .faults()
        .times(
            1_000,
            call -> call.body().contains("\"attachments\":[{"),
            SimulatedMattermost.error(400, GENERAL));
    var function = crashed();
    pass(function);

    assertThat(around.posts())
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.message())
                  .startsWith("🔴 **(2 min late)** **`api` `web`: 1 of 2 dynos crashed");
              assertThat(post.shown()).doesNotContain("heroku ps:restart");
            });
  }

  private void react(int people) {
    SimulatedPost root = around.mattermost.channel().roots().getFirst();
    for (int person = 0; person < people; person++) {
      around
          .mattermost
          .channel()
          .react(root.id(), "person" + person, "eyes", around.clock.instant());
    }
  }

  private void webhook() {
    environment.keySet().removeIf(name -> name.startsWith("MATTERMOST_"));
    environment.put("MATTERMOST_WEBHOOK_URL", around.mattermost.webhook().reveal());
  }

  private List<String> messages() {
    return around.posts().stream().map(SimulatedPost::message).toList();
  }

  private WatchFunction crashed() {
    var function = function();
    pass(function);
    around.api.crashStaying("web.1", 1);
    pass(function);
    return function;
  }

  private WatchFunction function() {
    return new WatchFunction(environment, around.clock, around.table, _ -> {});
  }

  private void passes(WatchFunction function, int count) {
    for (int pass = 0; pass < count; pass++) {
      pass(function);
    }
  }

  private void pass(WatchFunction function) {
    around.advance(EVERY);
    LocalInvocation.invoke(function, Map.of("action", "watch"), new LocalContext(log::add));
  }
}
