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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

  @Test
  void defaultsAreThoseOfTheCode() {
    var defaults = new HashMap<String, String>();
    for (Variable variable : Variable.values()) {
      if (variables.get(variable.name()) instanceof Map<?, ?> reference
          && reference.get("!Ref") instanceof String parameter
          && template.map("Parameters").containsKey(parameter)) {
        Template.value(template.at("Parameters/" + parameter), "Default")
            .ifPresent(text -> defaults.put(variable.name(), text.toString()));
      }
    }

    assertThat(defaults.keySet())
        .isEqualTo(
            Set.of(
                "HEROKU_API_HOST",
                "ALERT_STATES",
                "IGNORE_TYPES",
                "STEADY_FOR",
                "MENTION",
                "PRIORITY",
                "TIME_ZONE",
                "READ_CONCURRENCY",
                "LOG_LINES"));
    assertThat(defaults)
        .allSatisfy((name, text) -> assertThat(text).isEqualTo(Variable.valueOf(name).byDefault));
  }

  @ParameterizedTest
  @CsvSource({"LogLines, LOG_LINES", "ReadConcurrency, READ_CONCURRENCY"})
  void boundsAreThoseOfTheCode(String parameter, String variable) {
    int least = Integer.parseInt(template.text("Parameters/" + parameter + "/MinValue"));
    int most = Integer.parseInt(template.text("Parameters/" + parameter + "/MaxValue"));

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
