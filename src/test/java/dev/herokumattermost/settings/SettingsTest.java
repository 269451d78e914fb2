package dev.herokumattermost.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.http.WebProxy;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Selection;
import dev.herokumattermost.settings.MattermostAccess.BotAccess;
import dev.herokumattermost.settings.MattermostAccess.WebhookAccess;
import dev.herokumattermost.settings.SecretSource.Parameter;
import dev.herokumattermost.settings.SecretSource.Plain;
import dev.herokumattermost.settings.SecretSource.SecretsManager;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Map<String, String> BOT =
      Map.of(
          "HEROKU_APPS", "api, web-eu",
          "HEROKU_API_KEY_PARAMETER", "/watch/heroku",
          "MATTERMOST_URL", "https://chat.example.com/",
          "MATTERMOST_TOKEN_SECRET", "watch/mattermost",
          "MATTERMOST_CHANNEL", "ops/dyno-alerts",
          "TABLE_NAME", "dyno-watch");

  @Test
  void fewVariablesAreEnough() {
    assertThat(Settings.from(BOT))
        .isEqualTo(
            new Settings(
                Optional.of(
                    new Account(
                        "default",
                        new Parameter("/watch/heroku"),
                        Selection.ofNames(List.of(new AppName("api"), new AppName("web-eu"))),
                        2250)),
                address("https://api.heroku.com"),
                Optional.of(address("https://status.heroku.com")),
                Set.of(),
                new BotAccess(
                    address("https://chat.example.com"),
                    new SecretsManager("watch/mattermost"),
                    new ChannelName("ops", "dyno-alerts")),
                Optional.empty(),
                "dyno-watch",
                "default",
                Set.of(DynoState.CRASHED, DynoState.RESTARTING),
                Set.of(
                    new ProcessType("run"),
                    new ProcessType("release"),
                    new ProcessType("scheduler")),
                Duration.ofMinutes(3),
                List.of(),
                Priority.BY_IMPACT,
                ZoneId.of("UTC"),
                32,
                Duration.ofMinutes(2),
                10,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                "",
                Optional.empty()));
  }

  @Test
  void everyVariableIsRead() {
    var settings =
        Settings.from(
            with(
                "HEROKU_API_URL", "http://localhost:5000",
                "WATCH_NAME", "staging",
                "ALERT_STATES", "Crashed, down",
                "IGNORE_TYPES", "none",
                "STEADY_FOR", "1h30m",
                "READ_CONCURRENCY", "256",
                "WATCH_FILE", "/etc/watch.yaml"));

    assertThat(settings.herokuApi()).isEqualTo(address("http://localhost:5000"));
    assertThat(settings.watchName()).isEqualTo("staging");
    assertThat(settings.alertStates()).containsExactlyInAnyOrder(DynoState.CRASHED, DynoState.DOWN);
    assertThat(settings.ignoredTypes()).isEmpty();
    assertThat(settings.steadyFor()).isEqualTo(Duration.ofMinutes(90));
    assertThat(settings.readConcurrency()).isEqualTo(256);
    assertThat(settings.watchFile()).isEqualTo("/etc/watch.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "none"})
  void statusPageOfHerokuCanBeSwitchedOff(String text) {
    assertThat(Settings.from(with("HEROKU_STATUS_URL", text)).herokuStatus()).isEmpty();
  }

  @Test
  void statusPageOfHerokuCanBeAnother() {
    assertThat(Settings.from(with("HEROKU_STATUS_URL", "https://status.example.com/")))
        .extracting(Settings::herokuStatus)
        .isEqualTo(Optional.of(address("https://status.example.com")));
    assertThat(mistakes(with("HEROKU_STATUS_URL", "http://status.example.com")))
        .singleElement()
        .asString()
        .contains("HEROKU_STATUS_URL", "write https");
  }

  @Test
  void selectionOfEveryKindIsRead() {
    Selection selection =
        Settings.from(
                with(
                    "HEROKU_APPS",
                    "api, web-*, team:acme, team:acme/*-prod, space:acme-prod, pipeline:shop,"
                        + " pipeline:shop/production, *, ! *-pr-*, !space:lab"))
            .account()
            .orElseThrow()
            .selection();

    assertThat(selection)
        .isEqualTo(
            new Selection(
                List.of(
                    new Selection.OneApp(new AppName("api")),
                    new Selection.Matching(new Glob("web-*")),
                    new Selection.OfTeam("acme", Glob.ANY),
                    new Selection.OfTeam("acme", new Glob("*-prod")),
                    new Selection.InSpace("acme-prod"),
                    new Selection.InPipeline("shop", null),
                    new Selection.InPipeline("shop", "production"),
                    new Selection.Matching(Glob.ANY)),
                List.of(new Selection.Matching(new Glob("*-pr-*")), new Selection.InSpace("lab"))));
    assertThat(selection.toString())
        .isEqualTo(
            "api,web-*,team:acme,team:acme/*-prod,space:acme-prod,pipeline:shop,"
                + "pipeline:shop/production,*,!*-pr-*,!space:lab");
  }

  @Test
  void webhookIsTheAlternative() {
    var settings =
        Settings.from(
            Map.of(
                "HEROKU_APPS", "api",
                "HEROKU_API_KEY", "HRKU-plain",
                "MATTERMOST_WEBHOOK_URL", "https://chat.example.com/hooks/abc",
                "TABLE_NAME", "dyno-watch"));

    assertThat(settings.mattermost())
        .isEqualTo(new WebhookAccess(new Plain(new Secret("https://chat.example.com/hooks/abc"))));
  }

  @Test
  void blankIsAbsent() {
    assertThat(Settings.from(with("STEADY_FOR", " ", "MATTERMOST_WEBHOOK_URL", "")))
        .isEqualTo(Settings.from(BOT));
  }

  @Test
  void emptyEnvironmentTellsAllThatIsMissing() {
    assertThat(mistakes(Map.of()))
        .containsExactly(
            "HEROKU_APPS is missing: name the apps to watch, such as api,web-eu or team:acme",
            "HEROKU_API_KEY is missing: set exactly one of HEROKU_API_KEY,"
                + " HEROKU_API_KEY_PARAMETER, HEROKU_API_KEY_SECRET",
            "MATTERMOST_* is missing: set MATTERMOST_URL, MATTERMOST_TOKEN and"
                + " MATTERMOST_CHANNEL (a bot), or MATTERMOST_WEBHOOK_URL",
            "TABLE_NAME is missing: name the DynamoDB table: 3 to 255 letters, digits, dots,"
                + " dashes, underscores");
  }

  @Test
  void allMistakesAreToldAtOnceOneALine() {
    var wrong =
        with(
            "HEROKU_APPS", "api,Web",
            "TABLE_NAME", "ab",
            "STEADY_FOR", "soon",
            "READ_CONCURRENCY", "many",
            "ALLERT_STATES", "crashed");

    assertThat(mistakes(wrong)).hasSize(5);
    assertThatThrownBy(() -> Settings.from(wrong))
        .isInstanceOf(SettingsException.class)
        .message()
        .startsWith("5 mistakes in the settings:\n")
        .hasLineCount(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HEROKU_APPS | Api | names \"Api\", which no Heroku app can be called",
        "HEROKU_APPS | ab | names \"ab\", which no Heroku app can be called",
        "HEROKU_APPS | api- | names \"api-\", which no Heroku app can be called",
        "HEROKU_APPS | api,api | names api twice: name it once",
        "HEROKU_APPS | team:acme,team:acme | names team:acme twice: name it once",
        "HEROKU_APPS | !api | only leaves apps out: name those to watch too",
        "HEROKU_APPS | api,!api | names api, which can never match, as !api leaves it out",
        "HEROKU_APPS | api,web-eu,!web-* | names web-eu, which can never match, as !web-*",
        "HEROKU_APPS | web-eu-*,api,!web-* | names web-eu-*, which can never match, as !web-*",
        "HEROKU_APPS | team:acme,!* | names team:acme, which can never match, as !* leaves it out",
        "HEROKU_APPS | team:acme/a-*,api,!team:acme | names team:acme/a-*, which can never match",
        "HEROKU_APPS | pipeline:shop/review,api,!pipeline:shop | which can never match",
        "HEROKU_APPS | api,!web-* | leaves out web-*, which it does not name: remove !web-*",
        "HEROKU_APPS | Web-* | names \"Web-*\", which no Heroku app can be called",
        "HEROKU_APPS | taem:acme | did you mean team?",
        "HEROKU_APPS | region:eu | write an app's name, a pattern such as web-*",
        "HEROKU_APPS | team:Acme | write team:NAME or team:NAME/PATTERN",
        "HEROKU_APPS | team:acme/a/b | write team:NAME or team:NAME/PATTERN",
        "HEROKU_APPS | team: | write team:NAME or team:NAME/PATTERN",
        "HEROKU_APPS | space:a--b | write space:NAME",
        "HEROKU_APPS | space:acme-prod/web-* | write space:NAME",
        "HEROKU_APPS | pipeline:shop/prodution | did you mean production?",
        "HEROKU_APPS | pipeline:shop/live | is one of test, review, development, staging, production",
        "HEROKU_API_URL | http://api.heroku.com | write https",
        "HEROKU_API_URL | http://host.docker.internal.example.com | write https",
        "HEROKU_API_URL | api.heroku.com | does not begin with https://",
        "HEROKU_API_URL | https://api.heroku.com:70000 | has a port beyond 1 to 65535",
        "MATTERMOST_URL | https://me:pw@chat.example.com | has a user or a password in it",
        "MATTERMOST_CHANNEL | Ops Team/Alerts | not the display names",
        "MATTERMOST_CHANNEL | alerts | not team/channel",
        "MATTERMOST_CHANNEL | ops/channels/alerts | write ops/alerts",
        "MATTERMOST_CHANNEL | https://chat.example.com/ops/channels/alerts | write ops/alerts",
        "TABLE_NAME | a b c | name the DynamoDB table",
        "WATCH_NAME | a/b | use 1 to 100 letters",
        "ALERT_STATES | crahsed | did you mean crashed?",
        "ALERT_STATES | up | names up, the healthy state: remove it",
        "ALERT_STATES | , | names no state",
        "ALERT_STATES | 17 | not a dyno state",
        "IGNORE_TYPES | a b | which no process type can be called",
        "STEADY_FOR | 90 | is \"90\", not a duration: write hours, minutes and seconds, such as 30s",
        "STEADY_FOR | 0s | not a duration",
        "READ_CONCURRENCY | 0 | is \"0\": give a whole number from 1 to 256",
        "READ_CONCURRENCY | 257 | is \"257\": give a whole number from 1 to 256",
        "READ_CONCURRENCY | ten | is \"ten\": give a whole number from 1 to 256",
      })
  void wrongValueIsToldWithItsFix(String name, String value, String told) {
    assertThat(mistakes(with(name, value)))
        .singleElement()
        .asString()
        .startsWith(name + " ")
        .contains(told);
  }

  @Test
  void problemSaysWhereWhatAndHowToFixIt() {
    var exception =
        catchThrowableOfType(
            SettingsException.class, () -> Settings.from(with("STEADY_FOR", "a: b")));

    assertThat(exception.problems())
        .containsExactly(
            new Problem(
                "STEADY_FOR",
                "is \"a: b\", not a duration",
                "write hours, minutes and seconds, such as 30s, 5m or 1h30m"));
  }

  @ParameterizedTest
  @CsvSource({"999999999h, PT999999999H", "1h1m1s, PT1H1M1S", "0h30s, PT30S", "90m, PT90M"})
  void durationsAreHoursMinutesAndSeconds(String text, Duration duration) {
    assertThat(Settings.from(with("STEADY_FOR", text)).steadyFor()).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1m1h", "-1m", "1.5m", "PT1M", "1M", "1d", "9999999999s", "0h0m0s"})
  void otherDurationsAreMistakes(String text) {
    assertThat(mistakes(with("STEADY_FOR", text))).singleElement().asString().contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "ALLERT_STATES, ALERT_STATES",
    "TABLE_NAMES, TABLE_NAME",
    "STEDY_FOR, STEADY_FOR",
    "TABEL_NAME, TABLE_NAME",
    "heroku_apps, HEROKU_APPS",
    "MATTERMOST_TOKEN_SECERT, MATTERMOST_TOKEN_SECRET"
  })
  void misspelledVariableIsToldWithTheOneMeant(String written, String meant) {
    assertThat(mistakes(with(written, "x")))
        .containsExactly(written + " is not a variable of ours: did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEROKU_TOKENS_OF_ALL", "MATTERMOST_PRIORITY"})
  void unknownVariableWithOurPrefixIsToldWithoutItsValue(String name) {
    assertThat(mistakes(with(name, "hunter2")))
        .singleElement()
        .asString()
        .startsWith(name + " is not a variable of ours")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "AWS_REGION",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_ENDPOINT_URL_DYNAMODB",
        "LAMBDA_TASK_ROOT",
        "_HANDLER",
        "JAVA_TOOL_OPTIONS",
        "LOG_LEVEL",
        "HEROKU_APP",
        "HEROKU_HOST",
        "HEROKU_PARTICLEBOARD_URL",
        "HEROKU_DEBUG",
        "HEROKU_SLUG_COMMIT"
      })
  void variablesOfOthersAreLeftAlone(String name) {
    assertThat(Settings.from(with(name, "x"))).isEqualTo(Settings.from(BOT));
  }

  @Test
  void secretComesInExactlyOneForm() {
    assertThat(mistakes(with("HEROKU_API_KEY", "HRKU-1", "HEROKU_API_KEY_SECRET", "name")))
        .containsExactly(
            "HEROKU_API_KEY is set in 3 ways: set exactly one of HEROKU_API_KEY,"
                + " HEROKU_API_KEY_PARAMETER, HEROKU_API_KEY_SECRET");
  }

  @Test
  void botAndWebhookTogetherAreAMistake() {
    assertThat(mistakes(with("MATTERMOST_WEBHOOK_URL_PARAMETER", "/watch/hook")))
        .singleElement()
        .asString()
        .contains("is set and so is a bot", "not both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MATTERMOST_URL", "MATTERMOST_TOKEN_SECRET", "MATTERMOST_CHANNEL"})
  void partOfABotIsAMistake(String missing) {
    var part = new HashMap<>(BOT);
    part.remove(missing);

    assertThat(mistakes(part))
        .containsExactly(
            missing.replace("_SECRET", "")
                + " is missing: a bot needs MATTERMOST_URL, MATTERMOST_TOKEN and"
                + " MATTERMOST_CHANNEL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HRKU-0d1b2c3d-1111-2222-3333-444455556666",
        "01234567-89ab-cdef-0123-456789abcdef",
        "abcdefghijklmnopqrstuvwxyz",
        "https://chat.example.com/hooks/abc"
      })
  void secretInPlaceOfItsNameIsToldWithoutShowingIt(String secret) {
    assertThat(mistakes(with("HEROKU_API_KEY_PARAMETER", secret)))
        .containsExactly(
            "HEROKU_API_KEY_PARAMETER looks like the secret itself: give the name under which it"
                + " is stored");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://chat/hunter2 | does not begin with https://",
        "hunter2 | does not begin with https://",
        "https://chat/hooks/hunter2?x=1 | has a query",
        "https://chat/hooks/hunter2#x | has a fragment",
        "https://ada:hunter2@chat/hooks/x | has a user or a password in it",
        "https://chat:444444/hooks/hunter2 | has a port beyond 1 to 65535",
        "https://hunter2.example.com | which ends in /hooks/ and its id",
        "https://hunter2.example.com/ops/channels/alerts | which ends in /hooks/ and its id",
        "https://chat/hooks/ | which ends in /hooks/ and its id",
        "https://hooks.slack.com/services/T0/B0/hunter2 | is an address of slack.com",
        "\"https://chat/hooks/hunter2\" | is in quotes"
      })
  void wrongWebhookIsToldWithoutShowingIt(String address, String what) {
    assertThat(mistakes(webhook("MATTERMOST_WEBHOOK_URL", address)))
        .singleElement()
        .asString()
        .startsWith("MATTERMOST_WEBHOOK_URL ")
        .contains(what)
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://chat.example.com/hooks/abc",
        "https://chat.example.com/hooks/abc/",
        "HTTPS://Chat.Example.com/hooks/abc"
      })
  void webhookIsTakenInItsNormalForm(String address) {
    assertThat(Settings.from(webhook("MATTERMOST_WEBHOOK_URL", address)).mattermost())
        .isEqualTo(new WebhookAccess(new Plain(new Secret("https://chat.example.com/hooks/abc"))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "HEROKU_API_KEY, hunter2 hunter2, holds a space or a control character",
        "HEROKU_API_KEY, Bearer hunter2, begins with \"Bearer\"",
        "HEROKU_API_KEY, \"hunter2\", is in quotes",
        "HEROKU_API_KEY, 'hunter2', is in quotes",
        "HEROKU_API_KEY, https://chat.example.com/hooks/hunter2, is an address and no token",
        "HEROKU_API_KEY, hunter2hunter2hunter2hunte, looks like a token of Mattermost",
        "HEROKU_API_KEY, {\"token\":\"hunter2\"}, holds a JSON document",
        "MATTERMOST_TOKEN, HRKU-hunter2, looks like a token of Heroku",
        "MATTERMOST_TOKEN, 01234567-89ab-cdef-0123-456789abcdef, looks like a token of Heroku",
        "MATTERMOST_TOKEN, https://chat.example.com/hooks/hunter2, is an address and no token",
        "MATTERMOST_CA, -----BEGIN hunter2, holds no certificates in PEM",
        "MATTERMOST_CA, /nowhere/at/all.pem, nor a file that can be read"
      })
  void wrongSecretIsToldWithoutShowingIt(String variable, String value, String what) {
    var environment = new HashMap<>(BOT);
    environment.remove(variable + "_PARAMETER");
    environment.remove(variable + "_SECRET");
    environment.put(variable, value);

    assertThat(mistakes(environment))
        .singleElement()
        .asString()
        .startsWith(variable + " ")
        .contains(what)
        .doesNotContain("hunter2", "0123456", "nowhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2hunter2hunter2hunter2hunter2,",
        ",hunter2hunter2hunter2hunter2hunter2",
        "hunter2hunter2hunter2hunter2hunter2, ",
        ","
      })
  void halfOfTheSecretsOfWebhooksIsToldWithoutShowingIt(String half) {
    var environment = new HashMap<>(BOT);
    environment.put("QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/1/work");
    environment.put("WEBHOOK_URL", "https://abc.lambda-url.eu-central-1.on.aws/");
    environment.put("WEBHOOK_SECRET", half);

    assertThat(mistakes(environment))
        .singleElement()
        .asString()
        .startsWith("WEBHOOK_SECRET has nothing before or after its comma: make one with: openssl")
        .doesNotContain("hunter2");
  }

  @Test
  void oneParameterForTwoSecretsIsAMistake() {
    var environment = new HashMap<>(BOT);
    environment.remove("MATTERMOST_TOKEN_SECRET");
    environment.put("MATTERMOST_TOKEN_PARAMETER", "/watch/heroku");

    assertThat(mistakes(environment))
        .containsExactly(
            "MATTERMOST_TOKEN_PARAMETER is the same as HEROKU_API_KEY_PARAMETER: give each its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.heroku.co",
        "https://chat.example.com",
        "https://api.heroku.com.example.com",
        "https://heroku.com"
      })
  void theHerokuTokenGoesToNoHostThatIsNotNamedForIt(String address) {
    assertThat(mistakes(with("HEROKU_API_URL", address)))
        .containsExactly(
            "HEROKU_API_URL has another host than HEROKU_API_HOST, which is api.heroku.com unless it"
                + " is set: correct it, or set HEROKU_API_HOST as well if the Heroku token is to go"
                + " there");
  }

  @Test
  void theHerokuTokenGoesToAHostThatIsNamedForIt() {
    var environment =
        with(
            "HEROKU_API_URL", "https://heroku-proxy.example.com/v3",
            "HEROKU_API_HOST", "Heroku-Proxy.example.com");

    assertThat(Settings.from(environment).herokuApi())
        .isEqualTo(address("https://heroku-proxy.example.com/v3"));
    assertThat(mistakes(with("HEROKU_API_HOST", "heroku-proxy.example.com"))).hasSize(1);
  }

  @Test
  void hostsOfPrivateLogsAreNames() {
    assertThat(Settings.from(BOT).privateLogHosts()).isEmpty();
    assertThat(
            Settings.from(with("PRIVATE_LOG_HOSTS", "logs.example.com, logs.internal"))
                .privateLogHosts())
        .containsExactlyInAnyOrder("logs.example.com", "logs.internal");
    assertThat(mistakes(with("PRIVATE_LOG_HOSTS", "logs.internal,10.0.0.7")))
        .containsExactly(
            "PRIVATE_LOG_HOSTS names \"10.0.0.7\", which is no host name: use names such as"
                + " logs.example.com, without https:// and port");
    assertThat(mistakes(with("PRIVATE_LOG_HOSTS", "https://logs.internal"))).hasSize(1);
    assertThat(mistakes(with("PRIVATE_LOG_HOSTS", "logs.internal:443"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://api.heroku.com | is an address of heroku.com",
        "https://ops.slack.com | is an address of slack.com",
        "https://chat.example.com/ops/channels/alerts | names more than the server",
        "https://chat.example.com/api/v4 | names more than the server",
        "https://chat.example.com/hooks/hunter2 | names more than the server"
      })
  void whatIsNoMattermostServerIsAMistake(String address, String what) {
    assertThat(mistakes(with("MATTERMOST_URL", address)))
        .singleElement()
        .asString()
        .startsWith("MATTERMOST_URL " + what)
        .doesNotContain("hunter2");
  }

  @Test
  void dockersNameForThisMachineIsForLocalRuns() {
    var local = with("HEROKU_API_URL", "http://host.docker.internal:4501");
    var samLocal = new HashMap<>(local);
    samLocal.put("AWS_LAMBDA_FUNCTION_NAME", "watch");
    samLocal.put("AWS_SAM_LOCAL", "true");
    var deployed = new HashMap<>(local);
    deployed.put("AWS_LAMBDA_FUNCTION_NAME", "watch");

    assertThat(Settings.from(local).herokuApi()).isEqualTo(Settings.from(samLocal).herokuApi());
    assertThat(mistakes(deployed))
        .singleElement()
        .asString()
        .startsWith("HEROKU_API_URL has Docker's name for this machine");
  }

  @Test
  void proxyIsThatOfAllPrograms() {
    var proxy =
        Settings.from(with("HTTPS_PROXY", "http://proxy.example.com:3128", "NO_PROXY", "corp"))
            .proxy();

    assertThat(proxy)
        .isEqualTo(
            WebProxy.of(
                Map.of("https_proxy", "http://proxy.example.com:3128", "no_proxy", "corp")));
    assertThat(Settings.from(with("HTTP_PROXY", "http://p:1")).proxy()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://ada:hunter2@proxy.example.com:3128, holds a user or a password",
    "https://hunter2.example.com:3128, is no http:// address",
    "socks5://hunter2.example.com:1080, is no http:// address",
    "http://hunter2.example.com, lacks its port",
    "http://hunter2.example.com:70000, lacks its port",
    "hunter2 hunter2, is no address"
  })
  void proxyThatCannotBeUsedIsToldWithoutShowingIt(String proxy, String what) {
    assertThat(mistakes(with("HTTPS_PROXY", proxy)))
        .singleElement()
        .asString()
        .startsWith("HTTPS_PROXY ")
        .contains(what, "set it such as http://proxy.example.com:3128")
        .doesNotContain("hunter2");
  }

  @Test
  void manyMistakesAreToldInPart() {
    var apps = new StringBuilder("x".repeat(10_000));
    for (int i = 0; i < 5_000; i++) {
      apps.append(",Wrong").append(i);
    }

    assertThat(mistakes(with("HEROKU_APPS", apps.toString())))
        .hasSize(51)
        .allMatch(mistake -> mistake.length() < 1_000)
        .last()
        .isEqualTo("the settings have 4951 more mistakes: mend these first");
  }

  @Test
  void heartbeatsMayGoToAnAddressWithAQuery() {
    var address = "https://up.example.com/api/push/abc?status=up&msg=OK&ping=";

    assertThat(Settings.from(with("HEARTBEAT_URL", address)).heartbeat())
        .contains(new Plain(new Secret(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "http://up.example.com/abc, is http",
    "https://ada:hunter2@up.example.com/abc, has a user or a password in it",
    "https://up.example.com/abc#hunter2, has a fragment",
    "hunter2, does not begin with https://"
  })
  void wrongHeartbeatIsToldWithoutShowingIt(String address, String what) {
    assertThat(mistakes(with("HEARTBEAT_URL", address)))
        .singleElement()
        .asString()
        .startsWith("HEARTBEAT_URL " + what)
        .endsWith(": copy it from whoever counts the heartbeats, with https")
        .doesNotContain("hunter2");
  }

  @Test
  void stateNeverHeardOfIsTaken() {
    assertThat(Settings.from(with("ALERT_STATES", "hibernating")).alertStates())
        .containsExactly(new DynoState("hibernating"));
  }

  @Test
  void statesThatAreSuggestedAreKnown() {
    assertThat(Values.ALERT_STATES).allMatch(word -> new DynoState(word).isKnown());
  }

  @Test
  void secretsAreNotPrinted() {
    var plain = new HashMap<>(BOT);
    plain.remove("HEROKU_API_KEY_PARAMETER");
    plain.put("HEROKU_API_KEY", "hunter2");

    assertThat(Settings.from(plain).toString()).doesNotContain("hunter2").contains("***");
  }

  private static List<String> mistakes(Map<String, String> environment) {
    return catchThrowableOfType(SettingsException.class, () -> Settings.from(environment))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  private static Map<String, String> webhook(String name, String value) {
    return Map.of(
        "HEROKU_APPS", "api", "HEROKU_API_KEY", "HRKU-plain", name, value, "TABLE_NAME", "table");
  }

  private static WebAddress address(String text) {
    return new WebAddress(URI.create(text));
  }

  private static Map<String, String> with(String... namesAndValues) {
    var environment = new HashMap<>(BOT);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return environment;
  }
}
