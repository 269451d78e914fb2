package dev.herokumattermost.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists what the code knows, no more and no less. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("docs/configuration.md");

  @Test
  void pageHasEveryVariableWithItsDefault() throws IOException {
    Map<String, String> known =
        Arrays.stream(Variable.values())
            .collect(Collectors.toMap(Variable::name, variable -> variable.byDefault));

    assertThat(new TreeMap<>(table("## Environment"))).isEqualTo(new TreeMap<>(known));
  }

  @Test
  void pageHasEveryKeyOfTheFile() throws IOException {
    var known =
        Stream.concat(
            RuleReader.RULE_KEYS.stream().filter(key -> !key.equals("crash_loop")),
            RuleReader.LOOP_KEYS.stream().map(key -> "crash_loop." + key));
    var redact = RedactionReader.REDACT_KEYS.stream().map(key -> "redact." + key);

    assertThat(table("## watch.yaml").keySet())
        .containsExactlyInAnyOrderElementsOf(Stream.concat(known, redact).toList());
  }

  @Test
  void pageHasEveryKeyOfAnAccount() throws IOException {
    assertThat(table("## Accounts").keySet())
        .containsExactlyInAnyOrderElementsOf(
            AccountReader.ACCOUNT_KEYS.stream().map(key -> "accounts." + key).toList());
  }

  @Test
  void exampleOfAccountsIsRight() throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("## Accounts\n"));
    String yaml = section.substring(section.indexOf("```yaml\n") + 8);

    assertThat(
            WatchFile.parse(yaml.substring(0, yaml.indexOf("```")), WatchFileTest.withoutApps())
                .accounts())
        .hasSize(2);
  }

  @Test
  void exampleOnThePageIsRight() throws IOException {
    String page = Files.readString(PAGE);
    String yaml = page.substring(page.indexOf("```yaml\n") + 8);

    WatchFile.parse(
        yaml.substring(0, yaml.indexOf("```")),
        WatchFileTest.settings("HEROKU_APPS", "api,web-eu,billing"));
  }

  /** First and second column of the table in a section, without code marks; — is empty. */
  private static Map<String, String> table(String heading) throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf(heading + "\n") + heading.length());
    int end = section.indexOf("\n##");
    var rows = new LinkedHashMap<String, String>();
    (end < 0 ? section : section.substring(0, end))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|", -1))
        .forEach(cells -> rows.put(plain(cells[1]), plain(cells[2])));
    return rows;
  }

  private static String plain(String cell) {
    return cell.replace("`", "").replace("—", "").strip();
  }
}
