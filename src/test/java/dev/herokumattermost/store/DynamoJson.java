package dev.herokumattermost.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as the console and the command line show it. */
final class DynamoJson {
  private DynamoJson() {}

  static Map<String, AttributeValue> resource(String name) {
    try (var file = DynamoJson.class.getResourceAsStream(name)) {
      return fields(JsonNode.parser().parse(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Map<String, AttributeValue> read(String item) {
    return fields(JsonNode.parser().parse(item));
  }

  /** The item as it lies in a file: one line for each value. */
  static String write(Map<String, AttributeValue> item) {
    return fields(item, "") + "\n";
  }

  private static String fields(Map<String, AttributeValue> fields, String margin) {
    return fields.entrySet().stream()
        .map(
            field ->
                "%s  %s: %s"
                    .formatted(
                        margin, quoted(field.getKey()), typed(field.getValue(), margin + "  ")))
        .collect(Collectors.joining(",\n", "{\n", "\n" + margin + "}"));
  }

  private static String typed(AttributeValue value, String margin) {
    return switch (value.type()) {
      case S -> "{\"S\": %s}".formatted(quoted(value.s()));
      case N -> "{\"N\": %s}".formatted(quoted(value.n()));
      case BOOL -> "{\"BOOL\": %s}".formatted(value.bool());
      case NUL -> "{\"NULL\": true}";
      case M -> "{\"M\": %s}".formatted(fields(value.m(), margin));
      case L ->
          value.l().isEmpty()
              ? "{\"L\": []}"
              : value.l().stream()
                  .map(element -> margin + "  " + typed(element, margin + "  "))
                  .collect(Collectors.joining(",\n", "{\"L\": [\n", "\n" + margin + "]}"));
      default -> throw new IllegalArgumentException(value.type().name());
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Map<String, AttributeValue> fields(JsonNode object) {
    var fields = new LinkedHashMap<String, AttributeValue>();
    object.asObject().forEach((name, value) -> fields.put(name, value(value)));
    return fields;
  }

  private static AttributeValue value(JsonNode typed) {
    var only = typed.asObject().entrySet().iterator().next();
    JsonNode value = only.getValue();
    return switch (only.getKey()) {
      case "S" -> AttributeValue.fromS(value.asString());
      case "N" -> AttributeValue.fromN(value.asString());
      case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
      case "NULL" -> AttributeValue.fromNul(value.asBoolean());
      case "M" -> AttributeValue.fromM(fields(value));
      case "L" -> AttributeValue.fromL(value.asArray().stream().map(DynamoJson::value).toList());
      default -> throw new IllegalArgumentException(only.getKey());
    };
  }
}
