package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedApp;
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

/** What becomes of a notice in the channel, over HTTP: edits, reactions, digests, letters. */
class DeliveryTest {
  private static final Duration EVERY = Duration.ofMinutes(2);

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void theFirstPostShowsHowTheIncidentStands() {
    var function = function();
    crash(function);
    assertThat(root().message()).startsWith("🔴 **`api` `web`: 1 of 2 dynos crashed");

    around.api.fix("web.1");
    pass(function);

    assertThat(root().shown())
        .startsWith("✅ **`api` `web`: recovered after 2 min**")
        .contains("First failure: 1 of 2 dynos crashed");
    assertThat(root().notifications()).as("what it told").hasSize(1);
    assertThat(around.mattermost.channel().replies(root().id())).hasSize(1);
    assertThat(pass(function)).containsEntry("tableWrites", 0);
  }

  @Test
  void whoReactsIsShownAndEndsTheReminders() {
    var function = function();
    crash(function);
    around.mattermost.react(around.mattermost.ada(), root().id(), "eyes");
    pass(function);
    pass(function);

    assertThat(root().shown()).contains("👀 On it: `ada`");

    around.advance(Duration.ofHours(2));
    pass(function);
    assertThat(around.posts()).hasSize(1);
    assertThat(pass(function)).containsEntry("tableWrites", 0);
  }

  @Test
  void oneQuestionWithoutAnAnswerIsTheLast() {
    var function = function();
    crash(function);
    around.shop.crashStaying("web.1", 1);
    pass(function);
    int before = around.mattermost.calls("GET", "/api/v4/posts/").size();
    around.mattermost.faults().untilCleared("GET /api/v4/posts/", Fault.proxyPage(503));

    Map<String, Object> report = pass(function);

    assertThat(around.mattermost.calls("GET", "/api/v4/posts/")).hasSize(before + 1);
    assertThat(report).containsEntry("read", 2).containsEntry("tableWrites", 0);
  }

  @Test
  void deletedFirstPostBeginsTheThreadAnew() {
    var function = function();
    crash(function);
    around.mattermost.delete(root().id());
    around.api.fix("web.1");
    pass(function);

    assertThat(around.mattermost.channel().roots())
        .filteredOn(post -> !post.isDeleted())
        .singleElement()
        .satisfies(post -> assertThat(post.message()).contains("recovered"));
  }

  private List<SimulatedApp> elevenApps() {
    List<SimulatedApp> apps =
        IntStream.rangeClosed(1, 11)
            .mapToObj(number -> around.model.createApp("app-" + number).scale("web", 1))
            .toList();
    environment.put(
        "HEROKU_APPS", apps.stream().map(SimulatedApp::name).collect(Collectors.joining(",")));
    return apps;
  }

  @Test
  void openingsWhoseOnePostIsTooLargeAreToldOneByOneInFull() {
    List<SimulatedApp> apps = elevenApps();
    var function = function();
    pass(function);
    apps.forEach(app -> app.crashStaying("web.1", 1));
    around
        .mattermost
        .faults()
        .times(
            2,
            "POST /api/v4/posts",
            SimulatedMattermost.error(413, "api.context.request_body_too_large.app_error"));
    pass(function);

    assertThat(around.posts())
        .hasSize(11)
        .allSatisfy(
            post ->
                assertThat(post.shown()).contains("its only dyno crashed", "heroku ps:restart"));
  }

  @Test
  void manyOpeningsAreOnePostAndItsThreadIsTheirs() {
    List<SimulatedApp> apps = elevenApps();
    var function = function();
    pass(function);
    apps.forEach(app -> app.crashStaying("web.1", 1));
    assertThat(pass(function).get("posted")).asInstanceOf(LIST).hasSize(11);

    SimulatedPost digest = root();
    assertThat(around.posts()).hasSize(1);
    assertThat(digest.shown())
        .startsWith("🔴 **11 apps failing at once**")
        .contains("• `web` is down, its only dyno crashed, exit 1: [`app-1`](https");

    apps.getFirst().fix("web.1");
    pass(function);
    assertThat(around.mattermost.channel().replies(digest.id()))
        .singleElement()
        .satisfies(reply -> assertThat(reply.message()).contains("`app-1` `web`: recovered"));
    assertThat(root().message()).isEqualTo(digest.message());
  }

  @Test
  void whatCannotBeToldForADayIsALetterAndIsToldWhenAPersonSaysSo() {
    var function = function();
    pass(function);
    around.mattermost.faults().untilCleared("POST /api/v4/posts", archived());
    around.api.crashStaying("web.1", 1);
    assertThat(pass(function)).containsEntry("waiting", 1);

    around.advance(Duration.ofHours(25));
    Map<String, Object> report = pass(function);

    assertThat(report).as("the reminder").containsEntry("waiting", 1);
    assertThat(report).containsEntry("ok", false);
    assertThat(report.get("setAside")).asInstanceOf(LIST).hasSize(1);
    assertThat(metrics.getLast()).contains("\"NotificationsSetAside\":1");
    assertThat(log.getLast()).contains("set aside: it could not be delivered for a day");

    Map<String, Object> listed = invoke(function, Map.of("action", "dead-letters"));
    assertThat(listed.get("deadLetters"))
        .asInstanceOf(LIST)
        .singleElement()
        .satisfies(
            deadLetter ->
                assertThat(deadLetter.toString())
                    .contains("app=api", "1 of 2 dynos crashed", "the channel is archived", "2 ×"));

    around.mattermost.faults().clear();
    Map<String, Object> back =
        invoke(function, Map.of("action", "dead-letters", "redeliver", true));
    assertThat(back.get("putBack")).asInstanceOf(LIST).hasSize(1);
    pass(function);
    assertThat(around.posts())
        .extracting(SimulatedPost::message)
        .satisfiesExactly(
            alert -> assertThat(alert).contains("1 of 2 dynos crashed"),
            reminder -> assertThat(reminder).contains("still failing"));
    assertThat(invoke(function, Map.of("action", "dead-letters")).get("deadLetters"))
        .asInstanceOf(LIST)
        .isEmpty();
  }

  @Test
  void rehearsalSaysWhatItWouldPostAndDoesNothing() {
    var function = function();
    pass(function);
    around.api.crashStaying("web.1", 1);
    around.advance(EVERY);

    Map<String, Object> rehearsed = invoke(function, Map.of("action", "watch", "dryRun", true));

    assertThat(rehearsed.get("wouldPost"))
        .asInstanceOf(LIST)
        .singleElement()
        .satisfies(draft -> assertThat(draft.toString()).contains("1 of 2 dynos crashed"));
    assertThat(rehearsed).containsEntry("tableWrites", 0);
    assertThat(around.posts()).isEmpty();
    assertThat(pass(function).get("posted")).asInstanceOf(LIST).hasSize(1);
  }

  private void crash(WatchFunction function) {
    pass(function);
    around.api.crashStaying("web.1", 1);
    pass(function);
  }

  private SimulatedPost root() {
    return around.mattermost.channel().roots().getFirst();
  }

  private static Fault archived() {
    return SimulatedMattermost.error(400, "api.post.create_post.can_not_post_to_deleted.error");
  }

  private WatchFunction function() {
    return new WatchFunction(environment, around.clock, around.table, metrics::add);
  }

  private Map<String, Object> pass(WatchFunction function) {
    around.advance(EVERY);
    return invoke(function, Map.of("action", "watch"));
  }

  private Map<String, Object> invoke(WatchFunction function, Map<String, Object> event) {
    return LocalInvocation.invoke(function, event, new LocalContext(log::add));
  }
}
