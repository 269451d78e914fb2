package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.HeartbeatListener;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.sqs.EmbeddedSqs;
import dev.herokumattermost.local.sqs.EventSourceMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds that a tick leaves to other invocations, by the real protocol of SQS. */
class WorkersTest {
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static EmbeddedSqs sqs;
  private static int queues;

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();
  private final List<Map<String, Object>> metrics = new ArrayList<>();
  private EmbeddedSqs.Queue queue;
  private WatchFunction function;
  private EventSourceMapping mapping;

  @BeforeAll
  static void start() {
    sqs = new EmbeddedSqs();
  }

  @AfterAll
  static void stop() {
    sqs.close();
  }

  @BeforeEach
  void makeQueue() {
    queues++;
    queue = sqs.createQueue("work-" + queues, Duration.ZERO, 1);
    environment.put("WORKERS", "2");
    environment.put("QUEUE_URL", queue.url().toString());
    function =
        new WatchFunction(environment, around.clock, around.table, sqs::client, this::measure);
    mapping = new EventSourceMapping(sqs.client(), queue.url(), 1, this::invoke);
  }

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void aTickLeavesTheRoundToAnotherInvocation() {
    assertThat(tick()).containsEntry("ok", true).containsEntry("left", List.of("default"));
    assertThat(around.heroku.calls()).as("calls by the tick").isEmpty();

    assertThat(mapping.takeAll()).isEqualTo(1);

    assertThat(around.heroku.calls()).as("calls by the round, one an app").hasSize(2);
    assertThat(mapping.takeAll()).as("what is done is deleted").isZero();
  }

  @Test
  void aCrashIsToldOnceHoweverOftenTheMessageComes() {
    round();
    around.api.crashStaying("web.1", 1);
    tick();
    send(message(around.clock.instant()));
    send(message(around.clock.instant()));

    assertThat(mapping.takeAll()).isEqualTo(3);

    assertThat(around.posts()).hasSize(1);
  }

  @Test
  void aMessageOlderThanThePeriodIsDropped() {
    tick();
    around.advance(EVERY.plusSeconds(1));

    assertThat(mapping.takeAll()).isEqualTo(1);

    assertThat(around.heroku.calls()).isEmpty();
    assertThat(log).anyMatch(line -> line.startsWith("stale tick=") && line.endsWith(" age=121s"));
    assertThat(measured("TicksStale")).containsExactly(1);
  }

  @Test
  void aMessageThatCannotBeReadIsSetAside() {
    send("{}");

    assertThat(mapping.takeBatch(Duration.ZERO)).isEqualTo(1);
    assertThat(mapping.takeBatch(Duration.ZERO)).as("it is received no more").isZero();

    assertThat(failed()).containsExactly("{}");
    assertThat(log).singleElement().asString().contains("not of the expected form");
  }

  @Test
  void aRoundThatFailsIsSetAsideAndItsAccountCountsAsUnseen() {
    round();
    around.table.deleteTable(table -> table.tableName(Surroundings.TABLE));
    assertThatThrownBy(this::tick).hasMessageContaining(Surroundings.TABLE);

    mapping.takeAll();

    assertThat(failed()).singleElement().asString().contains("account-round");
  }

  @Test
  void anAccountWithoutRoundsIsTold() {
    round();
    for (int tick = 1; tick < 3; tick++) {
      assertThat(tick()).containsEntry("ok", true);
    }

    assertThat(tick()).containsEntry("ok", false).containsEntry("unseen", List.of("default"));

    assertThat(measured("PeriodsUnseen")).containsExactly(0, 1, 2, 3);
    assertThat(log).last().asString().contains("account default: no round since 2026-11-24T09:32");
  }

  @Test
  void anAccountThatNeverHadARoundIsToldAsWell() {
    for (int tick = 0; tick < 4; tick++) {
      tick();
    }

    assertThat(measured("PeriodsUnseen")).containsExactly(0, 1, 2, 3);
  }

  @Test
  void anAccountWhoseRoundsFailIsToldEvenIfTheOthersAreFine(@TempDir Path folder) throws Exception {
    try (var ssm = new SimulatedSsm()) {
      List.of("/key/a", "/key/b").forEach(name -> ssm.put(name, Surroundings.HEROKU_TOKEN));
      environment.putAll(ssm.environment());
      environment.keySet().removeAll(List.of("HEROKU_APPS", "HEROKU_API_KEY"));
      environment.put(
          "WATCH_FILE",
          Files.writeString(
                  folder.resolve("watch.yaml"),
                  """
                  accounts:
                    - {name: a, key_parameter: /key/a, apps: [api]}
                    - {name: b, key_parameter: /key/b, apps: [shop]}
                  """)
              .toString());
      function =
          new WatchFunction(environment, around.clock, around.table, sqs::client, this::measure);
      assertThat(tick()).containsEntry("left", List.of("a", "b"));
      assertThat(mapping.takeAll()).isEqualTo(2);
      ssm.remove("/key/b");
      around.advance(EVERY.multipliedBy(3)); // what is kept of the key
      around.api.crashStaying("web.1", 1);
      around.shop.crashStaying("web.1", 1);
      round();
      round();

      assertThat(tick()).containsEntry("ok", false).containsEntry("unseen", List.of("b"));
      assertThat(measured("AppsRead")).as("of both accounts").endsWith(2);
      assertThat(around.posts()).singleElement().asString().contains("api");
      assertThat(log).anyMatch(line -> line.matches("message .* failed: .*/key/b.*"));
      assertThat(failed()).hasSize(2).allMatch(body -> body.contains("\"account\":\"b\""));
    }
  }

  @Test
  void anAccountThatIsWatchedNoMoreIsNoFailure() {
    send(message(around.clock.instant()).replace("default", "gone"));

    assertThat(mapping.takeAll()).isEqualTo(1);

    assertThat(around.heroku.calls()).isEmpty();
    assertThat(failed()).isEmpty();
    assertThat(log).containsExactly("account gone is watched no more");
  }

  @Test
  void theNextTickTellsWhatTheRoundsHaveSeen() {
    round();
    around.mattermost.down();
    around.api.crashStaying("web.1", 1);
    round();
    tick();

    assertThat(measured("AppsRead")).endsWith(2);
    assertThat(measured("AppsBlind")).endsWith(0);
    assertThat(measured("NotificationsWaiting")).endsWith(1);
    assertThat(measured("OldestWaiting")).endsWith(120);
    assertThat(measured("HerokuCallsLeft")).isNotEmpty();
    assertThat(measured("Passes")).containsExactly(1, 1, 1);
  }

  @Test
  void aLateRoundDoesNotHideALaterOne() {
    round();
    String early = message(around.clock.instant());
    round();
    send(early);
    mapping.takeAll();

    assertThat(tick()).containsEntry("ok", true);
    assertThat(measured("PeriodsUnseen")).endsWith(1);
  }

  @Test
  void aHeartbeatIsSentWhileEveryAccountIsSeen() throws Exception {
    try (var listener = new HeartbeatListener(200)) {
      environment.put("HEARTBEAT_URL", listener.address().uri().toString());
      function =
          new WatchFunction(environment, around.clock, around.table, sqs::client, this::measure);
      tick();
      assertThat(listener.beats()).as("before the first round").isEmpty();
      mapping.takeAll();
      tick();
      assertThat(listener.beats()).hasSize(1);
      tick();
      tick();
      assertThat(listener.beats()).as("while two rounds are missing, and then three").hasSize(2);
    }
  }

  @Test
  void aRehearsalIsNotLeftToOthers() {
    assertThat(invoke(Map.of("action", "watch", "dryRun", true))).containsEntry("read", 2);
    assertThat(mapping.takeAll()).isZero();
  }

  private void round() {
    tick();
    mapping.takeAll();
  }

  private Map<String, Object> tick() {
    around.advance(EVERY);
    return invoke(Map.of("action", "watch", "tick", around.clock.instant().toString()));
  }

  private Map<String, Object> invoke(Map<String, Object> event) {
    return LocalInvocation.invoke(function, event, new LocalContext(log::add));
  }

  private void measure(String line) {
    try {
      metrics.add(Objects.requireNonNull(Json.CAMEL_CASE.readMap(line)));
    } catch (Json.Malformed impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private List<Object> measured(String metric) {
    return metrics.stream().map(line -> line.get(metric)).filter(Objects::nonNull).toList();
  }

  private static String message(Instant tick) {
    return Json.CAMEL_CASE.write(
        Map.of("kind", "account-round", "account", "default", "tick", tick));
  }

  private List<String> failed() {
    return received(queue.failed().toString());
  }

  private static List<String> received(String url) {
    return sqs
        .client()
        .receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(message -> message.body())
        .toList();
  }

  private void send(String body) {
    sqs.client().sendMessage(send -> send.queueUrl(queue.url().toString()).messageBody(body));
  }
}
