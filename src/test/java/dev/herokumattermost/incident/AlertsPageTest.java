package dev.herokumattermost.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.settings.Settings;
import dev.herokumattermost.settings.WatchFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/scenarios.md are what is posted, and docs/alerts.md lists their rules.
 * {@code -Dpages.update} writes what is posted into the page, so that a change of rules or words
 * can be read as a change of the page.
 */
class AlertsPageTest {
  private static final Path RULES = Path.of("docs/alerts.md");
  private static final Path EXAMPLES = Path.of("docs/scenarios.md");
  private static final String FENCE = "```";
  private static final Pattern ROW =
      Pattern.compile("\\| \\[[^]]+]\\(scenarios\\.md#([^)]+)\\) \\|.*\\|.*\\|");

  private @TempDir Path folder;

  @Test
  void examplesAreWhatIsPosted() throws IOException {
    List<String> page = Files.readAllLines(EXAMPLES);
    List<String> played = played(page);
    if (Boolean.getBoolean("pages.update")) {
      Files.write(EXAMPLES, played);
    } else {
      assertThat(played).isEqualTo(page);
    }
  }

  @Test
  void everyRuleHasAnExampleAndEveryExampleARule() throws IOException {
    List<String> rules =
        Files.readAllLines(RULES).stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1))
            .toList();
    var examples = new LinkedHashSet<String>();
    String section = "";
    for (String line : Files.readAllLines(EXAMPLES)) {
      if (line.startsWith("## ")) {
        section = anchor(line.substring(3));
      } else if (line.equals(FENCE + "text")) {
        examples.add(section);
      }
    }
    assertThat(rules).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    assertThat(examples).containsExactlyElementsOf(rules);
  }

  /** As GitHub makes the anchor of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  private List<String> played(List<String> page) {
    var played = new ArrayList<String>();
    var example = new ArrayList<String>();
    boolean inside = false;
    for (String line : page) {
      if (inside && line.equals(FENCE)) {
        played.addAll(Example.play(example, this::rule));
        example.clear();
        inside = false;
      }
      if (inside) {
        example.add(line);
      } else {
        played.add(line);
        inside = line.equals(FENCE + "text");
      }
    }
    return played;
  }

  private Rule rule(String yaml) {
    try {
      Path file = Files.writeString(folder.resolve("watch.yaml"), "rules: [" + yaml + "]");
      return WatchFile.rules(
              Settings.from(
                  Map.of(
                      "HEROKU_APPS", "api",
                      "HEROKU_API_KEY", "made-up",
                      "MATTERMOST_WEBHOOK_URL", "https://chat.example.com/hooks/made-up",
                      "TABLE_NAME", "made-up",
                      "WATCH_FILE", file.toString())))
          .forProcess(new AppName("api"), new ProcessType("web"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
