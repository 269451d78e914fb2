package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.settings.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sam local invoke --config-env local} starts the function that the stack has. */
class LocalTemplateTest {
  private static final String FUNCTION = "Resources/WatchFunction/";

  private final Template local = new Template(Path.of("src/local/sam/template.yaml"));
  private final Template stack = new Template();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Type",
        "Properties/Handler",
        "Properties/Runtime",
        "Properties/Architectures",
        "Properties/MemorySize",
        "Properties/Timeout"
      })
  void functionIsThatOfTheStack(String property) {
    assertThat(local.at(FUNCTION + property)).isEqualTo(stack.at(FUNCTION + property));
  }

  @Test
  void nothingElseIsThere() {
    assertThat(local.map("Resources").keySet()).isEqualTo(Set.of("WatchFunction"));
    assertThat(local.map(FUNCTION + "Properties").keySet())
        .isEqualTo(
            Set.of(
                "CodeUri",
                "Handler",
                "Runtime",
                "Architectures",
                "MemorySize",
                "Timeout",
                "Environment"));
    assertThat(local.map(FUNCTION + "Properties/Environment/Variables").keySet())
        .allMatch(name -> Variable.names().contains(name) || name.startsWith("AWS_ENDPOINT_URL"));
  }

  @Test
  void theShortCommandNamesFilesThatAreThere() throws IOException {
    String config = Files.readString(Path.of("samconfig.toml"));

    assertThat(config)
        .contains("[local.local_invoke.parameters]", "env_vars = \".local/env.json\"");
    for (String file : Set.of("src/local/sam/template.yaml", "events/tick.json")) {
      assertThat(config).contains("\"" + file + "\"");
      assertThat(Path.of(file)).exists();
    }
  }
}
