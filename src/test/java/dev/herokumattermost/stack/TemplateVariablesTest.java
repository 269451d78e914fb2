package dev.herokumattermost.stack;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.SettingsException;
import dev.herokumattermost.settings.Variable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template sets what the function reads, with the same defaults. */
class TemplateVariablesTest {
  private final Template template = new Template();
  private final Map<String, Object> variables =
      template.map("Resources/WatchFunction/Properties/Environment/Variables");

  @Test
  void everyVariableIsUnderstood() {
    assertThat(Variable.names()).containsAll(variables.keySet());
  }

  /** But for watch.yaml, which ships with the code. */
  @Test
  void everyVariableCanBeSet() {
    var settable =
        Arrays.stream(Variable.values())
            .filter(variable -> variable != Variable.WATCH_FILE)
            .map(variable -> variable.secret() ? variable.parameter() : variable.name())
            .collect(toCollection(TreeSet::new));

    assertThat(new TreeSet<>(variables.keySet())).isEqualTo(settable);
  }

  @Test
  void noSecretStandsInTheEnvironment() {
    var secrets =
        Arrays.stream(Variable.values())
            .filter(Variable::secret)
            .flatMap(variable -> Stream.of(variable.name(), variable.secretId()))
            .collect(toSet());

    assertThat(variables.keySet()).doesNotContainAnyElementsOf(secrets);
  }

  /**
   * CloudFormation keeps the value that a stack was made with: a default that it knew would never
   * change again. The schedule is the template's own, and the code is told of it.
   */
  @Test
  void defaultsAreTheCodesAloneAndTheTemplateTellsThem() {
    var told =
        Arrays.stream(Variable.values())
            .filter(variable -> variable.byDefault != null && !variable.byDefault.isEmpty())
            .filter(variable -> variable != Variable.SCHEDULE)
            .filter(
                variable ->
                    variables.get(variable.name()) instanceof Map<?, ?> reference
                        && reference.get("!Ref") instanceof String parameter
                        && template.map("Parameters").containsKey(parameter))
            .toList();

    assertThat(told)
        .extracting(Enum::name)
        .containsExactlyInAnyOrder(
            "HEROKU_API_URL",
            "HEROKU_API_HOST",
            "ALERT_STATES",
            "IGNORE_TYPES",
            "STEADY_FOR",
            "PRIORITY",
            "TIME_ZONE",
            "READ_CONCURRENCY",
            "CALLS_PER_HOUR",
            "LOG_LINES",
            "WORKERS");
    for (Variable variable : told) {
      var reference = (Map<?, ?>) variables.get(variable.name());
      String parameter = "Parameters/" + reference.get("!Ref");
      assertThat(template.text(parameter + "/Default")).isEmpty();
      assertThat(template.text(parameter + "/Description"))
          .endsWith("Leave empty for " + variable.byDefault + ".");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LogLines, LOG_LINES, 0, 50",
    "ReadConcurrency, READ_CONCURRENCY, 1, 256",
    "CallsPerHour, CALLS_PER_HOUR, 60, 4500"
  })
  void boundsAreThoseOfTheCode(String parameter, String variable, int least, int most) {
    String pattern = template.text("Parameters/" + parameter + "/AllowedPattern");
    for (int value = 0; value <= 5000; value++) {
      assertThat(Integer.toString(value).matches(pattern))
          .as("%s %d", parameter, value)
          .isEqualTo(value >= least && value <= most);
    }

    assertThatCode(() -> settings(variable, least)).doesNotThrowAnyException();
    assertThatCode(() -> settings(variable, most)).doesNotThrowAnyException();
    assertThatThrownBy(() -> settings(variable, least - 1)).isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> settings(variable, most + 1)).isInstanceOf(SettingsException.class);
  }

  /** What a newcomer answers who takes every default, with a webhook. */
  private Settings settings(String variable, int value) {
    return Settings.from(
        Map.of(
            "HEROKU_APPS",
            "api",
            "HEROKU_API_KEY_PARAMETER",
            template.text("Parameters/HerokuApiKeyParameter/Default"),
            "MATTERMOST_WEBHOOK_URL_PARAMETER",
            "/heroku-mattermost/webhook-url",
            "TABLE_NAME",
            "heroku-mattermost-MemoryTable-1A2B3C",
            "WATCH_NAME",
            "heroku-mattermost",
            variable,
            Integer.toString(value)));
  }
}
