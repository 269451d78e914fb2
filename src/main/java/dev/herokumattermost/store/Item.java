package dev.herokumattermost.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item of the table: its keys, and its attributes as they lie there. What the attributes mean
 * is read only afterwards, so that an error can name the item.
 *
 * @param watch the partition key: the name of the watch, of which many may share a table
 * @param app the sort key
 * @param attributes by name, without the keys
 */
record Item(String watch, String app, Map<String, AttributeValue> attributes) {
  /** What DynamoDB's time to live goes by, in seconds since 1970; memories have none. */
  static final String EXPIRES = "expires";

  /** All there are besides the keys. */
  static final List<String> ATTRIBUTES =
      List.of(
          "format",
          "revision",
          "seen",
          "dynos",
          "crashes",
          "incidents",
          "outbox",
          "sight",
          "of",
          "notice",
          "setAsideAt",
          EXPIRES);

  private static final String WATCH = "watch";
  private static final String APP = "app";

  /** Of partitions that hold letters. No watch has that character in its name. */
  private static final String LETTERS = "#letters";

  /** Of the partition in which it is tried whether the table can be written. */
  private static final String TRIAL = "#doctor";

  Item {
    attributes = Map.copyOf(attributes);
  }

  /** An item as it was read. */
  static Item of(Map<String, AttributeValue> stored) {
    var attributes = new HashMap<>(stored);
    String watch = requireNonNull(attributes.remove(WATCH), WATCH).s();
    String app = requireNonNull(attributes.remove(APP), APP).s();
    return new Item(watch, app, attributes);
  }

  /** Letters lie in a partition of their own, so that no pass has to read past them. */
  static String letters(String watch) {
    return watch + LETTERS;
  }

  /** An item that no pass reads, and that vanishes by itself. */
  static Item trial(String watch, Instant expires) {
    return new Item(
        watch + TRIAL,
        "trial",
        Map.of(EXPIRES, AttributeValue.fromN(Long.toString(expires.getEpochSecond()))));
  }

  Map<String, AttributeValue> key() {
    return Map.of(WATCH, AttributeValue.fromS(watch), APP, AttributeValue.fromS(app));
  }

  /** As it is written, the keys with it. */
  Map<String, AttributeValue> stored() {
    var stored = new HashMap<>(attributes);
    stored.putAll(key());
    return stored;
  }
}
