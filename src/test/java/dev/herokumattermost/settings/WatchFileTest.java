package dev.herokumattermost.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.Guide;
import dev.herokumattermost.rules.NamePatterns;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rule.CrashLoop;
import dev.herokumattermost.rules.Rule.Reminders;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.rules.Selection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchFileTest {
  private static final AppName API = new AppName("api");
  private static final ProcessType WEB = new ProcessType("web");
  private static final ProcessType RUN = new ProcessType("run");

  @Test
  void withoutFileTheEnvironmentDecides() {
    assertThat(WatchFile.rules(settings())).isEqualTo(Rules.DEFAULT);

    var rule =
        WatchFile.rules(settings("ALERT_STATES", "down", "STEADY_FOR", "5m")).forProcess(API, WEB);
    assertThat(rule.alertOn()).containsExactly(DynoState.DOWN);
    assertThat(rule.steadyFor()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void everyKeyIsRead() {
    var rules =
        parse(
            """
            rules:
              - apps: [api, "web-*"]
                processes: [worker, "w*"]
                alert_on: [crashed, starting]
                ignore: false
                quiet_in_maintenance: true
                failed_releases: false
                steady_for: 2m
                remind: [30m, 2h]
                crash_loop: {crashes: 5, within: 1h}
                channel: ops/billing
                mention: ["@oncall", "@ada.l-1"]
                priority: urgent
                log_lines: 3
                runbook: https://wiki.example.com/{app}/{type}?dyno={dyno}
                owner: Team {app}
            """,
            settings());

    assertThat(rules.rules().getFirst())
        .isEqualTo(
            new Rule(
                NamePatterns.of("api", "web-*"),
                NamePatterns.of("worker", "w*"),
                Set.of(DynoState.CRASHED, DynoState.STARTING),
                false,
                true,
                false,
                Duration.ofMinutes(2),
                new Reminders(Duration.ofMinutes(30), Duration.ofHours(2)),
                new CrashLoop(5, Duration.ofHours(1)),
                new Route(named("ops/billing"), List.of("@oncall", "@ada.l-1"), Priority.URGENT),
                3,
                new Guide(
                    Optional.of("https://wiki.example.com/{app}/{type}?dyno={dyno}"),
                    Optional.of("Team {app}"))));
  }

  @ParameterizedTest
  @CsvSource({"auto, BY_IMPACT", "normal, NONE", "important, IMPORTANT", "urgent, URGENT"})
  void priorityIsMattermostsWord(String word, Priority priority) {
    var rule = parse("rules: [{priority: " + word + "}]", settings());

    assertThat(rule.forProcess(API, WEB).route())
        .isEqualTo(new Route(new Route.DefaultChannel(), List.of(), priority));
  }

  @Test
  void oneMentionNeedsNoList() {
    var rule = parse("rules: [{mention: '@here'}]", settings());

    assertThat(rule.forProcess(API, WEB).route().mentions()).containsExactly("@here");
  }

  /** Of the environment, unless a rule says otherwise. */
  @Test
  void nobodyTakesBackTheMentionOfAll() {
    var rules =
        parse(
            "rules: [{apps: [api], mention: nobody}, {apps: ['web-*'], priority: normal}]",
            settings("MENTION", "@oncall, @ada"));

    assertThat(rules.forProcess(API, WEB).route().mentions()).isEmpty();
    assertThat(rules.forProcess(new AppName("web-eu"), WEB).route().mentions())
        .containsExactly("@oncall", "@ada");
    assertThat(rules.otherwise().route().priority()).isEqualTo(Priority.BY_IMPACT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://wiki.example.com/x",
        "https://user@wiki.example.com/x",
        "https://{app}.example.com/",
        "https://wiki.example.com/{pod}",
        "https://wiki.example.com/a)b",
        "https://wiki.example.com/a b",
        "https:///x",
        "javascript:alert(1)",
      })
  void whatIsNoAddressIsNoRunbook(String address) {
    assertThat(mistakes("rules: [{runbook: \"" + address + "\"}]"))
        .singleElement()
        .asString()
        .contains("runbook is not an address for a runbook");
  }

  @Test
  void botsOwnChannelIsTheDefaultOne() {
    var bot =
        Settings.from(
            Map.of(
                "HEROKU_APPS", "api",
                "HEROKU_API_KEY", "k",
                "MATTERMOST_URL", "https://chat.example.com",
                "MATTERMOST_TOKEN", "t",
                "MATTERMOST_CHANNEL", "ops/alerts",
                "TABLE_NAME", "dyno-watch"));
    var rules =
        parse("rules: [{processes: [web], channel: ops/alerts}, {channel: ops/other}]", bot);

    assertThat(rules.forProcess(API, WEB).route().target()).isEqualTo(new Route.DefaultChannel());
    assertThat(rules.forProcess(API, new ProcessType("worker")).route().target())
        .isEqualTo(named("ops/other"));
  }

  @Test
  void logLinesComeFromTheEnvironmentUnlessTheRuleSaysSo() {
    var rules =
        parse(
            "rules: [{apps: [api]}, {apps: ['web-*'], log_lines: 0}]", settings("LOG_LINES", "7"));

    assertThat(rules.forProcess(API, WEB).logLines()).isEqualTo(7);
    assertThat(rules.forProcess(new AppName("web-eu"), WEB).logLines()).isZero();
  }

  @Test
  void tooManyMentionsAreAMistake() {
    assertThat(mistakes("rules: [{mention: [" + "'@ada', ".repeat(11) + "]}]"))
        .containsExactly(
            "watch.yaml line 1, mention names 11: name at most 10, or a group of them");
  }

  @Test
  void whatARuleLeavesOutTheEnvironmentFillsIn() {
    var rule =
        parse("rules: [{apps: [api], remind: never}]", settings("STEADY_FOR", "9m"))
            .forProcess(API, WEB);

    assertThat(rule.steadyFor()).isEqualTo(Duration.ofMinutes(9));
    assertThat(rule.crashLoop()).isEqualTo(Rule.DEFAULT.crashLoop());
    assertThat(rule.reminders().never()).isTrue();
  }

  @Test
  void ruleWithoutProcessesLeavesIgnoredTypesIgnored() {
    var rules = parse("rules: [{apps: [api], steady_for: 2m}]", settings());

    assertThat(rules.forProcess(API, RUN).ignore()).isTrue();
    assertThat(rules.forProcess(API, WEB).steadyFor()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void ruleThatNamesAnIgnoredTypeWatchesIt() {
    var rules = parse("rules: [{processes: ['*'], steady_for: 2m}]", settings());

    assertThat(rules.forProcess(API, RUN).ignore()).isFalse();
  }

  @Test
  void emptyFileIsNoFile() {
    assertThat(parse("# nothing yet\n", settings())).isEqualTo(Rules.DEFAULT);
  }

  @Test
  void namedFileComesBeforeTheBundledOne(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("w.yaml"), "rules: [{steady_for: 2m}]");
    var bundled = stream("rules: [{steady_for: 3m}]");

    assertThat(steady(WatchFile.content(settings("WATCH_FILE", file.toString()), bundled).rules()))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(steady(WatchFile.content(settings(), bundled).rules()))
        .isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void missingFileIsAMistake(@TempDir Path folder) {
    var settings = settings("WATCH_FILE", folder.resolve("none.yaml").toString());

    assertThatThrownBy(() -> WatchFile.rules(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none.yaml cannot be read (NoSuchFileException): name a file");
  }

  @Test
  void allMistakesAreToldAtOnceWithLineAndKey() {
    assertThat(
            mistakes(
                """
                rules:
                  - apps: [api]
                    alert_onn: [crashed]
                    steady_for: soon
                  - apps: [billing]
                    remind: 1h
                    ignore: maybe
                """))
        .containsExactly(
            "watch.yaml line 3, alert_onn is not a key of a rule: did you mean alert_on? use apps,"
                + " processes, alert_on, ignore, quiet_in_maintenance, failed_releases, steady_for, remind,"
                + " crash_loop, channel, mention, priority, recovery, log_lines, runbook, owner",
            "watch.yaml line 4, steady_for is \"soon\", not a duration: write hours, minutes and"
                + " seconds, such as 30s, 5m or 1h30m",
            "watch.yaml line 5, apps names \"billing\", which matches none of HEROKU_APPS: add the"
                + " app to HEROKU_APPS or remove it here",
            "watch.yaml line 7, ignore is not true or false: write true or false, without quotes",
            "watch.yaml line 6, remind is not never and not two durations: write never, or the"
                + " first and then every, such as [1h, 4h]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rule: []                                  | rule is not a key of watch.yaml: did you mean rules?",
        "rules: 5                                  | rules is not a list",
        "rules: []                                 | rules is empty",
        "rules: [5]                                | a rule is not a mapping",
        "[1]                                       | watch.yaml is not a mapping",
        "rules: [{apps: api}]                      | apps is not a list",
        "rules: [{apps: []}]                       | apps is empty",
        "rules: [{apps: [5]}]                      | apps holds something that is no text: quote it",
        "rules: [{apps: [A B]}]                    | names \"A B\", which nothing can be called",
        "rules: [{processes: [a.b]}]               | processes names \"a.b\"",
        "rules: [{alert_on: [crahsed]}]            | alert_on names \"crahsed\": did you mean crashed?",
        "rules: [{alert_on: [up]}]                 | names up, the healthy state",
        "rules: [{steady_for: 5}]                  | steady_for is \"5\", not a duration",
        "rules: [{steady_for: [1m]}]               | steady_for is a list or a mapping, not a duration",
        "rules: [{remind: [1h, never]}]            | remind is \"never\", not a duration",
        "rules: [{crash_loop: 3}]                  | crash_loop is not a mapping",
        "rules: [{crash_loop: {crashs: 3}}]        | crashs is not a key of crash_loop: did you mean crashes?",
        "rules: [{crash_loop: {crashes: 1}}]       | give a whole number from 2 to 100",
        "rules: [{crash_loop: {crashes: '3'}}]     | crashes is not a number that fits",
        "rules: [{channel: alerts}]                | channel is \"alerts\", not team/channel: take the lower-case handles",
        "rules: [{channel: Ops/Alerts}]            | channel is \"Ops/Alerts\", not team/channel",
        "rules: [{channel: 5}]                     | channel is \"\", not team/channel",
        "rules: [{channel: ops/channels/billing}]  | write ops/billing",
        "rules: [{channel: 'https://c.example.com/ops/channels/billing'}] | write ops/billing",
        "rules: [{mention: here}]                  | mention names \"here\", which calls nobody: write \"@here\"",
        "rules: [{mention: ['@Oncall']}]           | write \"@oncall\"",
        "rules: [{mention: '@1'}]                  | write a name with its @, in quotes",
        "rules: [{mention: ['@ada @bob']}]         | names \"@ada @bob\", which calls nobody",
        "rules: [{mention: 5}]                     | which calls nobody",
        "rules: [{mention: []}]                    | mention is empty",
        "rules: [{priority: urgnt}]                | priority is \"urgnt\": did you mean urgent? write auto, normal, important, urgent",
        "rules: [{priority: 1}]                    | write auto, normal, important, urgent",
        "rules: [{log_lines: 51}]                  | give a whole number from 0 to 50",
        "rules: [{chanel: ops/billing}]            | chanel is not a key of a rule: did you mean channel?",
        "rules: [{ignore: true, ignore: false}]    | ignore is there twice: keep one",
        "rules: [{ignore: maybe}]                  | ignore is not true or false",
        "rules: [{ignore: !!java.io.File x}]       | ignore is not true or false",
        "rules: [{mention: @here}]                 | put a name with its @ in quotes",
        "rules: [{apps: [*-web]}]                  | put a pattern that begins with * in quotes",
        "rules: [{<<: {ignore: true}}]             | << is not a key of a rule",
        "rules: [{                                 | line 1 is not YAML",
      })
  void mistakeIsToldWithItsFix(String yaml, String told) {
    assertThat(mistakes(yaml))
        .singleElement()
        .asString()
        .startsWith("watch.yaml line 1")
        .contains(told);
  }

  @Test
  void ruleBehindAWiderOneIsAMistake() {
    assertThat(
            mistakes(
                """
                rules:
                  - apps: ["*"]
                  - apps: [api]
                    processes: [web]
                """))
        .containsExactly(
            "watch.yaml line 3, the rule can never match, as line 2 takes all of it first: move it"
                + " up or remove it");
  }

  @Test
  void ruleBehindSeveralThatTogetherTakeAllIsAMistake() {
    assertThat(
            mistakes(
                """
                rules:
                  - apps: [api]
                  - apps: ["web-*"]
                    processes: [web]
                  - processes: [web]
                """))
        .singleElement()
        .asString()
        .contains("line 5", "as lines 2 and 3 take all of it first");
  }

  @Test
  void ruleForAnIgnoredTypeIsNotHiddenByOneForAllTypes() {
    var rules = parse("rules: [{apps: ['*']}, {apps: [api], processes: [run]}]", settings());

    assertThat(rules.forProcess(API, RUN).ignore()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "True", "TRUE", "yes", "Yes", "on", "ON"})
  void yesIsWrittenInManyWays(String word) {
    assertThat(parse("rules: [{ignore: " + word + "}]", settings()).rules().getFirst().ignore())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "False", "no", "NO", "off", "Off"})
  void noIsWrittenInManyWays(String word) {
    assertThat(parse("rules: [{ignore: " + word + "}]", settings()).rules().getFirst().ignore())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeffrules:\n  - apps: [api]\n    log_lines: 7\n",
        "rules:\r\n  - apps: [api]\r\n    log_lines: 7\r\n",
        "# ours\nrules: # all\n  - apps: [api] # one\n    log_lines: 7\n",
        "---\nrules:\n- apps:\n  - api\n  log_lines: 7\n...\n",
        "%YAML 1.1\n---\nrules: [{apps: [api], log_lines: 7}]",
        "rules: [{apps: &mine [api], processes: [web], log_lines: 7}, {apps: *mine, ignore: yes}]",
        "\"rules\": [{'apps': ['api'], \"log_lines\": 7}]",
        "rules:\t[{apps: [api],\tlog_lines: 7}]\t"
      })
  void yamlAsPeopleWriteItIsRead(String yaml) {
    assertThat(parse(yaml, settings()).forProcess(API, WEB).logLines()).isEqualTo(7);
  }

  @Test
  void tabsThatIndentAreToldWithLineAndFix() {
    assertThat(mistakes("rules:\n\t- apps: [api]"))
        .singleElement()
        .asString()
        .startsWith("watch.yaml line 2 is not YAML")
        .endsWith("indent with spaces instead of tabs");
  }

  @Test
  void secondDocumentIsToldWithLineAndFix() {
    assertThat(mistakes("rules: []\n---\nrules: []"))
        .singleElement()
        .asString()
        .startsWith("watch.yaml line 2 is not YAML")
        .endsWith("keep one document, without a second ---");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{", "- ? "})
  void deepNestingIsRefusedAtOnce(String opening) {
    String deep = "redact:\n " + opening.repeat(60_000 / opening.length());

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThat(mistakes(deep))
                .containsExactly(
                    "watch.yaml line 2 is nested too deeply: look for brackets that are not closed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "rules: [~{},~]",
        "rules: [~{apps: [a*]},~]",
        "rules: [{apps: [~a*,~]}, {apps: [a*]}]",
        "rules: [{apps: [~x,~]}]",
        "rules: [{apps: [\"~*a~*\"]}, {ignore: maybe}]",
        "rules: [{mention: \"~@~\"}]",
        "rules: [{channel: \"~a/~\"}]",
        "rules: [{alert_on: \"~crashed~\"}]",
        "~a1: 1⏎~",
        "~? a⏎~",
        "rules: [~&a [*a],~]",
        "rules: \"~\\~",
        "redact: {patterns: [~a,~]}",
        "redact: {patterns: [\"~(a|b)~\"]}",
        "~!~",
        "rules: 1 ~#~",
        "~'~"
      })
  void longFilesEndSoonAndTellLittle(String before, String piece, String after) {
    String unit = piece.replace('⏎', '\n');
    String yaml =
        Objects.requireNonNullElse(before, "")
            + unit.repeat((WatchFile.MAX_BYTES - 200) / unit.length())
            + Objects.requireNonNullElse(after, "");

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(mistakes(yaml)).hasSizeBetween(1, 51));
  }

  @Test
  void tooManyNamesAreAMistake() {
    assertThat(mistakes("rules: [" + "{},".repeat(501) + "]"))
        .containsExactly(
            "watch.yaml line 1, rules name 1002 apps and process types, each left out counting as"
                + " one: name 1000 at most, with fewer rules or with patterns");
  }

  @Test
  void bombOfAliasesIsRefused() {
    var bomb = "rules: &a [{apps: &b [api]}]\nx: [" + "*a, ".repeat(30) + "]\n";

    assertThat(mistakes(bomb)).singleElement().asString().contains("aliases");
  }

  @Test
  void forbiddenCharacterIsAMistake() {
    assertThat(mistakes("rules: \u0007"))
        .singleElement()
        .asString()
        .startsWith("watch.yaml is refused (");
  }

  @Test
  void withoutAccountsTheEnvironmentIsTheOnlyOne() {
    assertThat(WatchFile.content(settings()).accounts())
        .containsExactly(settings().account().orElseThrow())
        .first()
        .extracting(Account::name, account -> account.partition("prod"))
        .containsExactly("default", "prod");
  }

  @Test
  void accountsAreReadInTheirOrder() {
    WatchFile.Content content = WatchFile.content(withoutApps());

    assertThat(content.accounts())
        .containsExactly(
            new Account(
                "default",
                new SecretSource.Parameter("/heroku-mattermost/heroku-api-key"),
                Selection.ofNames(List.of(API)),
                2250),
            new Account(
                "acme",
                new SecretSource.SecretsManager("heroku/acme"),
                new Selection(
                    List.of(new Selection.OfTeam("acme", Glob.ANY)),
                    List.of(new Selection.Matching(new Glob("*-pr-*")))),
                3000));
    assertThat(content.accounts())
        .extracting(account -> account.partition("prod"))
        .containsExactly("prod", "prod@acme");
  }

  @Test
  void whoeverComesAfterADiscoveringAccountHasToLookWhatThatOneHas() {
    WatchFile.Content content =
        content(
            """
            accounts:
              - {name: one, key_parameter: /one, apps: [api]}
              - {name: two, key_parameter: /two, apps: ["team:acme"]}
              - {name: three, key_parameter: /three, apps: [web-eu]}
            """);

    assertThat(content.accounts())
        .extracting(content::mustDiscover)
        .containsExactly(false, true, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: b, key_parameter: /a, apps: [web]} | key_parameter is that of account a",
        "{name: a, key_parameter: /b, apps: [web]} | name is a twice",
        "{name: b, key_parameter: /b, apps: [api]} | names api, as account a does: name it once",
        "{name: b, key_parameter: HRKU-secret, apps: [web]} | looks like the secret itself",
        "{name: b, apps: [web]} | key_parameter is missing: set exactly one of",
        "{name: b, key_parameter: /b} | apps is missing: name the apps to watch",
        "{name: b, key_parameter: /b, apps: [Web]} | which no Heroku app can be called",
        "{name: b, key_parameter: /b, apps: [web], budget: 5} | is not a key of an account"
      })
  void mistakesInAccountsAreToldWithTheirFix(String second, String mistake) {
    String yaml = "accounts: [{name: a, key_parameter: /a, apps: [api]}, " + second + "]";

    assertThat(catchThrowableOfType(SettingsException.class, () -> content(yaml)))
        .message()
        .contains(mistake)
        .doesNotContain("HRKU-secret");
  }

  @Test
  void environmentAndAccountsTogetherAreAMistake() {
    assertThat(mistakes("accounts: [{name: a, key_parameter: /a, apps: [api]}]"))
        .singleElement()
        .asString()
        .contains("HEROKU_APPS is set as well");
  }

  @Test
  void ruleCanNameAppsThatAreNotThereYet() {
    Settings open = settings("HEROKU_APPS", "team:acme");

    assertThat(parse("rules: [{apps: [web-*]}, {apps: [shop]}]", open).rules()).hasSize(4);
    assertThat(
            catchThrowableOfType(
                SettingsException.class,
                () -> parse("rules: [{apps: [shop*]}, {apps: [shop-eu]}]", open)))
        .message()
        .contains("can never match, as line 1 takes all of it first");
  }

  private static WatchFile.Content content(String yaml) {
    return WatchFile.parse(yaml, withoutApps());
  }

  @Test
  void hugeFileIsRefused() {
    assertThat(mistakes("#".repeat(WatchFile.MAX_BYTES + 1)))
        .singleElement()
        .asString()
        .contains("stay under 64 KB");
  }

  static Settings settings(String... namesAndValues) {
    var environment =
        new HashMap<>(
            Map.of(
                "HEROKU_APPS", "api,web-eu",
                "HEROKU_API_KEY", "k",
                "MATTERMOST_WEBHOOK_URL", "https://chat.example.com/hooks/abc",
                "TABLE_NAME", "dyno-watch"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      environment.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return Settings.from(environment);
  }

  /** Settings with which watch.yaml has to name accounts. */
  static Settings withoutApps() {
    return Settings.from(
        Map.of(
            "MATTERMOST_WEBHOOK_URL", "https://chat.example.com/hooks/abc",
            "TABLE_NAME", "dyno-watch",
            "WATCH_FILE", "src/test/resources/settings/accounts.yaml"));
  }

  private static List<String> mistakes(String yaml) {
    return catchThrowableOfType(SettingsException.class, () -> parse(yaml, settings()))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  private static Rules parse(String yaml, Settings settings) {
    return WatchFile.parse(yaml, settings).rules();
  }

  private static Route.Target named(String channel) {
    return new Route.NamedChannel(ChannelName.parse(channel));
  }

  private static Duration steady(Rules rules) {
    return rules.forProcess(API, WEB).steadyFor();
  }

  private static ByteArrayInputStream stream(String yaml) {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
