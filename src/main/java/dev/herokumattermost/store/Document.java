package dev.herokumattermost.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Named fields on their way into the table, as DynamoDB's own maps and lists, so that people can
 * read them in the console. Every field is written: what is not known is written as NULL, and so a
 * missing field is always an error.
 */
final class Document {
  private static final AttributeValue NULL = AttributeValue.fromNul(true);

  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  Document text(String name, String text) {
    return put(name, AttributeValue.fromS(text));
  }

  Document textOrNull(String name, @Nullable String text) {
    return text == null ? put(name, NULL) : text(name, text);
  }

  Document number(String name, long number) {
    return put(name, AttributeValue.fromN(Long.toString(number)));
  }

  Document numberOrNull(String name, @Nullable Integer number) {
    return number == null ? put(name, NULL) : number(name, number);
  }

  Document flag(String name, boolean flag) {
    return put(name, AttributeValue.fromBool(flag));
  }

  /** ISO-8601 in UTC. */
  Document time(String name, Instant time) {
    return text(name, time.toString());
  }

  Document timeOrNull(String name, @Nullable Instant time) {
    return time == null ? put(name, NULL) : time(name, time);
  }

  Document map(String name, Document map) {
    return put(name, map.value());
  }

  <T> Document mapOrNull(String name, @Nullable T record, Function<T, Document> write) {
    return record == null ? put(name, NULL) : map(name, write.apply(record));
  }

  <T> Document maps(String name, List<T> records, Function<T, Document> write) {
    return put(
        name, AttributeValue.fromL(records.stream().map(r -> write.apply(r).value()).toList()));
  }

  Document texts(String name, List<String> texts) {
    return put(name, AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList()));
  }

  Map<String, AttributeValue> values() {
    return values;
  }

  private AttributeValue value() {
    return AttributeValue.fromM(values);
  }

  private Document put(String name, AttributeValue value) {
    values.put(name, value);
    return this;
  }
}
