package dev.herokumattermost.settings;

import dev.herokumattermost.redact.OwnPattern;
import dev.herokumattermost.redact.Redaction;
import dev.herokumattermost.settings.Problems.Place;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what is taken out of text that others wrote, besides what always is. */
final class RedactionReader {
  static final List<String> REDACT_KEYS = List.of("emails", "patterns");
  static final int MOST_PATTERNS = 100;
  private static final List<String> EMAIL_WORDS = List.of("hide", "keep");
  private static final int LONGEST_PATTERN = 500;

  private RedactionReader() {}

  static Redaction read(YamlMap file) {
    return file.map("redact", REDACT_KEYS)
        .map(map -> new Redaction(hidesEmails(map), patterns(map)))
        .orElse(Redaction.DEFAULT);
  }

  private static boolean hidesEmails(YamlMap map) {
    String word = map.text("emails").orElse("hide");
    if (!EMAIL_WORDS.contains(word)) {
      map.at("emails")
          .problem(
              "is neither hide nor keep",
              Spelling.didYouMean(word, EMAIL_WORDS) + "write hide or keep");
    }
    return !word.equals("keep");
  }

  private static List<OwnPattern> patterns(YamlMap map) {
    List<Node> items = map.items("patterns");
    if (items.size() > MOST_PATTERNS) {
      map.at("patterns").problem("are " + items.size(), "give " + MOST_PATTERNS + " at most");
      return List.of();
    }
    List<OwnPattern> patterns =
        items.stream()
            .flatMap(item -> pattern(YamlMap.text(item), map.at(item, "patterns")).stream())
            .toList();
    int together = patterns.stream().mapToInt(OwnPattern::size).sum();
    if (together > OwnPattern.LARGEST_TOGETHER) {
      map.at("patterns")
          .problem(
              "are too much to be tried on every line (%d of %d)"
                  .formatted(together, OwnPattern.LARGEST_TOGETHER),
              "give fewer or shorter ones, or repeat less");
    }
    return patterns;
  }

  private static Optional<OwnPattern> pattern(Optional<String> text, Place at) {
    if (text.isEmpty()) {
      at.problem("holds something that is no text", "quote it");
    } else if (text.get().isEmpty()) {
      at.problem("holds an empty pattern", "fill it or remove it");
    } else if (text.get().length() > LONGEST_PATTERN) {
      at.problem(
          "holds a pattern that is too long", "use " + LONGEST_PATTERN + " characters at most");
    } else {
      return compiled(text.get(), at);
    }
    return Optional.empty();
  }

  private static Optional<OwnPattern> compiled(String text, Place at) {
    try {
      return Optional.of(OwnPattern.of(text));
    } catch (OwnPattern.Unusable unusable) {
      at.problem(
          "holds \"" + text + "\", which " + unusable.getMessage(),
          "write it in the syntax of RE2, such as CUST-[0-9]{6}");
      return Optional.empty();
    }
  }
}
