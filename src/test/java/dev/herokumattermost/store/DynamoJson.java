package dev.herokumattermost.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
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
