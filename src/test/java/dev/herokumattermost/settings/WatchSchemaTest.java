package dev.herokumattermost.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.rules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The schema that editors use says what the parser says. */
class WatchSchemaTest {
  private static final Path FILE = Path.of("docs/watch.schema.json");

  @Test
  void schemaHasExactlyTheKeysOfTheParser() throws Exception {
    assertThat(keys("/properties")).isEqualTo(WatchFile.FILE_KEYS);
    assertThat(keys("/$defs/account/properties")).isEqualTo(AccountReader.ACCOUNT_KEYS);
    assertThat(keys("/$defs/rule/properties")).isEqualTo(RuleReader.RULE_KEYS);
    assertThat(keys("/$defs/redact/properties")).isEqualTo(RedactionReader.REDACT_KEYS);
    assertThat(keys("/$defs/rule/properties/crash_loop/properties"))
        .isEqualTo(RuleReader.LOOP_KEYS);
  }

  @Test
  void schemaHasTheDefaultsOfTheCode() throws Exception {
    var rule = Json.CAMEL_CASE.readTree(Files.readString(FILE)).at("/$defs/rule/properties");
    var loop = rule.at("/crash_loop/properties");

    var calls = Json.CAMEL_CASE.readTree(Files.readString(FILE)).at("/$defs/account/properties");
    assertThat(calls.at("/calls_per_hour/default").asInt()).isEqualTo(Account.CALLS_PER_HOUR);
    assertThat(loop.at("/crashes/default").asInt()).isEqualTo(Rule.DEFAULT.crashLoop().crashes());
    assertThat(duration(loop.at("/within/default"))).isEqualTo(Rule.DEFAULT.crashLoop().within());
    assertThat(rule.at("/remind/default").values())
        .extracting(WatchSchemaTest::duration)
        .containsExactly(Rule.DEFAULT.reminders().first(), Rule.DEFAULT.reminders().every());
  }

  private static Duration duration(JsonNode text) {
    return Values.duration(text.asString(), new Problems().at("the schema"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules: [{apps: [api, 'web-*'], processes: ['*'], alert_on: [crashed, Down]}]",
        "rules: [{ignore: true}]",
        "rules: [{quiet_in_maintenance: false, steady_for: 1h30m}]",
        "rules: [{remind: never}, {apps: [api], processes: [run]}]",
        "rules: [{remind: [1h, 4h], crash_loop: {crashes: 3, within: 30m}}]",
        "rules: [{crash_loop: {}}]",
        "rules: [{channel: ops/billing_eu-1, mention: '@here', priority: normal, log_lines: 0}]",
        "rules: [{mention: ['@oncall', '@ada.l-1'], priority: urgent, log_lines: 50}]",
        "rules: [{mention: nobody, priority: auto}]",
        "rules: [{runbook: 'https://w.example.com/{app}/{type}/{dyno}', owner: 'Team {app}'}]",
        "rules: [{apps: [api], recovery: channel}, {recovery: thread}]",
        "redact: {emails: keep, patterns: ['CUST-[0-9]{6}', '(?i)x']}",
        "accounts: [{name: acme, key_parameter: /h/acme, apps: ['team:acme', '!*-pr-*']}]",
        "accounts: [{name: default, key_secret: acme, apps: [api], calls_per_hour: 4500}]",
        "redact: {emails: hide}",
        "redact: {}"
      })
  void bothTakeWhatIsRight(String yaml) throws Exception {
    assertThat(accepts(yaml)).isTrue();
    assertThat(schema().validate(yaml, InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rule: []",
        "rules: 5",
        "rules: []",
        "rules: [5]",
        "rules: [{apps: api}]",
        "rules: [{apps: []}]",
        "rules: [{apps: [5]}]",
        "rules: [{apps: [Api]}]",
        "rules: [{processes: [a.b]}]",
        "rules: [{alert_on: [up]}]",
        "rules: [{alert_on: [a b]}]",
        "rules: [{alerton: [crashed]}]",
        "rules: [{ignore: 'true'}]",
        "rules: [{steady_for: 5}]",
        "rules: [{steady_for: 0s}]",
        "rules: [{steady_for: ''}]",
        "rules: [{steady_for: 1m1h}]",
        "rules: [{remind: always}]",
        "rules: [{remind: [1h]}]",
        "rules: [{remind: [1h, never]}]",
        "rules: [{crash_loop: 3}]",
        "rules: [{crash_loop: {crashes: 1}}]",
        "rules: [{crash_loop: {crashes: 101}}]",
        "rules: [{crash_loop: {during: 1h}}]",
        "rules: [{channel: billing}]",
        "rules: [{channel: Ops/billing}]",
        "rules: [{channel: ops/channels/billing}]",
        "rules: [{mention: here}]",
        "rules: [{mention: '@Here'}]",
        "rules: [{mention: []}]",
        "rules: [{mention: ['@1']}]",
        "rules: [{mention: ['@a', '@b', '@c', '@d', '@e', '@f', '@g', '@h', '@i', '@j', '@k']}]",
        "rules: [{priority: loud}]",
        "rules: [{runbook: 'http://w.example.com/'}]",
        "rules: [{runbook: 'https://w.example.com/{pod}'}]",
        "rules: [{owner: '{pod}'}]",
        "rules: [{owner: ''}]",
        "rules: [{recovery: post}]",
        "rules: [{log_lines: 51}]",
        "rules: [{log_lines: -1}]",
        "rules: [{log_lines: '5'}]",
        "accounts: {}",
        "accounts: []",
        "accounts: [{name: acme, key_parameter: /h/acme}]",
        "accounts: [{key_parameter: /h/acme, apps: [api]}]",
        "accounts: [{name: Acme, key_parameter: /h/acme, apps: [api]}]",
        "accounts: [{name: acme, apps: [api]}]",
        "accounts: [{name: acme, key_parameter: /h/acme, key_secret: acme, apps: [api]}]",
        "accounts: [{name: acme, key_parameter: 'a b', apps: [api]}]",
        "accounts: [{name: acme, key_parameter: /h/acme, apps: []}]",
        "accounts: [{name: acme, key_parameter: /h/acme, apps: [5]}]",
        "accounts: [{name: acme, key_parameter: /h/acme, apps: api}]",
        "accounts: [{name: acme, key_parameter: /h/acme, apps: [api], calls_per_hour: 59}]",
        "accounts: [{name: acme, key_parameter: /h/acme, apps: [api], calls_per_hour: 4501}]",
        "accounts: [{name: acme, key: HRKU-x, apps: [api]}]",
        "redact: true",
        "redact: {emails: true}",
        "redact: {email: keep}",
        "redact: {patterns: x}",
        "redact: {patterns: []}",
        "redact: {patterns: ['']}",
        "redact: {patterns: [5]}"
      })
  void bothRefuseWhatIsWrong(String yaml) throws Exception {
    assertThat(accepts(yaml)).isFalse();
    assertThat(schema().validate(yaml, InputFormat.YAML)).isNotEmpty();
  }

  private static boolean accepts(String yaml) {
    try {
      boolean accounts = yaml.startsWith("accounts");
      WatchFile.parse(yaml, accounts ? WatchFileTest.withoutApps() : WatchFileTest.settings());
      return true;
    } catch (SettingsException refused) {
      return false;
    }
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(FILE));
  }

  private static List<String> keys(String pointer) throws IOException {
    var names = new ArrayList<String>();
    schema().getSchemaNode().at(pointer).fieldNames().forEachRemaining(names::add);
    return names;
  }
}
