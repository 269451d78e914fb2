package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.doctor.Check.Result;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.heroku.HerokuApi;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.heroku.HerokuModel;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.http.Call;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.pass.BoundedParallelism;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.redact.Redaction;
import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.rules.Selection.InSpace;
import dev.herokumattermost.rules.Selection.Matching;
import dev.herokumattermost.rules.Selection.OfTeam;
import dev.herokumattermost.rules.Selection.OneApp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says of Heroku. */
class HerokuChecksTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));
  private static final Deadline AMPLE = Deadline.in(Duration.ofSeconds(30), CLOCK);
  private static final String TOKEN = "HRKU-obviously-not-a-token";
  private static final AppName API = new AppName("api");
  private static final AppName SHOP = new AppName("shop");
  private static final Predicate<Call> ACCOUNT = call -> call.path().equals("/account");

  private final HerokuModel model = new HerokuModel(CLOCK);
  private final SimulatedHeroku heroku = new SimulatedHeroku(model, TOKEN);
  private final Http http = new Http(Duration.ofSeconds(3));

  @BeforeEach
  void create() {
    model.createApp("api").bootsIn(Duration.ZERO).scale("web", 2);
    model.createApp("shop").bootsIn(Duration.ZERO).scale("web", 1).ofTeam("acme");
  }

  @AfterEach
  void close() {
    http.close();
    heroku.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ada@example.com, 'valid, of a…@example.com'",
    "x@example.com, 'valid, of x…@example.com'",
    "@example.com, 'valid, of somebody'",
    "nobody, 'valid, of somebody'"
  })
  void ownerOfTheTokenIsTold(String email, String seen) throws InterruptedException {
    heroku.fail(ACCOUNT, 1, Fault.body("{\"email\":\"" + email + "\"}"));

    assertThat(checks(API).get("heroku token")).isEqualTo(Check.ok("heroku token", seen));
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized, FAILED",
    "403, forbidden, FAILED",
    "404, not_found, SKIPPED",
    "429, rate_limit, SKIPPED"
  })
  void tokenIsBlamedOnlyWhereHerokuRefusesIt(int status, String id, Result result)
      throws InterruptedException {
    heroku.failAlways(SimulatedHeroku.refusal(status, id));

    var checks = checks(API);

    assertThat(checks.get("heroku token").result()).isEqualTo(result);
    assertThat(checks.get("heroku token").seen()).contains(status + " " + id);
    assertThat(checks.get("heroku logs"))
        .isEqualTo(Check.skipped("heroku logs", "no app can be seen"));
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized, authorizations:create --scope read",
    "402, delinquent, pay the account's bill",
    "402, verification_required, a means of payment",
    "403, forbidden, as a collaborator",
    "403, suspended, Heroku's support",
    "403, ip_not_allowed, allow the function's address",
    "403, sso_required, without single sign-on",
    "404, not_found, correct HEROKU_APPS",
    "422, invalid_params, check HEROKU_API_URL",
    "429, rate_limit, wait an hour",
    "503, unavailable, status.heroku.com"
  })
  void everyRefusalHasItsFix(int status, String id, String fix) throws InterruptedException {
    heroku.failAlways("api", SimulatedHeroku.refusal(status, id));

    assertThat(checks(API).get("app api").fix()).contains(fix);
  }

  @Test
  void dynosThatAreMissingAreCounted() throws InterruptedException {
    heroku.fail(
        call -> call.path().equals("/apps/api/formation"),
        1,
        Fault.body(
            "[{\"type\":\"web\",\"quantity\":3},{\"type\":\"worker\",\"quantity\":1},"
                + "{\"type\":\"clock\",\"quantity\":0}]"));

    assertThat(checks(API).get("app api").seen())
        .isEqualTo("cedar, clock 0, web 2 of 3, worker 0 of 1");
  }

  @Test
  void generationThatHerokuDoesNotTellIsUnknown() throws InterruptedException {
    heroku.fail(call -> call.path().equals("/apps/api"), 1, Fault.body("{\"maintenance\":false}"));

    assertThat(checks(API).get("app api").seen()).isEqualTo("generation unknown, web 2");
  }

  /** Then only the dynos are asked for. */
  @ParameterizedTest
  @CsvSource({"501, 'cedar, web 2'", "500, web 2"})
  void fewCallsAreLeftToTheReading(int left, String seen) throws InterruptedException {
    heroku.callsLeft(left);

    assertThat(checks(API).get("app api").seen()).isEqualTo(seen);
  }

  @Test
  void ofVeryManyAppsSomeAreNotTried() throws InterruptedException {
    var checks = checks(many(152));

    assertThat(checks).containsKey("app app-149").doesNotContainKey("app app-150");
    assertThat(checks.get("more apps")).isEqualTo(Check.skipped("more apps", "2 were not tried"));
    assertThat(checks(many(150))).containsKey("app app-149").doesNotContainKey("more apps");
  }

  private static AppName[] many(int apps) {
    return IntStream.range(0, apps).mapToObj(i -> new AppName("app-" + i)).toArray(AppName[]::new);
  }

  @Test
  void statesOtherThanUpAreCounted() throws InterruptedException {
    model.createApp("slow").scale("web", 3).crashStaying("web.1", 1);

    assertThat(checks(new AppName("slow")).get("app slow").seen())
        .isEqualTo("cedar, web 3 (1 crashed, 2 starting)");
  }

  @Test
  void appWithoutADynoIsAWarning() throws InterruptedException {
    model.createApp("idle");

    Check check = checks(new AppName("idle")).get("app idle");

    assertThat(check.result()).isEqualTo(Result.WARNING);
    assertThat(check.seen()).isEqualTo("cedar, no dyno at all");
    assertThat(checks(API).get("app api").result()).isEqualTo(Result.OK);
  }

  @Test
  void logsThatSomeAppsHideAreAWarning() throws InterruptedException {
    heroku.fail(
        call -> call.path().equals("/apps/shop/log-sessions"),
        1,
        SimulatedHeroku.refusal(403, "forbidden"));

    var checks = checks(API, SHOP);

    assertThat(checks.get("heroku logs").result()).isEqualTo(Result.WARNING);
    assertThat(checks.get("heroku logs").seen())
        .startsWith("not readable of 1 of the 2 apps tried; shop: 403 forbidden");
    assertThat(checks.get("heroku releases"))
        .isEqualTo(Check.ok("heroku releases", "readable, tried with 2 of 2 apps"));
  }

  @Test
  void spaceThatCanBeListedSavesCalls() throws InterruptedException {
    heroku.fail(
        call -> call.path().equals("/spaces/near/dynos"),
        1,
        Fault.body("[{\"app_name\":\"api\",\"dynos\":[]}]"));

    var checks =
        checks(
            Map.of(API, new SpaceName("near"), SHOP, new SpaceName("near")),
            new CallBudget(60, Duration.ofMinutes(2)),
            API,
            SHOP);

    assertThat(checks.get("space near"))
        .isEqualTo(Check.ok("space near", "one call lists 1 of its 2 apps"));
    assertThat(checks.get("heroku budget").seen())
        .startsWith("each app is looked at every 2 min with at most 60 calls an hour;");
  }

  @Test
  void spaceThatCannotBeListedIsAWarning() throws InterruptedException {
    heroku.fail(
        call -> call.path().startsWith("/spaces/"), 1, SimulatedHeroku.refusal(403, "forbidden"));

    var checks = checks(Map.of(SHOP, new SpaceName("far")), CallBudget.UNLIMITED, API, SHOP);

    assertThat(checks.get("space far").result()).isEqualTo(Result.WARNING);
    assertThat(checks.get("space far").seen())
        .startsWith("each of its 1 apps takes a call: 403 forbidden");
  }

  @Test
  void eachEntryOfASelectionSaysWhatItSelects() {
    for (int i = 0; i < 11; i++) {
      model.createApp("web-" + i).ofTeam("big");
    }
    var selection =
        new Selection(
            List.of(
                new OfTeam("acme", Glob.ANY),
                new OfTeam("big", Glob.ANY),
                new OfTeam("none", Glob.ANY),
                new OneApp(API),
                new Matching(new Glob("zz*")),
                new Matching(Glob.ANY)),
            List.of(new Matching(new Glob("web-1")), new InSpace("nowhere")));

    Map<String, Check> checks = selected(selection);

    assertThat(checks.get("selected by team:acme"))
        .isEqualTo(Check.ok("selected by team:acme", "1 app: shop"));
    assertThat(checks.get("selected by team:big").seen())
        .isEqualTo(
            "10 apps: web-0, web-10, web-2, web-3, web-4, web-5, web-6, web-7, web-8, web-9");
    assertThat(checks.get("selected by *").seen())
        .isEqualTo(
            "12 apps: api, shop, web-0, web-10, web-2, web-3, web-4, web-5, web-6, web-7"
                + " and 2 more");
    assertThat(checks.get("selected by zz*").result()).isEqualTo(Result.WARNING);
    assertThat(checks.get("left out by !web-1").seen()).isEqualTo("1 app: web-1");
    assertThat(checks.get("left out by !space:nowhere").result()).isEqualTo(Result.WARNING);
    assertThat(checks).doesNotContainKey("selected by api");
  }

  @Test
  void listThatCannotBeHadFailsItsEntriesAlone() {
    heroku.fail(
        call -> call.path().equals("/teams/acme/apps"),
        1,
        SimulatedHeroku.refusal(403, "forbidden"));
    var selection =
        new Selection(
            List.of(new OfTeam("acme", Glob.ANY), new Matching(new Glob("a*"))), List.of());

    Map<String, Check> checks = selected(selection);

    assertThat(checks.get("selected by team:acme").result()).isEqualTo(Result.FAILED);
    assertThat(checks.get("selected by team:acme").seen()).startsWith("403 forbidden");
    assertThat(checks.get("selected by a*").seen()).isEqualTo("1 app: api");
  }

  @Test
  void namesAloneNeedNoList() {
    assertThat(selected(Selection.ofNames(List.of(API)))).isEmpty();
    assertThat(heroku.calls()).isEmpty();
  }

  private Map<String, Check> selected(Selection selection) {
    return byName(SelectionChecks.of(selection, api().lists(), AMPLE).run());
  }

  private Map<String, Check> checks(AppName... apps) throws InterruptedException {
    return checks(Map.of(), CallBudget.UNLIMITED, apps);
  }

  private Map<String, Check> checks(
      Map<AppName, SpaceName> spaces, CallBudget budget, AppName... apps)
      throws InterruptedException {
    return byName(
        new HerokuChecks(api(), List.of(apps), spaces, budget, new BoundedParallelism(1), AMPLE)
            .run());
  }

  private HerokuApi api() {
    return new HerokuApi(http, heroku.uri(), new Secret(TOKEN), Redaction.DEFAULT, CLOCK);
  }

  private static Map<String, Check> byName(List<Check> checks) {
    return checks.stream().collect(Collectors.toMap(Check::check, check -> check));
  }
}
