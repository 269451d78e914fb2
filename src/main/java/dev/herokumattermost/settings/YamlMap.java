package dev.herokumattermost.settings;

import dev.herokumattermost.settings.Problems.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML mapping whose keys are known; whatever else it holds is a problem with its line. */
final class YamlMap {
  /** These are true and false in the YAML that most people know, version 1.1. */
  private static final List<String> YES = List.of("true", "yes", "on");

  private static final List<String> NO = List.of("false", "no", "off");

  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Problems problems;

  /**
   * @param what what the mapping is, for problems
   * @param known the only keys it may have
   */
  YamlMap(Node node, String what, List<String> known, Problems problems) {
    this.problems = problems;
    String all = String.join(", ", known);
    if (!(node instanceof MappingNode map)) {
      at(node, what).problem("is not a mapping", "write it as key: value, with " + all);
      return;
    }
    for (var entry : map.getValue()) {
      Node keyNode = entry.getKeyNode();
      String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "a key";
      if (!known.contains(key)) {
        at(keyNode, key)
            .problem("is not a key of " + what, Spelling.didYouMean(key, known) + "use " + all);
      } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
        at(keyNode, key).problem("is there twice", "keep one");
      }
    }
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** Where the value of a key is. */
  Place at(String key) {
    return get(key).map(node -> at(node, key)).orElseGet(() -> problems.at("watch.yaml, " + key));
  }

  Place at(Node node, String key) {
    return problems.at("watch.yaml line " + line(node) + ", " + key);
  }

  Optional<Node> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** A mapping under a key. */
  Optional<YamlMap> map(String key, List<String> known) {
    return get(key).map(node -> new YamlMap(node, key, known, problems));
  }

  boolean bool(String key, boolean byDefault) {
    return get(key).map(node -> bool(node, key, byDefault)).orElse(byDefault);
  }

  private boolean bool(Node node, String key, boolean byDefault) {
    String word =
        node instanceof ScalarNode scalar && scalar.isPlain()
            ? scalar.getValue().toLowerCase(Locale.ROOT)
            : "";
    if (!YES.contains(word) && !NO.contains(word)) {
      at(key).problem("is not true or false", "write true or false, without quotes");
      return byDefault;
    }
    return YES.contains(word);
  }

  int whole(String key, int least, int most, int byDefault) {
    return get(key)
        .map(node -> scalar(node, Tag.INT).orElse(""))
        .map(text -> Values.whole(text, least, most, "is not a number that fits", at(key)))
        .orElse(byDefault);
  }

  Duration duration(String key, Duration byDefault) {
    return get(key).map(node -> duration(node, key)).orElse(byDefault);
  }

  Duration duration(Node node, String key) {
    return node instanceof ScalarNode scalar
        ? Values.duration(scalar.getValue(), at(node, key))
        : Values.noDuration("a list or a mapping", at(node, key));
  }

  /** The texts of a list, or none if the key is absent or is no list of texts. */
  List<String> texts(String key) {
    var found = new ArrayList<String>();
    for (Node item : items(key)) {
      text(item)
          .ifPresentOrElse(
              found::add,
              () -> at(item, key).problem("holds something that is no text", "quote it"));
    }
    return found;
  }

  /** The items of a list; an absent key has none, and an empty list is a problem. */
  List<Node> items(String key) {
    var node = get(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof SequenceNode list)) {
      at(key).problem("is not a list", "write a list in brackets");
      return List.of();
    }
    if (list.getValue().isEmpty()) {
      at(key).problem("is empty", "fill it or remove the key");
    }
    return list.getValue();
  }

  /** The text under a key, or an empty one in place of what is no text; empty if it is absent. */
  Optional<String> text(String key) {
    return get(key).map(node -> text(node).orElse(""));
  }

  static Optional<String> text(Node node) {
    return scalar(node, Tag.STR);
  }

  private static Optional<String> scalar(Node node, Tag tag) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(tag)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }
}
