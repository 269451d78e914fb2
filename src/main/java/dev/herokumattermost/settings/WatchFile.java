package dev.herokumattermost.settings;

import static java.util.Objects.requireNonNullElse;

import dev.herokumattermost.redact.Redaction;
import dev.herokumattermost.rules.Route;
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
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads watch.yaml: which processes alert, where, and how loudly. docs/configuration.md describes
 * each key; docs/watch.schema.json tells editors.
 */
public final class WatchFile {
  static final List<String> FILE_KEYS = List.of("accounts", "rules", "redact");
  static final int MAX_BYTES = 64 * 1024;

  /** The deepest that is meant is a list in a mapping in a rule in the list of rules: five. */
  private static final int DEEPEST = 10;

  /** Each is compared with each, for every app. */
  private static final int MOST_NAMES = 1_000;

  private WatchFile() {}

  /**
   * What a file sets.
   *
   * @param accounts in their order: an app that two of them see belongs to the first
   * @param redaction what is taken out of text that others wrote
   */
  public record Content(List<Account> accounts, Rules rules, Redaction redaction) {
    public Content {
      accounts = List.copyOf(accounts);
    }

    /** The accounts before one, which have the apps that several see. */
    public List<Account> before(Account account) {
      return accounts.subList(0, accounts.indexOf(account));
    }

    /**
     * Whether it has to be found out which apps an account has: from Heroku, or, for apps that are
     * named, from what the accounts before it have found.
     */
    public boolean mustDiscover(Account account) {
      return !account.selection().isOfNamesAlone()
          || before(account).stream().anyMatch(one -> !one.selection().isOfNamesAlone());
    }
  }

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
          settings.account().stream().toList(),
          Rules.of(List.of(), settings.ignoredTypeNames(), defaults(settings)),
          Redaction.DEFAULT);
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
    List<Account> accounts =
        file.map(map -> new AccountReader(problems).read(map, settings.account()))
            .orElseGet(() -> settings.account().stream().toList());
    if (accounts.isEmpty() && file.flatMap(map -> map.get("accounts")).isEmpty()) {
      problems
          .at("HEROKU_APPS")
          .problem(
              "is missing, and watch.yaml names no accounts",
              "name the apps to watch, such as api,web-eu, and set HEROKU_API_KEY, or add accounts");
    }
    var watched = new WatchedNames(accounts.stream().map(Account::selection).toList());
    List<Rule> rules =
        file.map(map -> rules(map, new RuleReader(defaults, settings, watched), watched, problems))
            .orElse(List.of());
    Redaction redaction = file.map(RedactionReader::read).orElse(Redaction.DEFAULT);
    problems.throwIfAny();
    return new Content(accounts, Rules.of(rules, settings.ignoredTypeNames(), defaults), redaction);
  }

  private static List<Rule> rules(
      YamlMap file, RuleReader reader, WatchedNames watched, Problems problems) {
    List<RuleAtLine> rules =
        file.items("rules").stream()
            .map(
                node ->
                    new RuleAtLine(
                        YamlMap.line(node),
                        reader.read(new YamlMap(node, "a rule", RuleReader.RULE_KEYS, problems))))
            .toList();
    int names =
        rules.stream()
            .map(RuleAtLine::rule)
            .mapToInt(rule -> rule.apps().patterns().size() + rule.processes().patterns().size())
            .sum();
    if (names > MOST_NAMES) {
      file.at("rules")
          .problem(
              "name " + names + " apps and process types, each left out counting as one",
              "name " + MOST_NAMES + " at most, with fewer rules or with patterns");
      return List.of();
    }
    UnreachableRules.report(rules, watched, problems);
    return rules.stream().map(RuleAtLine::rule).toList();
  }

  private static Rule defaults(Settings settings) {
    return Rule.DEFAULT
        .withAlertOn(settings.alertStates())
        .withSteadyFor(settings.steadyFor())
        .withRoute(new Route(new Route.DefaultChannel(), settings.mentions(), settings.priority()))
        .withLogLines(settings.logLines());
  }

  private static Optional<Node> compose(String yaml, Problems problems) {
    if (yaml.length() > MAX_BYTES) {
      problems.at("watch.yaml").problem("is too large", "stay under " + MAX_BYTES / 1024 + " KB");
      return Optional.empty();
    }
    try {
      // Only the tree is built, never an object; a few aliases are fine, a bomb of them is not.
      var limits =
          LoadSettings.builder().setLabel("watch.yaml").setMaxAliasesForCollections(20).build();
      Optional<Event> tooDeep = tooDeep(new Parse(limits).parseString(yaml));
      if (tooDeep.isPresent()) {
        problems
            .at("watch.yaml line " + line(tooDeep.get().getStartMark()))
            .problem("is nested too deeply", "look for brackets that are not closed");
        return Optional.empty();
      }
      return new Compose(limits).composeString(yaml);
    } catch (MarkedYamlEngineException wrong) {
      problems
          .at("watch.yaml line " + line(wrong.getProblemMark()))
          .problem("is not YAML", wrong.getProblem() + "; " + fix(wrong.getProblem()));
    } catch (YamlEngineException refused) {
      // Too many aliases, or a character that YAML does not allow; there is no line to name.
      String why = requireNonNullElse(refused.getMessage(), "").lines().findFirst().orElse("");
      problems.at("watch.yaml").problem("is refused (" + why + ")", "write it plainer");
    }
    return Optional.empty();
  }

  /** Where a file nests too deeply. The parser of the tree calls itself for each level. */
  private static Optional<Event> tooDeep(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        return Optional.of(event);
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return Optional.empty();
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  /** YAML gives a meaning of its own to what names and patterns begin with. */
  private static String fix(String problem) {
    if (problem.contains("character '@'")) {
      return "put a name with its @ in quotes";
    }
    if (problem.contains("alias")) {
      return "put a pattern that begins with * in quotes";
    }
    if (problem.contains("\\t(TAB)")) {
      return "indent with spaces instead of tabs";
    }
    return problem.contains("another document")
        ? "keep one document, without a second ---"
        : "check the indentation, quotes and brackets there";
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
