package dev.herokumattermost.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what watch.yaml says of redaction. */
final class RedactReader {
  static final List<String> REDACT_KEYS = List.of("emails", "patterns");
  static final List<String> EMAIL_WORDS = List.of("hide", "keep");
  static final int MOST_PATTERNS = 100;
  static final int LONGEST_PATTERN = 500;

  private final Mistakes mistakes;

  RedactReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  Redacting redacting(YamlMap file) {
    return file.get("redact")
        .map(node -> new YamlMap(node, "redact", REDACT_KEYS, mistakes))
        .map(map -> new Redacting(emails(map), patterns(map)))
        .orElse(Redacting.DEFAULT);
  }

  private boolean emails(YamlMap map) {
    var node = map.get("emails");
    if (node.isEmpty()) {
      return Redacting.DEFAULT.emails();
    }
    String word = YamlMap.text(node.get()).orElse("");
    if (!EMAIL_WORDS.contains(word)) {
      mistakes.add(
          map.at("emails"),
          "is neither hide nor keep",
          Spelling.didYouMean(word, EMAIL_WORDS) + "write hide or keep");
    }
    return !word.equals("keep");
  }

  private List<UnaryOperator<String>> patterns(YamlMap map) {
    var items = map.items("patterns");
    if (items.size() > MOST_PATTERNS) {
      mistakes.add(map.at("patterns"), "are " + items.size(), "give " + MOST_PATTERNS + " at most");
      return List.of();
    }
    var patterns = new ArrayList<UnaryOperator<String>>();
    items.forEach(item -> pattern(item).ifPresent(patterns::add));
    return patterns;
  }

  private Optional<UnaryOperator<String>> pattern(Node item) {
    String where = YamlMap.at(item, "patterns");
    var text = YamlMap.text(item);
    if (text.isEmpty()) {
      mistakes.add(where, "holds something that is no text", "quote it");
    } else if (text.get().isEmpty()) {
      mistakes.add(where, "holds an empty pattern", "fill it or remove it");
    } else if (text.get().length() > LONGEST_PATTERN) {
      mistakes.add(
          where,
          "holds a pattern that is too long",
          "use " + LONGEST_PATTERN + " characters at most");
    } else {
      return compiled(text.get(), where);
    }
    return Optional.empty();
  }

  private Optional<UnaryOperator<String>> compiled(String text, String where) {
    try {
      return Optional.of(OwnPattern.of(text));
    } catch (OwnPattern.Unusable unusable) {
      mistakes.add(
          where,
          "holds \"" + text + "\", which " + unusable.getMessage(),
          "write it in the syntax of RE2, such as CUST-[0-9]{6}");
      return Optional.empty();
    }
  }
}
