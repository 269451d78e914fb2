package dev.herokumattermost.local.mattermost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request, kept whole so that properties come back as they were sent. */
record Document(Map<String, Object> values) {
  private static final JsonFactory FACTORY = new JsonFactory();

  static Document parse(String body) {
    try (JsonParser parser = FACTORY.createParser(body)) {
      parser.nextToken();
      return of(read(parser));
    } catch (IOException notJson) {
      throw new ApiError(400, "api.context.invalid_body_param.app_error");
    }
  }

  String text(String key) {
    return values.get(key) instanceof String text ? text : "";
  }

  Document get(String key) {
    return values.get(key) instanceof Map<?, ?> map ? of(map) : new Document(Map.of());
  }

  List<Document> list(String key) {
    return values.get(key) instanceof List<?> list
        ? list.stream().map(Document::of).toList()
        : List.of();
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  private static Document of(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new ApiError(400, "api.context.invalid_body_param.app_error");
    }
    var values = new LinkedHashMap<String, Object>();
    map.forEach((key, item) -> values.put(String.valueOf(key), Objects.requireNonNull(item)));
    return new Document(values);
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      var object = new LinkedHashMap<String, Object>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        Object value = read(parser);
        if (value != null) {
          object.put(key, value);
        }
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      var array = new ArrayList<@Nullable Object>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(read(parser));
      }
      return array;
    }
    return scalar(parser, token);
  }

  private static @Nullable Object scalar(JsonParser parser, @Nullable JsonToken token)
      throws IOException {
    return switch (token) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> null;
    };
  }
}
