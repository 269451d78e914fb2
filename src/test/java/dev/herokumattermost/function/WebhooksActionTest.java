package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.heroku.SimulatedWebhooks.Form;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.http.Reply;
import dev.herokumattermost.webhook.Webhooks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The action that sees to the webhooks of all apps, over HTTP. */
class WebhooksActionTest {
  private static final String RUN_KEY =
      "HRKU-AAthe-token-of-one-run-0123456789abcdef0123456789abcdef01234";
  private static final String STORE_KEY = "HRKU-99999999-8888-7777-6666-555555555555";
  private static final String DOOR = "https://abc.lambda-url.eu-central-1.on.aws";
  private static final String URL = DOOR + "/hints/default";
  private static final Form RIGHT = form(URL, "notify", "dyno");
  private static final Form OF_OTHERS =
      form("https://example.com/hook?token=of-others", "sync", "api:release");

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();

  @BeforeEach
  void openTheDoor() {
    environment.put("QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/1/work");
    environment.put("WEBHOOK_SECRET", Webhooks.SECRET);
    environment.put("WEBHOOK_URL", DOOR + "/");
    around.heroku.add(RUN_KEY, _ -> true);
    around.heroku.mayOnlyRead(Surroundings.HEROKU_TOKEN);
  }

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void firstItSaysWhatItWouldDoWithTheTokenThatItHas() {
    Map<String, Object> answer = run(Map.of());

    assertThat(answer)
        .containsEntry("ok", true)
        .containsEntry("applied", false)
        .containsEntry("steps", List.of("api: add", "shop: add"));
    assertThat(writes()).isEmpty();
    assertThat(around.heroku.calls())
        .extracting(Call::bearerToken)
        .containsOnly(Surroundings.HEROKU_TOKEN);
  }

  @Test
  void whatIsMissingIsAddedWithTheTokenOfTheRun() {
    Map<String, Object> answer = apply(Map.of());

    assertThat(answer)
        .containsEntry("ok", true)
        .containsEntry("applied", true)
        .containsEntry("steps", List.of("api: add", "shop: add"));
    assertThat(forms("api")).containsExactly(RIGHT);
    assertThat(forms("shop")).containsExactly(RIGHT);
    assertThat(around.heroku.calls()).extracting(Call::bearerToken).containsOnly(RUN_KEY);
    assertThat(log).containsExactly("webhooks applied=true right=0 steps=2 unseen=0 problems=[]");
  }

  @Test
  void theSecondTimeNothingIsLeftToDo() {
    apply(Map.of());
    int before = writes().size();

    Map<String, Object> answer = apply(Map.of());

    assertThat(answer)
        .containsEntry("ok", true)
        .containsEntry("right", 2)
        .containsEntry("steps", List.of());
    assertThat(writes()).hasSize(before);
    assertThat(run(Map.of())).containsEntry("right", 2).containsEntry("steps", List.of());
  }

  @Test
  void whatIsWrongIsRepairedAndWhatIsDoubledGoes() {
    String wrong = add("api", form(DOOR + "/hints/other", "sync", "dyno", "api:release"));
    add("shop", RIGHT);
    add("shop", RIGHT);

    Map<String, Object> answer = apply(Map.of());

    assertThat(answer)
        .containsEntry("ok", true)
        .containsEntry(
            "steps", List.of("api: repair (url, include, level)", "shop: remove (one too many)"));
    assertThat(around.heroku.webhooks().of("api"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.id()).isEqualTo(wrong);
              assertThat(one.form()).isEqualTo(RIGHT);
            });
    assertThat(forms("shop")).containsExactly(RIGHT);
  }

  @Test
  void webhooksOfOthersAreNeverTouched() {
    around.model.createApp("old");
    for (String app : List.of("api", "old")) {
      add(app, OF_OTHERS);
    }

    apply(Map.of());
    apply(Map.of("renewSecret", true));
    apply(Map.of("remove", true));

    assertThat(forms("api")).containsExactly(OF_OTHERS);
    assertThat(forms("old")).containsExactly(OF_OTHERS);
  }

  @Test
  void anAppThatNobodyWatchesAnyMoreLosesOurs() {
    around.model.createApp("old");
    add("old", RIGHT);

    assertThat(run(Map.of()))
        .extractingByKey("steps", LIST)
        .containsExactly("api: add", "shop: add", "old: remove (not watched)");
    assertThat(apply(Map.of())).containsEntry("ok", true);

    assertThat(forms("old")).isEmpty();
  }

  /** As an app that others own and that the token may only look at. */
  @Test
  void anAppThatNobodyWatchesAndThatMayNotBeAskedIsNoProblem() {
    around.model.createApp("of-others");
    around.heroku.failAlways("of-others", SimulatedHeroku.refusal(403, "forbidden"));

    assertThat(apply(Map.of())).containsEntry("ok", true).containsEntry("unseen", 1);
  }

  @Test
  void allOfOursGoBeforeTheStackDoes() {
    around.model.createApp("old");
    apply(Map.of());
    add("old", RIGHT);
    add("api", OF_OTHERS);
    environment.remove("WEBHOOK_SECRET");
    environment.put("WEBHOOK_SECRET_PARAMETER", "/gone");

    assertThat(run(Map.of("remove", true)))
        .extractingByKey("steps", LIST)
        .containsExactly(
            "api: remove (all are to go)",
            "shop: remove (all are to go)",
            "old: remove (all are to go)");
    assertThat(forms("shop")).hasSize(1);
    assertThat(apply(Map.of("remove", true))).containsEntry("ok", true);

    assertThat(forms("api")).containsExactly(OF_OTHERS);
    assertThat(forms("shop")).isEmpty();
    assertThat(forms("old")).isEmpty();
    assertThat(apply(Map.of("remove", true))).containsEntry("steps", List.of());
  }

  @Test
  void whileTheSecretIsReplacedHerokuGetsTheNewOneAlone() {
    apply(Map.of());
    environment.put("WEBHOOK_SECRET", Webhooks.OTHER_SECRET + "," + Webhooks.SECRET);

    assertThat(apply(Map.of())).as("what nobody can see").containsEntry("steps", List.of());
    assertThat(apply(Map.of("renewSecret", true)))
        .extractingByKey("steps", LIST)
        .containsExactly("api: repair (secret anew)", "shop: repair (secret anew)");

    assertThat(List.of(forms("api").getFirst(), forms("shop").getFirst()))
        .extracting(Form::secret)
        .containsOnly(Webhooks.OTHER_SECRET);
  }

  @Test
  void aTokenThatMayOnlyReadIsSaidForEachApp() {
    around.heroku.mayOnlyRead(RUN_KEY);

    assertThat(apply(Map.of()))
        .containsEntry("ok", false)
        .containsEntry("steps", List.of())
        .extractingByKey("problems", LIST)
        .satisfiesExactly(
            api -> assertThat(api.toString()).startsWith("api: add: 403 forbidden, request "),
            shop -> assertThat(shop.toString()).startsWith("shop: add: 403 forbidden, request "),
            fix -> assertThat(fix.toString()).contains("scope write"));
  }

  /** Whether a token of scope read may list webhooks, Heroku does not say. */
  @Test
  void aStoredTokenThatMayNotListThemIsSaid() {
    around.heroku.fail(
        call -> call.path().endsWith("/webhooks"),
        Integer.MAX_VALUE,
        SimulatedHeroku.refusal(403, "forbidden"));

    assertThat(run(Map.of()))
        .containsEntry("ok", false)
        .extractingByKey("problems", LIST)
        .hasSize(3)
        .last()
        .asString()
        .contains("scope write for this run");
  }

  @Test
  void aTokenThatHerokuDoesNotKnowIsSaidOnce() {
    assertThat(run(Map.of("apply", true, "key", "HRKU-revoked-long-ago")))
        .containsEntry("ok", false)
        .extractingByKey("problems", LIST)
        .singleElement()
        .asString()
        .contains("401 unauthorized", "make a new one");
    assertThat(around.heroku.calls()).hasSize(1);
  }

  @Test
  void oneAppThatFailsDoesNotStopTheOthersAndTheNextRunDoesTheRest() {
    around.heroku.fail(
        call -> call.method().equals("POST") && call.path().startsWith("/apps/api/"),
        1,
        Fault.answer(Reply.json(503, "{\"id\":\"unavailable\",\"message\":\"busy\"}")));

    assertThat(apply(Map.of()))
        .containsEntry("ok", false)
        .containsEntry("steps", List.of("shop: add"))
        .extractingByKey("problems", LIST)
        .singleElement()
        .asString()
        .startsWith("api: add: 503 unavailable, request ");
    assertThat(apply(Map.of()))
        .containsEntry("ok", true)
        .containsEntry("right", 1)
        .containsEntry("steps", List.of("api: add"));
  }

  /** What was answered by nothing was done all the same: it is not done twice. */
  @Test
  void whatHerokuDidWithoutAnAnswerIsSeenByTheNextRun() {
    around.heroku.fail(
        call -> call.method().equals("POST") && call.path().startsWith("/apps/api/"),
        1,
        (call, heroku) -> {
          heroku.apply(call);
          return Reply.none(Reply.Ending.RESET);
        });

    assertThat(apply(Map.of())).containsEntry("ok", false);
    assertThat(apply(Map.of())).containsEntry("ok", true).containsEntry("steps", List.of());
    assertThat(forms("api")).containsExactly(RIGHT);
  }

  @Test
  void whenHerokuWantsNoMoreCallsTheRestIsLeft() {
    environment.put("READ_CONCURRENCY", "1");
    around.heroku.fail(
        call -> call.path().endsWith("/api/webhooks"),
        1,
        SimulatedHeroku.refusal(429, "rate_limit"));

    assertThat(apply(Map.of()))
        .containsEntry("ok", false)
        .extractingByKey("problems", LIST)
        .satisfiesExactly(
            api -> assertThat(api.toString()).startsWith("api: list: 429 rate_limit"),
            shop ->
                assertThat(shop)
                    .isEqualTo(
                        "1 app was not looked at: fewer than 500 calls are left; run it again"));
    assertThat(writes()).isEmpty();
  }

  @Test
  void callsThatTheAccountNeedsAreNotSpentOnAppsThatNobodyWatches() {
    around.model.createApp("old");
    around.heroku.callsLeft(2000);

    assertThat(run(Map.of()))
        .extractingByKey("problems", LIST)
        .containsExactly("1 app was not looked at: fewer than 2250 calls are left; run it again");
  }

  @Test
  void whenTheTimeIsOverTheRestIsLeft() {
    var function = new WatchFunction(environment, around.clock, around.table, _ -> {});
    var context = new LocalContext(log::add, Duration.ZERO);

    assertThat(
            LocalInvocation.invoke(
                function, Map.of("action", "webhooks", "apply", true, "key", RUN_KEY), context))
        .containsEntry("ok", false)
        .extractingByKey("problems", LIST)
        .contains("2 apps were not looked at: no time was left; run it again");
    assertThat(writes()).isEmpty();
  }

  @Test
  void withoutATokenNothingIsDone() {
    assertThat(run(Map.of("apply", true)))
        .containsEntry("ok", false)
        .extractingByKey("problems", LIST)
        .singleElement()
        .asString()
        .startsWith("account default: no token was given for this run");
    assertThat(around.heroku.calls()).isEmpty();
  }

  @Test
  void withoutTheDoorNothingIsDone() {
    environment.keySet().removeIf(name -> name.startsWith("WEBHOOK_"));

    assertThat(apply(Map.of()))
        .containsEntry("ok", false)
        .containsEntry(
            "problems", List.of("webhooks are switched off: deploy with Webhooks=yes first"));
    assertThat(around.heroku.calls()).isEmpty();
  }

  @Test
  void aSecretThatCannotBeUsedIsSaidByItsPlace() {
    try (var ssm = new SimulatedSsm()) {
      environment.putAll(ssm.environment());
      environment.remove("WEBHOOK_SECRET");
      environment.put("WEBHOOK_SECRET_PARAMETER", "/watch/webhook-secret");
      for (String half : List.of(Webhooks.SECRET + ",", "," + Webhooks.SECRET, " , ")) {
        ssm.put("/watch/webhook-secret", half);

        assertThat(apply(Map.of()))
            .as("a result, not an exception")
            .containsEntry("ok", false)
            .extractingByKey("problems", LIST)
            .singleElement()
            .asString()
            .startsWith("cannot use parameter /watch/webhook-secret: it ")
            .contains("openssl rand");
      }
      assertThat(around.heroku.calls()).isEmpty();
      assertNothingShowsASecret();
    }
  }

  @Test
  void eachAccountIsSeenToWithItsOwnToken(@TempDir Path folder) throws IOException {
    try (var ssm = haveTwoAccounts(folder)) {
      assertThat(run(Map.of("apply", true, "keys", Map.of("store", STORE_KEY))))
          .containsEntry("ok", false)
          .containsEntry("steps", List.of("account store, shop: add"))
          .extractingByKey("problems", LIST)
          .singleElement()
          .asString()
          .startsWith("account default: no token was given");
      assertThat(forms("shop")).containsExactly(form(DOOR + "/hints/store", "notify", "dyno"));
      assertThat(forms("api")).isEmpty();

      assertThat(run(Map.of("apply", true, "keys", Map.of("store", STORE_KEY, "default", RUN_KEY))))
          .as("what another account watches stays")
          .containsEntry("ok", true)
          .containsEntry("right", 1)
          .containsEntry("steps", List.of("account default, api: add"));
      assertThat(ssm.asked()).as("no stored token is used").isEmpty();
    }
  }

  /** One token may not do it, another may. */
  @Test
  void anAppThatSeveralTokensSeeIsLeftToThoseThatMay(@TempDir Path folder) throws IOException {
    around.model.createApp("old");
    add("old", RIGHT);
    add("shop", RIGHT);
    try (var _ = haveTwoAccounts(folder)) {
      around.heroku.add(STORE_KEY, _ -> true);
      around.heroku.fail(
          call -> call.bearerToken().equals(RUN_KEY) && !call.path().startsWith("/apps/api/"),
          Integer.MAX_VALUE,
          (call, heroku) ->
              call.path().equals("/apps")
                  ? heroku.apply(call)
                  : SimulatedHeroku.refusal(403, "forbidden").reply(call, heroku));

      assertThat(
              run(
                  Map.of(
                      "apply",
                      true,
                      "remove",
                      true,
                      "keys",
                      Map.of("default", RUN_KEY, "store", STORE_KEY))))
          .containsEntry("ok", true)
          .containsEntry("unseen", 0)
          .extractingByKey("steps", LIST)
          .containsExactlyInAnyOrder(
              "account store, old: remove (all are to go)",
              "account store, shop: remove (all are to go)");
    }
  }

  @Test
  void aStoredTokenThatWasReplacedIsFetchedAnew() {
    try (var ssm = new SimulatedSsm()) {
      environment.putAll(ssm.environment());
      environment.remove("HEROKU_API_KEY");
      environment.put("HEROKU_API_KEY_PARAMETER", "/heroku/one");
      ssm.put("/heroku/one", "HRKU-revoked-long-ago");
      var function = new WatchFunction(environment, around.clock, around.table, _ -> {});
      var input = Map.of("action", "webhooks");
      LocalInvocation.invoke(function, input, new LocalContext(log::add));
      ssm.put("/heroku/one", Surroundings.HEROKU_TOKEN);

      assertThat(LocalInvocation.invoke(function, input, new LocalContext(log::add)))
          .containsEntry("ok", true);
    }
  }

  @Test
  void tokensThatAreNotGivenByAccountAreForNobody(@TempDir Path folder) throws IOException {
    try (var ssm = haveTwoAccounts(folder)) {
      for (Map<String, Object> keys :
          List.<Map<String, Object>>of(
              Map.of("key", RUN_KEY), Map.of("keys", Map.of("stor", STORE_KEY)))) {
        var input = new HashMap<>(keys);
        input.put("apply", true);

        assertThat(run(input))
            .containsEntry("ok", false)
            .extractingByKey("problems", LIST)
            .singleElement()
            .asString()
            .contains("[default, store]")
            .doesNotContain("stor\"");
      }
      assertThat(around.heroku.calls()).isEmpty();
      assertThat(ssm.asked()).isEmpty();
    }
  }

  /** Nothing is taken away from apps that are selected, if only nobody has looked for them yet. */
  @Test
  void whereTheAppsAreNotKnownYetNothingIsTakenAway() {
    environment.put("HEROKU_APPS", "team:store");
    around.shop.ofTeam("store");
    add("shop", RIGHT);
    add("api", RIGHT);

    assertThat(apply(Map.of()))
        .containsEntry("ok", false)
        .containsEntry(
            "problems", List.of("its apps are not known yet: let a pass look for them first"));
    assertThat(forms("shop")).hasSize(1);

    pass();
    assertThat(apply(Map.of()))
        .containsEntry("ok", true)
        .containsEntry("right", 1)
        .containsEntry("steps", List.of("api: remove (not watched)"));
  }

  /** Until the next discovery it is known by its old name. */
  @Test
  void anAppThatGotAnotherNameKeepsOurs() {
    environment.put("HEROKU_APPS", "team:store");
    around.shop.ofTeam("store");
    pass();
    apply(Map.of());
    around.model.rename("shop", "store-front");

    apply(Map.of());

    assertThat(forms("store-front")).containsExactly(RIGHT);
  }

  @Test
  void theTokenIsNowhereWhateverHappens() {
    apply(Map.of());
    around.heroku.failAlways(
        Fault.answer(
            Reply.json(
                    401,
                    "{\"id\":\"unauthorized\",\"message\":\"%s %s\"}"
                        .formatted(RUN_KEY, Webhooks.SECRET))
                .with("Request-Id", RUN_KEY)
                .with("Heroku-Webhook-Secret", Webhooks.SECRET)));
    apply(Map.of());
    around.heroku.clearFaults();
    around.heroku.fail("api", 3, Fault.body(RUN_KEY));
    apply(Map.of("renewSecret", true));
    around.heroku.fail(
        call -> call.method().equals("PATCH"),
        3,
        Fault.answer(Reply.json(422, "{\"id\":\"%s\"}".formatted(Webhooks.SECRET))));
    apply(Map.of("renewSecret", true));

    assertThat(answers).hasSize(4);
    assertNothingShowsASecret();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":\"webhooks\",\"apply\":true,\"key\":KEY}",
        "{\"action\":\"webhooks\",\"apply\":true,\"KEY\":\"default\"}",
        "{\"action\":\"webhooks\",\"apply\":\"KEY\"}",
        "{\"action\":\"webhooks\",\"apply\":true,\"key\":[\"KEY\"]}",
        "{\"action\":\"webhooks\",\"apply\":true,\"key\":\"Bearer KEY\"}",
        "{\"action\":\"webhooks\",\"apply\":true,\"keys\":\"KEY\"}",
        "{\"action\":\"webhooks\",\"apply\":true,\"keys\":{\"default\":\"\\\"KEY\\\"\"}}",
        "{\"action\":\"webhooks\",\"apply\":true,\"keys\":{\"KEY\":\"\"}}",
        "{\"action\":\"webhook\",\"key\":\"KEY\"}",
        "{\"action\":\"KEY\"}",
        "{\"action\":\"webhooks\",\"key\":\"KEY\""
      })
  void anInputThatIsRefusedDoesNotRepeatTheToken(String input) {
    var function = new WatchFunction(environment, around.clock, around.table, _ -> {});
    byte[] event = input.replace("KEY", RUN_KEY).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(
            () ->
                function.handleRequest(
                    new ByteArrayInputStream(event),
                    new ByteArrayOutputStream(),
                    new LocalContext(log::add)))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            thrown -> {
              var trace = new StringWriter();
              thrown.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).doesNotContainIgnoringCase(RUN_KEY.substring(5, 30));
            });
  }

  private SimulatedSsm haveTwoAccounts(Path folder) throws IOException {
    var ssm = new SimulatedSsm();
    environment.putAll(ssm.environment());
    environment.remove("HEROKU_APPS");
    environment.remove("HEROKU_API_KEY");
    Path file = folder.resolve("watch.yaml");
    Files.writeString(
        file,
        """
        accounts:
          - {name: default, key_parameter: /heroku/one, apps: [api]}
          - {name: store, key_parameter: /heroku/two, apps: [shop]}
        """);
    environment.put("WATCH_FILE", file.toString());
    around.heroku.add(STORE_KEY, app -> app.name().equals("shop"));
    return ssm;
  }

  private void pass() {
    invoke(Map.of("action", "watch"));
  }

  private Map<String, Object> apply(Map<String, Object> more) {
    var input = new HashMap<>(more);
    input.putAll(Map.of("apply", true, "key", RUN_KEY));
    return run(input);
  }

  private Map<String, Object> run(Map<String, Object> more) {
    var input = new HashMap<>(more);
    input.put("action", "webhooks");
    Map<String, Object> answer = invoke(input);
    answers.add(Json.CAMEL_CASE.write(answer));
    return answer;
  }

  private Map<String, Object> invoke(Map<String, Object> input) {
    var function = new WatchFunction(environment, around.clock, around.table, log::add);
    return LocalInvocation.invoke(function, input, new LocalContext(log::add));
  }

  private List<Call> writes() {
    return around.heroku.calls().stream()
        .filter(call -> call.path().contains("/webhooks"))
        .filter(call -> !call.method().equals("GET"))
        .toList();
  }

  private List<Form> forms(String app) {
    return around.heroku.webhooks().of(app).stream().map(one -> one.form()).toList();
  }

  private String add(String app, Form form) {
    return around.heroku.webhooks().add(app, form).id();
  }

  private static Form form(String url, String level, String... include) {
    return new Form(List.of(include), level, url, Webhooks.SECRET);
  }

  private void assertNothingShowsASecret() {
    Set<String> secrets = Set.of(RUN_KEY, STORE_KEY, Webhooks.SECRET, Webhooks.OTHER_SECRET);
    assertThat(String.join("\n", log) + String.join("\n", answers)).doesNotContain(secrets);
  }
}
