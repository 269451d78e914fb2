package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.heroku.SimulatedHeroku;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.store.DynamoStateStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Heroku tokens in one watch: what becomes of one account is nothing to the other. */
class AccountsTest {
  private static final Duration EVERY = Duration.ofMinutes(2);
  private static final String OTHER_TOKEN = "HRKU-99999999-8888-7777-6666-555555555555";

  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final Map<String, String> parameters = new HashMap<>();
  private final List<String> log = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();
  private HttpServer ssm;
  private Path file;
  private WatchFunction function;

  @BeforeEach
  void haveTwoAccounts(@TempDir Path folder) throws IOException {
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    ssm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ssm.createContext("/", this::answer);
    ssm.start();
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:" + ssm.getAddress().getPort());
    environment.remove("HEROKU_APPS");
    environment.remove("HEROKU_API_KEY");
    around.shop.ofTeam("store");
    around.heroku.add(OTHER_TOKEN, app -> app.team().equals("store"));
    parameters.put("/heroku/one", Surroundings.HEROKU_TOKEN);
    parameters.put("/heroku/two", OTHER_TOKEN);
    file = folder.resolve("watch.yaml");
    accounts("[api]", "['team:store']");
  }

  private void accounts(String one, String two) throws IOException {
    Files.writeString(
        file,
        """
        accounts:
          - {name: default, key_parameter: /heroku/one, apps: %s}
          - {name: store, key_parameter: /heroku/two, apps: %s}
        """
            .formatted(one, two));
    environment.put("WATCH_FILE", file.toString());
    function = new WatchFunction(environment, around.clock, around.table, metrics::add);
  }

  @AfterEach
  void close() {
    ssm.stop(0);
    around.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void eachAccountIsReadWithItsOwnTokenAndKeptInItsOwnPart() {
    assertThat(pass()).containsEntry("ok", true).containsEntry("apps", 2).containsEntry("read", 2);

    assertThat(part("default").load().apps()).containsOnlyKeys(new AppName("api"));
    assertThat(part("default@store").load().apps()).containsOnlyKeys(new AppName("shop"));
    assertThat(pass()).containsEntry("calls", 2).containsEntry("tableWrites", 0);
  }

  @Test
  void accountWhoseKeyIsMissingDoesNotStopTheOther() {
    parameters.remove("/heroku/one");
    pass();
    around.shop.crashStaying("web.1", 1);
    metrics.clear();

    assertThat(pass())
        .containsEntry("ok", false)
        .containsEntry("apps", 1)
        .extractingByKey("troubles", LIST)
        .singleElement()
        .asString()
        .startsWith("account default not watched: cannot fetch parameter /heroku/one");
    assertThat(roots()).singleElement().asString().contains("`shop` `web`");
    assertThat(metrics).singleElement().asString().doesNotContain("\"Passes\"");
  }

  @Test
  void incidentStaysWhileItsAppWaitsForAnEarlierAccountToLook() throws IOException {
    around.api.ofTeam("acme");
    accounts("['team:acme']", "[shop]");
    pass();
    around.shop.crashStaying("web.1", 1);
    pass();
    around.advance(Duration.ofMinutes(2));
    accounts("['team:acme']", "['team:store']");
    assertThat(pass()).as("shop is new in a list, and waits").containsEntry("apps", 1);

    around.advance(Duration.ofMinutes(10));
    pass();
    assertThat(pass()).containsEntry("apps", 2);
    assertThat(roots()).singleElement().asString().contains("1 of 2 dynos crashed");
  }

  @Test
  void accountThatIsBlindSaysSoByItsNameAndTheOtherGoesOn() {
    pass();
    parameters.put("/heroku/two", "HRKU-revoked");
    around.advance(Duration.ofMinutes(5));
    pass();
    pass();
    pass();
    around.api.crashStaying("web.1", 1);
    pass();

    assertThat(roots())
        .satisfiesExactlyInAnyOrder(
            post -> assertThat(post).contains("No apps of account `store` monitored since"),
            post -> assertThat(post).contains("`api` `web`"));
  }

  @Test
  void twoAccountsThatAreBlindAtTheSameMomentBothSaySo() {
    pass();
    around.heroku.failAlways(SimulatedHeroku.refusal(503, "unavailable"));
    pass();
    pass();
    pass();

    assertThat(roots())
        .satisfiesExactlyInAnyOrder(
            post -> assertThat(post).contains("No apps of account `store` monitored since"),
            post -> assertThat(post).contains("No apps of account `default` monitored since"));
  }

  @Test
  void appThatTwoAccountsSeeBelongsToTheFirst() throws IOException {
    accounts("['*']", "['team:store']");
    pass();
    pass();
    around.shop.crashStaying("web.1", 1);

    assertThat(pass()).containsEntry("apps", 2);
    assertThat(around.posts()).hasSize(1);
    assertThat(part("default").load().apps())
        .containsOnlyKeys(new AppName("api"), new AppName("shop"));
    assertThat(part("default@store").load().apps()).isEmpty();
  }

  @Test
  void appThatALaterAccountNamesBelongsToTheEarlierThatFindsIt() throws IOException {
    accounts("['*']", "[shop]");
    pass();
    pass();

    assertThat(pass()).containsEntry("apps", 2).containsEntry("calls", 2);
  }

  @Test
  void appThatComesIntoSightOfAnEarlierAccountChangesHandsWithoutAPost() throws IOException {
    accounts("['team:store']", "['*']");
    around.heroku.add(OTHER_TOKEN, app -> app.name().startsWith("sh") || app.name().equals("api"));
    around.shop.ofTeam("");
    around.model.createApp("till").ofTeam("store").scale("web", 1);
    for (int i = 0; i < 3; i++) {
      pass();
    }
    around.shop.crashStaying("web.1", 1);
    pass();
    around.shop.ofTeam("store");
    around.advance(Duration.ofMinutes(20));
    for (int minute = 0; minute <= 12; minute += 2) {
      pass();
    }

    assertThat(part("default").load().apps()).containsKey(new AppName("shop"));
    assertThat(roots()).anyMatch(post -> post.contains("no longer watched"));
  }

  @Test
  void doctorChecksEachAccount() {
    parameters.remove("/heroku/one");

    Map<String, Object> result =
        LocalInvocation.invoke(function, Map.of("action", "doctor"), new LocalContext(log::add));

    assertThat((String) result.get("table"))
        .contains("2 accounts, alerts on")
        .containsPattern("failed +account default, secret HEROKU_API_KEY +cannot fetch")
        .containsPattern("skipped +account default, heroku +its secret could not be fetched")
        .containsPattern("ok +account store, selected by team:store +1 app: shop\n")
        .containsPattern("ok +account store, app shop +cedar, web 2\n")
        .containsPattern("ok +account store, table read +");
  }

  private DynamoStateStore part(String partition) {
    return new DynamoStateStore(around.table, Surroundings.TABLE, partition);
  }

  private List<String> roots() {
    return around.mattermost.channel().roots().stream().map(SimulatedPost::message).toList();
  }

  private Map<String, Object> pass() {
    Map<String, Object> result =
        LocalInvocation.invoke(function, Map.of(), new LocalContext(log::add));
    around.advance(EVERY);
    return result;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String value =
          parameters.entrySet().stream()
              .filter(one -> asked.contains("\"" + one.getKey() + "\""))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
      byte[] body =
          Json.CAMEL_CASE
              .write(
                  value == null
                      ? Map.of("__type", "ParameterNotFound")
                      : Map.of("Parameter", Map.of("Value", value)))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(value == null ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
