package dev.herokumattermost.settings;

import static java.util.Objects.requireNonNullElse;

import dev.herokumattermost.watch.Rule;
import dev.herokumattermost.watch.Rules;
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
 * Reads watch.yaml: which processes are told of, and how patiently. docs/configuration.md describes
 * each key; docs/watch.schema.json tells editors.
 */
public final class WatchFile {
  /** Where the file is looked for on the classpath. */
  static final String RESOURCE = "/watch.yaml";

  static final int MAX_BYTES = 64 * 1024;

  private WatchFile() {}

  /**
   * What a file sets.
   *
   * @param redacting what is taken out of foreign text
   */
  public record Content(Rules rules, Redacting redacting) {}

  /**
   * The content of the file that the settings name, else of watch.yaml on the classpath, else the
   * defaults that the environment sets.
   *
   * @throws SettingsException with every mistake in the file at once
   */
  public static Content content(Settings settings) {
    return content(settings, WatchFile.class.getResourceAsStream(RESOURCE));
  }

  /** The rules of {@link #content}. */
  public static Rules rules(Settings settings) {
    return content(settings).rules();
  }

  static Content content(Settings settings, @Nullable InputStream bundled) {
    if (!settings.watchFile().isEmpty()) {
      return read(fromDisk(settings.watchFile()), settings);
    }
    if (bundled == null) {
      // Without the YAML parser, whose classes would take their part of a cold start.
      return new Content(
          Rules.of(List.of(), settings.ignoredTypeNames(), defaults(settings)), Redacting.DEFAULT);
    }
    try (bundled) {
      return read(text(bundled), settings);
    } catch (IOException broken) {
      throw unreadable("watch.yaml on the classpath", broken);
    }
  }

  static Rules rules(Settings settings, @Nullable InputStream bundled) {
    return content(settings, bundled).rules();
  }

  static Rules parse(String yaml, Settings settings) {
    return read(yaml, settings).rules();
  }

  static Content read(String yaml, Settings settings) {
    var mistakes = new Mistakes();
    var base = defaults(settings);
    var file =
        compose(yaml, mistakes)
            .map(root -> new YamlMap(root, "watch.yaml", RuleReader.FILE_KEYS, mistakes));
    List<Rule> rules = file.map(new RuleReader(base, settings, mistakes)::rules).orElse(List.of());
    Redacting redacting = file.map(new RedactReader(mistakes)::redacting).orElse(Redacting.DEFAULT);
    if (mistakes.any()) {
      throw mistakes.exception();
    }
    return new Content(Rules.of(rules, settings.ignoredTypeNames(), base), redacting);
  }

  private static Rule defaults(Settings settings) {
    var base = Rule.DEFAULT;
    return new Rule(
        base.apps(),
        base.processes(),
        settings.alertStates(),
        base.ignore(),
        base.quietInMaintenance(),
        settings.steadyFor(),
        base.reminders(),
        base.crashLoop(),
        base.address(),
        settings.logLines());
  }

  private static Optional<Node> compose(String yaml, Mistakes mistakes) {
    if (yaml.length() > MAX_BYTES) {
      mistakes.add("watch.yaml", "is too large", "stay under " + MAX_BYTES / 1024 + " KB");
      return Optional.empty();
    }
    try {
      return new Compose(yaml()).composeString(yaml);
    } catch (MarkedYamlEngineException wrong) {
      int line = wrong.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      mistakes.add(
          "watch.yaml line " + line,
          "is not YAML",
          wrong.getProblem() + "; check the indentation, quotes and brackets there");
    } catch (YamlEngineException refused) {
      // Too many aliases, or a character that YAML does not allow; there is no line to name.
      String why = requireNonNullElse(refused.getMessage(), "").lines().findFirst().orElse("");
      mistakes.add("watch.yaml", "is refused (" + why + ")", "write it plainer");
    }
    return Optional.empty();
  }

  /** Only the tree is built, never an object; a few aliases are fine, a bomb of them is not. */
  private static LoadSettings yaml() {
    return LoadSettings.builder().setLabel("watch.yaml").setMaxAliasesForCollections(20).build();
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
    var mistakes = new Mistakes();
    mistakes.add(
        where,
        "cannot be read (" + broken.getClass().getSimpleName() + ")",
        "name a file that exists and may be read, or unset WATCH_FILE");
    var exception = mistakes.exception();
    exception.initCause(broken);
    return exception;
  }
}
