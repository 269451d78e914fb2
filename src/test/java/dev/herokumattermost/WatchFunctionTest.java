package dev.herokumattermost;

import static dev.herokumattermost.function.Surroundings.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.function.InterruptedWrite;
import dev.herokumattermost.function.Surroundings;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.settings.SettingsException;
import dev.herokumattermost.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole function in this process: its clients over HTTP, all that is around it simulated. */
class WatchFunctionTest {
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
  void anUnchangedPassWritesNothingAndAsksOncePerApp() {
    var function = function();
    pass(function);
    int callsBefore = around.heroku.calls().size();

    Map<String, Object> report = pass(function);

    assertThat(report).containsEntry("tableWrites", 0).containsEntry("calls", 2);
    assertThat(around.heroku.calls()).hasSize(callsBefore + 2);
    assertThat(around.mattermost.calls()).isEmpty();
  }

  @Test
  void aCrashIsToldOnceAndItsRecoveryInTheThread() {
    var function = function();
    pass(function);
    around.api.crashStaying("web.1", 1);
    pass(function);
    pass(function);
    around.api.fix("web.1");
    pass(function);

    SimulatedPost alert = around.mattermost.channel().roots().getFirst();
    assertThat(alert.shown()).contains("`api` `web`", "1 of 2 dynos");
    assertThat(around.mattermost.channel().replies(alert.id()))
        .singleElement()
        .satisfies(reply -> assertThat(reply.message()).contains("recovered"));
    assertThat(around.mattermost.channel().roots()).hasSize(1);
    assertThat(log)
        .as("passes that name the app: the crash and the recovery, each found and told")
        .filteredOn(line -> line.contains("api/web@") && line.contains(": posted"))
        .hasSize(2)
        .allMatch(line -> line.contains(" | api: web: "));
  }

  @Test
  void aStaleTickReadsWritesAndTellsNothing() {
    var function = function();
    around.api.crashStaying("web.1", 1);
    int callsBefore = around.heroku.calls().size();
    Instant tick = around.clock.instant().minus(Duration.ofMinutes(4));

    Map<String, Object> answer =
        LocalInvocation.invoke(
            function,
            Map.of("action", "watch", "tick", tick.toString()),
            new LocalContext(log::add));

    assertThat(answer)
        .isEqualTo(Map.of("ok", true, "stale", true, "tick", tick.toString(), "ageSeconds", 240));
    assertThat(log).containsExactly("stale tick=" + tick + " age=240s");
    assertThat(around.heroku.calls()).hasSize(callsBefore);
    assertThat(around.table.scan(scan -> scan.tableName(TABLE)).items()).isEmpty();
    assertThat(around.posts()).isEmpty();
  }

  @Test
  void eachGoodPassIsOneHeartbeat() throws IOException {
    try (var listener = new HeartbeatListener(200)) {
      environment.put("HEARTBEAT_URL", listener.address().uri().toString());
      var function = function();
      pass(function);
      pass(function);

      assertThat(listener.beats()).containsExactly("GET /ping/5ecr3t", "GET /ping/5ecr3t");
      assertThat(log).noneMatch(line -> line.contains("heartbeat"));
    }
  }

  @Test
  void whatIsNoGoodPassIsNoHeartbeat() throws IOException {
    try (var listener = new HeartbeatListener(200)) {
      environment.put("HEARTBEAT_URL", listener.address().uri().toString());
      var function = function();
      var context = new LocalContext(log::add);
      LocalInvocation.invoke(function, Map.of("action", "watch", "dryRun", true), context);
      LocalInvocation.invoke(
          function, Map.of("action", "watch", "tick", "2026-11-24T08:00:00Z"), context);
      around.heroku.fail(_ -> true, Integer.MAX_VALUE, Fault.proxyPage(503));
      pass(function);

      assertThat(listener.beats()).isEmpty();
    }
  }

  @Test
  void whatMattermostDidNotTakeDoesNotStopTheHeart() throws IOException {
    try (var listener = new HeartbeatListener(200)) {
      environment.put("HEARTBEAT_URL", listener.address().uri().toString());
      var function = function();
      pass(function);
      around.mattermost.down();
      around.api.crashStaying("web.1", 1);

      assertThat(pass(function)).containsEntry("ok", false);
      assertThat(listener.beats()).hasSize(2);
    }
  }

  @Test
  void aHeartbeatNobodyTakesFailsNoPass() throws IOException {
    try (var listener = new HeartbeatListener(404)) {
      environment.put("HEARTBEAT_URL", listener.address().uri().toString());

      assertThat(pass(function())).containsEntry("ok", true);
      assertThat(log).contains("heartbeat not sent: it was answered by 404");
    }
  }

  @Test
  void withoutItsTableThePassFailsAndTellsNothing() {
    var function = function();
    pass(function);
    around.table.deleteTable(table -> table.tableName(TABLE));
    around.api.crashStaying("web.1", 1);

    assertThatThrownBy(() -> pass(function))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(TABLE);
    assertThat(around.posts()).isEmpty();
    assertThat(metrics).as("of the pass that did not fail").hasSize(1);
  }

  @Test
  void wrongSettingsAreAllNamedBeforeAnyCall() {
    environment.put("HEROKU_APPS", "API");
    environment.put("STEADY_FOR", "soon");
    environment.put("MATTERMOST_CHANEL", "ops/alerts");
    environment.remove("TABLE_NAME");
    var function = function();

    assertThatThrownBy(() -> pass(function))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("HEROKU_APPS", "STEADY_FOR", "MATTERMOST_CHANEL", "TABLE_NAME");
    assertThat(around.heroku.calls()).isEmpty();
  }

  static List<Fault> whatHerokuMaySayInstead() {
    return List.of(
        Fault.proxyPage(503),
        SimulatedHeroku.refusal(429, "rate_limit"),
        SimulatedHeroku.refusal(401, "unauthorized"),
        Fault.body("<html>maintenance</html>"),
        Fault.body("{}"),
        Fault.cutBody(),
        Fault.reset());
  }

  @ParameterizedTest
  @MethodSource("whatHerokuMaySayInstead")
  void whatCannotBeReadIsNeitherAFailureNorARecovery(Fault fault) {
    var function = function();
    pass(function);
    around.shop.crashStaying("web.1", 1);
    pass(function);
    around.heroku.fail(_ -> true, Integer.MAX_VALUE, fault);

    Map<String, Object> report = pass(function);

    assertThat(report.get("blind")).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
    assertThat(around.posts()).as("the alert that was there before, and no more").hasSize(1);
    around.heroku.clearFaults();
    pass(function);
    assertThat(around.posts()).as("posts when Heroku can be read again").hasSize(1);
  }

  @Test
  void a429EndsTheReading() {
    environment.put("READ_CONCURRENCY", "1");
    var function = function();
    pass(function);
    long callsBefore = readings();
    around.heroku.callsLeft(0);

    Map<String, Object> report = pass(function);

    assertThat(readings()).isEqualTo(callsBefore + 1);
    assertThat(report.get("blind"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .extracting(blind -> blind.get("cause"))
        .containsExactly("RATE_LIMITED", "RATE_LIMITED");
  }

  private long readings() {
    return around.heroku.calls().stream().filter(call -> call.path().endsWith("/dynos")).count();
  }

  @Test
  void whatMattermostWasNotThereForIsToldOnceAfterwards() {
    var function = function();
    pass(function);
    around.mattermost.down();
    around.api.crashStaying("web.1", 1);
    assertThat(pass(function)).containsEntry("ok", false).containsEntry("waiting", 1);

    around.mattermost.up();
    pass(function);
    pass(function);

    assertThat(around.posts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 60, 120})
  void aPostWhoseAnswerWasLostIsNotToldAgain(int secondsToTheNextPass) {
    var function = function();
    pass(function);
    around.mattermost.faults().once("POST /api/v4/posts", Fault.lostAnswer());
    around.api.crashStaying("web.1", 1);
    assertThat(pass(function)).containsEntry("ok", true).containsEntry("waiting", 0);

    around.advance(Duration.ofSeconds(secondsToTheNextPass));
    invoke(function);
    pass(function);

    assertThat(pass(function)).containsEntry("ok", true).containsEntry("waiting", 0);
    assertThat(around.posts()).hasSize(1);
  }

  @Test
  void aWebhookTellsTheRecoveryInAPostOfItsOwn() {
    environment.keySet().removeIf(name -> name.startsWith("MATTERMOST_"));
    environment.put("MATTERMOST_WEBHOOK_URL", around.mattermost.webhook().reveal());
    var function = function();
    pass(function);
    around.api.crashStaying("web.1", 1);
    pass(function);
    around.api.fix("web.1");
    pass(function);

    assertThat(around.mattermost.channel().roots())
        .extracting(SimulatedPost::message)
        .satisfiesExactly(
            alert -> assertThat(alert).contains("`api` `web`", "1 of 2 dynos"),
            recovery -> assertThat(recovery).contains("`api` `web`", "recovered"));
  }

  /**
   * The second pass comes before the first has saved what it judged, or before the first has
   * recorded what it told.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void overlappingPassesTellACrashOnce(int write) {
    var second = function();
    pass(second);
    around.api.crashStaying("web.1", 1);
    around.advance(EVERY);
    var first =
        new WatchFunction(
            environment,
            around.clock,
            new InterruptedWrite(around.table, write, () -> invoke(second)),
            System.out::println);

    invoke(first);

    assertThat(log).as("passes that ran, the baseline with them").hasSize(3);
    assertThat(around.posts()).hasSize(1);
    assertThat(pass(second)).containsEntry("waiting", 0);
    assertThat(around.posts()).hasSize(1);
  }

  private WatchFunction function() {
    return new WatchFunction(environment, around.clock, around.table, metrics::add);
  }

  private Map<String, Object> pass(WatchFunction function) {
    around.advance(EVERY);
    return invoke(function);
  }

  private Map<String, Object> invoke(WatchFunction function) {
    return LocalInvocation.invoke(function, Map.of("action", "watch"), new LocalContext(log::add));
  }
}
