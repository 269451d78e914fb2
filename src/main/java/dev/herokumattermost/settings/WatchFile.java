package dev.herokumattermost.settings;

import static java.util.Objects.requireNonNullElse;

import dev.herokumattermost.redact.Redaction;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.settings.UnreachableRules.RuleAtLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads watch.yaml: which processes alert, where, and how loudly. docs/configuration.md describes
 * each key; docs/watch.schema.json tells editors.
 */
public final class WatchFile {
  static final List<String> FILE_KEYS = List.of("rules", "redact");
  static final int MAX_BYTES = 64 * 1024;

  private WatchFile() {}

  /**
   * What a file sets.
   *
   * @param redaction what is taken out of text that others wrote
   */
  public record Content(Rules rules, Redaction redaction) {}

  /**
   * The content of the file that the settings name, else of watch.yaml on the classpath, else the
   * defaults that the environment sets.
   *
   * @throws SettingsException with every problem in the file at once
   */
  public static Content content(Settings settings) {
    return content(settings, WatchFile.class.getResourceAsStream("/watch.yaml"));
  }

  /** The rules of {@link #content}. */
  public static Rules rules(Settings settings) {
    return content(settings).rules();
  }

  static Content content(Settings settings, @Nullable InputStream bundled) {
    if (!settings.watchFile().isEmpty()) {
      return parse(fromDisk(settings.watchFile()), settings);
    }
    if (bundled == null) {
      // Without the YAML parser, whose classes would take their part of a cold start.
      return new Content(
          Rules.of(List.of(), settings.ignoredTypeNames(), defaults(settings)), Redaction.DEFAULT);
    }
    try (bundled) {
      return parse(text(bundled), settings);
    } catch (IOException broken) {
      throw unreadable("watch.yaml on the classpath", broken);
    }
  }

  static Content parse(String yaml, Settings settings) {
    var problems = new Problems();
    Rule defaults = defaults(settings);
    Optional<YamlMap> file =
        compose(yaml, problems).map(root -> new YamlMap(root, "watch.yaml", FILE_KEYS, problems));
    List<Rule> rules =
        file.map(map -> rules(map, new RuleReader(defaults, settings), settings, problems))
            .orElse(List.of());
    Redaction redaction = file.map(RedactionReader::read).orElse(Redaction.DEFAULT);
    problems.throwIfAny();
    return new Content(Rules.of(rules, settings.ignoredTypeNames(), defaults), redaction);
  }

  private static List<Rule> rules(
      YamlMap file, RuleReader reader, Settings settings, Problems problems) {
    List<RuleAtLine> rules =
        file.items("rules").stream()
            .map(
                node ->
                    new RuleAtLine(
                        YamlMap.line(node),
                        reader.read(new YamlMap(node, "a rule", RuleReader.RULE_KEYS, problems))))
            .toList();
    UnreachableRules.report(rules, settings.apps(), problems);
    return rules.stream().map(RuleAtLine::rule).toList();
  }

  private static Rule defaults(Settings settings) {
    return Rule.DEFAULT
        .withAlertOn(settings.alertStates())
        .withSteadyFor(settings.steadyFor())
        .withLogLines(settings.logLines());
  }

  private static Optional<Node> compose(String yaml, Problems problems) {
    if (yaml.length() > MAX_BYTES) {
      problems.at("watch.yaml").problem("is too large", "stay under " + MAX_BYTES / 1024 + " KB");
      return Optional.empty();
    }
    try {
      // Only the tree is built, never an object; a few aliases are fine, a bomb of them is not.
      return new Compose(
              LoadSettings.builder().setLabel("watch.yaml").setMaxAliasesForCollections(20).build())
          .composeString(yaml);
    } catch (MarkedYamlEngineException wrong) {
      int line = wrong.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      problems
          .at("watch.yaml line " + line)
          .problem(
              "is not YAML",
              wrong.getProblem() + "; check the indentation, quotes and brackets there");
    } catch (YamlEngineException refused) {
      // Too many aliases, or a character that YAML does not allow; there is no line to name.
      String why = requireNonNullElse(refused.getMessage(), "").lines().findFirst().orElse("");
      problems.at("watch.yaml").problem("is refused (" + why + ")", "write it plainer");
    }
    return Optional.empty();
  }

  private static String fromDisk(String path) {
    try (var file = Files.newInputStream(Path.of(path))) {
      return text(file);
    } catch (IOException broken) {
      throw unreadable("WATCH_FILE " + path, broken);
    }
  }

  /** One byte more than allowed is enough for the parser to refuse it. */
  private static String text(InputStream file) throws IOException {
    return new String(file.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8);
  }

  private static SettingsException unreadable(String where, IOException broken) {
    var exception =
        new SettingsException(
            List.of(
                new Problem(
                    where,
                    "cannot be read (" + broken.getClass().getSimpleName() + ")",
                    "name a file that exists and may be read, or unset WATCH_FILE")));
    exception.initCause(broken);
    return exception;
  }
}
