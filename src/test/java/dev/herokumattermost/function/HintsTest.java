package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.HintFunction;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.DynoRow;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.sqs.EmbeddedSqs;
import dev.herokumattermost.local.sqs.EventSourceMapping;
import dev.herokumattermost.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** From a webhook to a post: both functions, with SQS and everything around them over HTTP. */
class HintsTest {
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static EmbeddedSqs sqs;
  private static int queues;

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();
  private EmbeddedSqs.Queue queue;
  private WatchFunction watch;
  private HintFunction hints;
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
  void makeFunctions() {
    queues++;
    queue = sqs.createQueue("hints-" + queues, Duration.ZERO, 1);
    environment.put("QUEUE_URL", queue.url().toString());
    environment.put("WEBHOOK_SECRET", Webhooks.SECRET);
    hints = new HintFunction(environment, around.clock, sqs::client, _ -> {});
    environment.put("WEBHOOK_URL", "https://abc.lambda-url.eu-central-1.on.aws");
    watch = new WatchFunction(environment, around.clock, around.table, sqs::client, _ -> {});
    mapping = new EventSourceMapping(sqs.client(), queue.url(), 1, this::invoke);
    pass();
  }

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void aCrashIsToldBeforeTheNextPassAndNotAgainByIt() {
    around.advance(Duration.ofSeconds(30));
    around.api.crashStaying("web.1", 137);
    webhook("api", "web.1", 137);

    mapping.takeAll();

    assertThat(around.posts()).hasSize(1);
    assertThat(pass()).containsEntry("posted", List.of());
    assertThat(around.posts()).hasSize(1);
  }

  @Test
  void theExitStatusIsToldEvenIfTheTokenCannotReadLogs() {
    around.advance(Duration.ofSeconds(30));
    around.heroku.fail(
        call -> call.path().endsWith("/log-sessions"),
        Integer.MAX_VALUE,
        SimulatedHeroku.refusal(403, "forbidden"));
    around.api.crashStaying("web.1", 42);
    webhook("api", "web.1", 42);

    mapping.takeAll();

    assertThat(around.posts()).singleElement().satisfies(p -> assertThat(p.shown()).contains("42"));
  }

  @Test
  void anExitStatusOfAnotherStateIsNotTold() {
    around.advance(Duration.ofSeconds(30));
    around.heroku.fail(
        call -> call.path().endsWith("/log-sessions"),
        Integer.MAX_VALUE,
        SimulatedHeroku.refusal(403, "forbidden"));
    DynoRow dyno = around.api.row("web.1");
    around.api.crashStaying("web.1", 1);
    send(Webhooks.dyno("api", dyno.id(), "down", 42, around.clock.instant()));

    mapping.takeAll();

    assertThat(around.posts())
        .singleElement()
        .satisfies(post -> assertThat(post.shown()).doesNotContain("42"));
  }

  @Test
  void hintsThatComeTogetherAreOnePass() {
    around.advance(Duration.ofSeconds(30));
    around.api.crashStaying("web.1", 1);
    around.api.crashStaying("web.2", 1);
    int before = readsOf("api");
    webhook("api", "web.1", 1);
    webhook("api", "web.2", 1);
    webhook("api", "web.2", 1);

    mapping.takeAll();

    assertThat(readsOf("api")).isEqualTo(before + 1);
    assertThat(around.posts()).hasSize(1);
  }

  @Test
  void oneThatComesWithinFiveSecondsOfAPassWaits() {
    around.advance(Duration.ofSeconds(30));
    around.api.crashStaying("web.1", 1);
    webhook("api", "web.1", 1);
    mapping.takeAll();
    int before = readsOf("api");
    around.advance(Duration.ofSeconds(2));
    around.api.crashStaying("web.2", 1);
    webhook("api", "web.2", 1);

    mapping.takeAll();

    assertThat(readsOf("api")).isEqualTo(before);
    assertThat(delayed()).isEqualTo(1);
    around.advance(Duration.ofSeconds(3));
    assertThat(laterPass(around.clock.instant())).isEqualTo(before + 1);
    assertThat(laterPass(around.clock.instant())).as("doubled").isEqualTo(before + 1);
  }

  @Test
  void aReplayCostsNoCall() {
    around.advance(Duration.ofSeconds(30));
    around.api.crashStaying("web.1", 1);
    String body = webhook("api", "web.1", 1);
    mapping.takeAll();
    int before = around.heroku.calls().size();
    for (int minute = 0; minute < 5; minute++) {
      around.advance(Duration.ofMinutes(1));
      send(body);
    }

    mapping.takeAll();

    assertThat(around.heroku.calls()).hasSize(before);
    assertThat(around.posts()).hasSize(1);
  }

  @Test
  void oneThatIsLateToARoundCostsNoCall() {
    around.advance(Duration.ofSeconds(30));
    around.api.crashStaying("web.1", 1);
    String body = Webhooks.dyno("d", "crashed", 1, around.clock.instant());
    pass();
    int before = around.heroku.calls().size();
    send(body);

    mapping.takeAll();

    assertThat(around.heroku.calls()).hasSize(before);
    assertThat(log).last().asString().contains("READ_SINCE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "starting", "idle", "down", "complete", "provisioning"})
  void aStateThatCannotMatterCostsNoCall(String state) {
    around.advance(Duration.ofSeconds(30));
    int before = around.heroku.calls().size();
    send(Webhooks.dyno("d", state, null, around.clock.instant()));
    send(Webhooks.dyno("e", state, 143, around.clock.instant()));

    mapping.takeAll();

    assertThat(around.heroku.calls()).hasSize(before);
    assertThat(log).last().asString().contains("NO_MATTER");
  }

  @Test
  void anAppThatIsNotWatchedCostsNoCall() {
    around.advance(Duration.ofSeconds(30));
    int before = around.heroku.calls().size();
    send(Webhooks.dyno("other", "d", "crashed", 1, around.clock.instant()));

    mapping.takeAll();

    assertThat(around.heroku.calls()).hasSize(before);
    assertThat(log).last().asString().contains("NOT_WATCHED");
  }

  @Test
  void whenFewCallsAreLeftTheyAreKeptForTheRounds() {
    around.heroku.callsLeft(400);
    pass();
    around.advance(Duration.ofSeconds(30));
    around.api.crashStaying("web.1", 1);
    int before = around.heroku.calls().size();
    webhook("api", "web.1", 1);

    mapping.takeAll();

    assertThat(around.heroku.calls()).hasSize(before);
    assertThat(log).last().asString().contains("FEW_CALLS_LEFT");
    pass();
    assertThat(around.posts()).hasSize(1);
  }

  @Test
  void aRecoveryComesWhenTheDynoIsSteadyAndNotAPassLater() {
    around.advance(Duration.ofSeconds(30));
    around.api.crashStaying("web.1", 1);
    webhook("api", "web.1", 1);
    mapping.takeAll();
    around.advance(Duration.ofSeconds(10));
    around.api.fix("web.1");
    around.advance(Duration.ofSeconds(10));
    Instant up = around.api.row("web.1").updatedAt();
    send(Webhooks.dyno(around.api.row("web.1").id(), "up", null, up));
    mapping.takeAll();
    assertThat(delayed()).as("a pass after a minute of steadiness").isEqualTo(1);
    around.advance(Duration.ofSeconds(61));

    laterPass(up.plusSeconds(61));

    assertThat(around.mattermost.channel().replies(around.posts().getFirst().id()))
        .singleElement()
        .satisfies(reply -> assertThat(reply.message()).contains("recovered"));
  }

  @Test
  void anAppThatCannotBeReadStaysAsItIs() {
    around.advance(Duration.ofSeconds(30));
    around.heroku.failAlways("api", Fault.proxyPage(503));
    for (int i = 0; i < 5; i++) {
      webhook("api", "web.1", 1);
      mapping.takeAll();
      around.advance(Duration.ofSeconds(6));
    }

    assertThat(around.posts()).isEmpty();
    assertThat(log).last().asString().startsWith("hinted app=api ").contains("blind=1");
  }

  @Test
  void whatAHintIsAboutIsNeverBelieved() {
    around.advance(Duration.ofSeconds(30));
    webhook("api", "web.1", 137);

    mapping.takeAll();

    assertThat(log).last().asString().startsWith("hinted app=api ");
    assertThat(around.posts()).as("the API shows that nothing has crashed").isEmpty();
  }

  @Test
  void theDoctorSaysWhichAppsSendNoneAndHowTheyWould() {
    webhook("api", "web.1", 1);
    mapping.takeAll();

    assertThat(doctor())
        .contains("1 of 2 apps sent one in the last 29 hours")
        .contains("webhooks of shop")
        .contains(
            "heroku webhooks:add -i dyno -l notify -u"
                + " https://abc.lambda-url.eu-central-1.on.aws/hints/default -s"
                + " \"${WEBHOOK_SECRET%%,*}\" -a shop")
        .contains("ok       secret WEBHOOK_SECRET")
        .doesNotContain("webhooks of api", Webhooks.SECRET);
  }

  /** A dyno restarts after 27 hours and 36 minutes at the latest. */
  @Test
  void anAppWhoseDynosRestartOnceADayIsNoSilentOne() {
    webhook("api", "web.1", 1);
    mapping.takeAll();
    around.advance(Duration.ofMinutes(50));
    webhook("api", "web.2", 1);
    mapping.takeAll();

    around.advance(Duration.ofHours(27).plusMinutes(36));
    assertThat(doctor()).contains("1 of 2 apps sent one").doesNotContain("webhooks of api");
    around.advance(Duration.ofMinutes(35));
    assertThat(doctor()).contains("0 of 2 apps sent one").contains("webhooks of api");
  }

  @Test
  void theDoctorsCommandNamesTheRegionAndGivesHerokuTheNewSecretAlone() {
    try (var ssm = new SimulatedSsm()) {
      environment.putAll(ssm.environment());
      environment.remove("WEBHOOK_SECRET");
      environment.put("WEBHOOK_SECRET_PARAMETER", "/watch/webhook-secret");
      ssm.put("/watch/webhook-secret", Webhooks.OTHER_SECRET + "," + Webhooks.SECRET);
      watch = new WatchFunction(environment, around.clock, around.table, sqs::client, _ -> {});

      assertThat(doctor())
          .contains(
              "-s \"$(aws ssm get-parameter --region eu-central-1 --name /watch/webhook-secret"
                  + " --with-decryption --query Parameter.Value --output text | cut -d, -f1)\""
                  + " -a shop")
          .doesNotContain(Webhooks.SECRET, Webhooks.OTHER_SECRET);

      ssm.put("/watch/webhook-secret", Webhooks.SECRET + ",");
      watch = new WatchFunction(environment, around.clock, around.table, sqs::client, _ -> {});
      assertThat(doctor())
          .contains("failed   secret WEBHOOK_SECRET")
          .contains("parameter /watch/webhook-secret: it has nothing before or after its comma")
          .doesNotContain(Webhooks.SECRET);
    }
  }

  private String doctor() {
    return String.valueOf(invoke(Map.of("action", "doctor")).get("table"));
  }

  /** Sends what Heroku would. */
  private String webhook(String app, String dyno, int exitStatus) {
    DynoRow row = around.model.app(app).row(dyno);
    String body = Webhooks.dyno(app, row.id(), "crashed", exitStatus, around.clock.instant());
    send(body);
    return body;
  }

  private void send(String body) {
    assertThat(LocalInvocation.invoke(hints, Webhooks.request(body), new LocalContext(log::add)))
        .containsEntry("statusCode", 204);
  }

  /** As a message that has waited comes out of the queue; returns how often the app was read. */
  private int laterPass(Instant at) {
    String message =
        Json.CAMEL_CASE.write(
            Map.of("kind", "later-pass", "account", "default", "app", "api", "at", at));
    sqs.client().sendMessage(send -> send.queueUrl(queue.url().toString()).messageBody(message));
    mapping.takeAll();
    return readsOf("api");
  }

  private int delayed() {
    return Integer.parseInt(
        sqs.client()
            .getQueueAttributes(
                get ->
                    get.queueUrl(queue.url().toString())
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
  }

  private int readsOf(String app) {
    return (int)
        around.heroku.calls().stream()
            .filter(call -> call.path().equals("/apps/" + app + "/dynos"))
            .count();
  }

  private Map<String, Object> pass() {
    around.advance(EVERY);
    return invoke(Map.of("action", "watch", "tick", around.clock.instant().toString()));
  }

  private Map<String, Object> invoke(Map<String, Object> event) {
    return LocalInvocation.invoke(watch, event, new LocalContext(log::add));
  }
}
