package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.doctor.Check.Result;
import dev.herokumattermost.network.TestAuthority;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.secrets.Secrets;
import dev.herokumattermost.secrets.SsmConnection;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.SettingsException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;

class SettingsChecksTest {
  private static final Map<String, String> WEBHOOK =
      Map.of(
          "HEROKU_APPS", "api,shop",
          "HEROKU_API_KEY", "hunter2",
          "MATTERMOST_WEBHOOK_URL", "https://chat.example.com/hooks/hunter2",
          "TABLE_NAME", "dyno-watch");

  private final Secrets secrets =
      new Secrets(
          () -> SsmConnection.open(Map.of(), ProxyConfiguration.builder().build()),
          InstantSource.fixed(Instant.EPOCH));

  @Test
  void problemIsAFailureWithItsFixApart() {
    var problem =
        catchThrowableOfType(
                SettingsException.class, () -> Settings.from(with("STEADY_FOR", "a: b")))
            .problems()
            .getFirst();

    assertThat(SettingsChecks.failed(problem))
        .isEqualTo(
            Check.failed(
                "settings",
                "STEADY_FOR is \"a: b\", not a duration",
                "write hours, minutes and seconds, such as 30s, 5m or 1h30m"));
  }

  @Test
  void summarySaysWhatIsWatched() {
    assertThat(summary(Settings.from(with("IGNORE_TYPES", "none"))))
        .isEqualTo(
            Check.ok(
                "settings",
                "2 apps, alerts on crashed,restarting, ignores nothing, 2 rules; table dyno-watch,"
                    + " watch default"));
  }

  /** Where nobody is mentioned, phones stay silent. */
  @Test
  void rulesThatMentionNobodyAreAWarning() {
    Rule silent = Rules.DEFAULT.rules().getLast();
    Rule loud =
        silent.withRoute(
            new Route(
                silent.route().target(),
                List.of("@oncall"),
                silent.route().priority(),
                silent.route().recoveries()));
    Rule ignored = silent.withIgnore(true);

    assertThat(SettingsChecks.mentions(new Rules(List.of(ignored, loud))))
        .isEqualTo(Check.ok("mentions", "every rule mentions somebody"));
    assertThat(SettingsChecks.mentions(new Rules(List.of(ignored, loud, silent))).seen())
        .startsWith("some rules mention nobody: phones stay silent");
    assertThat(SettingsChecks.mentions(new Rules(List.of(ignored, silent))).seen())
        .startsWith("alerts mention nobody: phones stay silent");
    assertThat(SettingsChecks.mentions(new Rules(List.of(ignored, silent))).result())
        .isEqualTo(Result.WARNING);
  }

  @Test
  void severalAccountsAreCounted() {
    var settings = Settings.from(WEBHOOK);
    var account = settings.account().orElseThrow();

    assertThat(SettingsChecks.summary(settings, List.of(account, account), Rules.DEFAULT).seen())
        .startsWith("2 accounts, alerts on");
    assertThat(SettingsChecks.secrets(settings, List.of(account, account), secrets, false))
        .extracting(Check::check)
        .startsWith("account " + account.name() + ", secret HEROKU_API_KEY");
  }

  /** A certificate is no secret. */
  @Test
  void certificateInTheEnvironmentIsNoWarning() {
    assertThat(checks(with("MATTERMOST_CA", TestAuthority.pem()), true))
        .filteredOn(check -> check.check().equals("secret MATTERMOST_CA"))
        .containsExactly(Check.ok("secret MATTERMOST_CA", "in the environment"));
  }

  @Test
  void secretsInTheEnvironmentAreAWarningOnAwsAlone() {
    assertThat(checks(WEBHOOK, false))
        .containsExactly(
            Check.ok("secret HEROKU_API_KEY", "in the environment"),
            Check.ok("secret MATTERMOST_WEBHOOK_URL", "in the environment"));
    assertThat(checks(WEBHOOK, true))
        .extracting(Check::result)
        .containsExactly(Result.WARNING, Result.WARNING);
    assertThat(checks(WEBHOOK, true).toString()).doesNotContain("hunter2");
  }

  @Test
  void secretThatCannotBeFetchedFailsWithItsFixApart() {
    assertThat(checks(with("HEARTBEAT_URL_PARAMETER", "/watch/heartbeat"), true))
        .last()
        .isEqualTo(
            Check.failed(
                "secret HEARTBEAT_URL",
                "cannot fetch parameter /watch/heartbeat: no AWS credentials, or no region",
                "set AWS_REGION, and give the function a role or log in with the AWS CLI"));
  }

  private List<Check> checks(Map<String, String> environment, boolean onAws) {
    var settings = Settings.from(environment);
    return SettingsChecks.secrets(settings, settings.account().stream().toList(), secrets, onAws);
  }

  private static Map<String, String> with(String name, String value) {
    var environment = new HashMap<>(WEBHOOK);
    environment.put(name, value);
    return environment;
  }

  private static Check summary(Settings settings) {
    return SettingsChecks.summary(settings, settings.account().stream().toList(), Rules.DEFAULT);
  }
}
