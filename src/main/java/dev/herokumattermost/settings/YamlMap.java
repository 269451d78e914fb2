package dev.herokumattermost.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML mapping whose keys are known; whatever else it holds is a mistake with its line. */
final class YamlMap {
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Mistakes mistakes;

  /**
   * @param where what the mapping is, for messages
   * @param known the only keys it may have
   */
  YamlMap(Node node, String where, List<String> known, Mistakes mistakes) {
    this.mistakes = mistakes;
    if (!(node instanceof MappingNode map)) {
      mistakes.add(
          at(node, where), "is not a mapping", "write it as key: value, with " + all(known));
      return;
    }
    for (var entry : map.getValue()) {
      Node keyNode = entry.getKeyNode();
      String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "a key";
      if (!known.contains(key)) {
        mistakes.add(
            at(keyNode, key),
            "is not a key of " + where,
            Spelling.didYouMean(key, known) + "use " + all(known));
      } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
        mistakes.add(at(keyNode, key), "is there twice", "keep one");
      }
    }
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  static String at(Node node, String key) {
    return "watch.yaml line " + line(node) + ", " + key;
  }

  private static String all(List<String> keys) {
    return String.join(", ", keys);
  }

  Optional<Node> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Where the value of a key is, for messages. */
  String at(String key) {
    return get(key).map(node -> at(node, key)).orElse("watch.yaml, " + key);
  }

  boolean bool(String key, boolean byDefault) {
    return get(key)
        .map(
            node -> {
              if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.BOOL)) {
                mistakes.add(at(key), "is not true or false", "write true or false");
                return byDefault;
              }
              return Boolean.parseBoolean(scalar.getValue());
            })
        .orElse(byDefault);
  }

  int whole(String key, int least, int most, int byDefault) {
    return get(key)
        .map(
            node -> {
              var text =
                  node instanceof ScalarNode s && s.getTag().equals(Tag.INT) ? s.getValue() : "";
              int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
              if (number < least || number > most) {
                mistakes.add(
                    at(key),
                    "is not a number that fits",
                    "give a whole number from " + least + " to " + most);
                return byDefault;
              }
              return number;
            })
        .orElse(byDefault);
  }

  Duration span(String key, Duration byDefault) {
    return get(key).flatMap(node -> span(node, key)).orElse(byDefault);
  }

  Optional<Duration> span(Node node, String key) {
    String text = text(node).orElse("");
    var span = Spans.parse(text);
    if (span.isEmpty()) {
      mistakes.add(at(node, key), "is " + shown(node, text) + ", not a duration", Spans.FIX);
    }
    return span;
  }

  /** The texts of a list, or none if the key is absent or is no list of texts. */
  List<String> texts(String key) {
    var found = new ArrayList<String>();
    for (Node item : items(key)) {
      text(item)
          .ifPresentOrElse(
              found::add,
              () -> mistakes.add(at(item, key), "holds something that is no text", "quote it"));
    }
    return found;
  }

  /** The items of a list; an absent key has none, and an empty list is a mistake. */
  List<Node> items(String key) {
    var node = get(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof SequenceNode list)) {
      mistakes.add(at(key), "is not a list", "write a list in brackets");
      return List.of();
    }
    if (list.getValue().isEmpty()) {
      mistakes.add(at(key), "is empty", "fill it or remove the key");
    }
    return list.getValue();
  }

  static Optional<String> text(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  private static String shown(Node node, String text) {
    return node instanceof ScalarNode scalar
        ? "\"" + (text.isEmpty() ? scalar.getValue() : text) + "\""
        : "a list or a mapping";
  }
}
