package dev.herokumattermost.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * template.yaml as maps, lists and texts; a {@code !Tag value} of CloudFormation is a map from the
 * tag.
 */
public final class Template {
  private final Object root;

  public Template() {
    this(Path.of("template.yaml"));
  }

  Template(Path file) {
    try {
      var settings = LoadSettings.builder().build();
      var text = Files.readString(file);
      root = plain(new Compose(settings).composeString(text).orElseThrow());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** What a path of keys leads to; fails the test if that is nothing. */
  public Object at(String path) {
    Object value = root;
    for (String key : path.split("/", -1)) {
      value = ((Map<?, ?>) value).get(key);
      assertThat(value).as("%s in %s", key, path).isNotNull();
    }
    return value;
  }

  public String text(String path) {
    return at(path).toString();
  }

  public Map<String, Object> map(String path) {
    var entries = new LinkedHashMap<String, Object>();
    ((Map<?, ?>) at(path)).forEach((key, value) -> entries.put(key.toString(), value));
    return entries;
  }

  /** The names of all resources of a type. */
  public List<String> resources(String type) {
    return map("Resources").entrySet().stream()
        .filter(resource -> type.equals(((Map<?, ?>) resource.getValue()).get("Type")))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The statements of a role, the conditional ones included. */
  public Stream<Map<?, ?>> statements(String role) {
    return ((List<?>) at("Resources/" + role + "/Properties/Policies"))
        .stream()
            .map(policy -> (Map<?, ?>) ((Map<?, ?>) policy).get("PolicyDocument"))
            .flatMap(document -> ((List<?>) document.get("Statement")).stream())
            .map(statement -> (Map<?, ?>) statement)
            .map(
                statement ->
                    statement.containsKey("!If")
                        ? (Map<?, ?>) ((List<?>) statement.get("!If")).get(1)
                        : statement);
  }

  /** Every parameter and resource that something below a path refers to. */
  public Set<String> references(String path) {
    var names = new TreeSet<String>();
    collectReferences(at(path), names);
    return names;
  }

  /** The value of a key, if the map has it. */
  public static Optional<Object> value(Object map, String key) {
    return Optional.ofNullable(((Map<?, ?>) map).get(key));
  }

  public static Stream<String> strings(Object oneOrMany) {
    return oneOrMany instanceof List<?> many
        ? many.stream().map(Object::toString)
        : Stream.of(oneOrMany.toString());
  }

  private static void collectReferences(Object value, Set<String> names) {
    switch (value) {
      case Map<?, ?> map -> {
        if (map.get("!Ref") instanceof String name) {
          names.add(name);
        }
        map.values().forEach(inner -> collectReferences(inner, names));
      }
      case List<?> list -> list.forEach(inner -> collectReferences(inner, names));
      default -> {
        // A scalar refers to nothing.
      }
    }
  }

  private static Object plain(Node node) {
    Object value =
        switch (node) {
          case MappingNode mapping -> {
            var map = new LinkedHashMap<String, Object>();
            for (NodeTuple entry : mapping.getValue()) {
              map.put(plain(entry.getKeyNode()).toString(), plain(entry.getValueNode()));
            }
            yield map;
          }
          case SequenceNode sequence -> {
            var list = new ArrayList<Object>();
            sequence.getValue().forEach(item -> list.add(plain(item)));
            yield list;
          }
          case ScalarNode scalar -> scalar.getValue();
          default -> throw new IllegalArgumentException("not in a template: " + node.getTag());
        };
    String tag = node.getTag().getValue();
    return tag.startsWith("!") ? Map.of(tag, value) : value;
  }
}
