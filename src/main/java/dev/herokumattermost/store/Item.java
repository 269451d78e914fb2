package dev.herokumattermost.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item of the table: its keys, and its attributes as they lie there. What the attributes mean
 * is read only afterwards, so that an error can name the item.
 *
 * @param watch the partition key: the name of the watch, of which many may share a table
 * @param app the sort key
 * @param attributes by name, those of {@link #ATTRIBUTES} that are there
 */
record Item(String watch, String app, Map<String, AttributeValue> attributes) {
  /** What DynamoDB's time to live goes by, in seconds since 1970; only letters have it. */
  static final String EXPIRES = "expires";

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

  /** Of partitions that hold letters. No watch has that character in its name. */
  private static final String LETTERS = "#letters";

  /** Of the partition where writing is tried out. */
  private static final String TRIAL = "#doctor";

  static final TableSchema<Item> SCHEMA = schema();

  Item {
    attributes = Map.copyOf(attributes);
  }

  /** Letters lie in a partition of their own, so that no pass has to read past them. */
  static String letters(String watch) {
    return watch + LETTERS;
  }

  /** An item that is no memory, and that is gone by itself should it be left behind. */
  static Item trial(String watch, Instant expires) {
    return new Item(
        watch + TRIAL,
        "trial",
        Map.of(EXPIRES, AttributeValue.fromN(Long.toString(expires.getEpochSecond()))));
  }

  private static TableSchema<Item> schema() {
    var schema =
        StaticImmutableTableSchema.builder(Item.class, Draft.class)
            .newItemBuilder(Draft::new, Draft::item)
            .addAttribute(
                String.class,
                key ->
                    key.name("watch")
                        .getter(Item::watch)
                        .setter((draft, value) -> draft.watch = value)
                        .tags(StaticAttributeTags.primaryPartitionKey()))
            .addAttribute(
                String.class,
                key ->
                    key.name("app")
                        .getter(Item::app)
                        .setter((draft, value) -> draft.app = value)
                        .tags(StaticAttributeTags.primarySortKey()));
    for (String name : ATTRIBUTES) {
      schema.addAttribute(
          AttributeValue.class,
          attribute ->
              attribute
                  .name(name)
                  .getter(item -> item.attributes().get(name))
                  .setter((draft, value) -> draft.attributes.put(name, value))
                  .attributeConverter(new AsItIs()));
    }
    return schema.build();
  }

  /** An item while the SDK reads it. */
  private static final class Draft {
    private String watch = "";
    private String app = "";
    private final Map<String, AttributeValue> attributes = new TreeMap<>();

    private Item item() {
      return new Item(watch, app, attributes);
    }
  }

  /** Leaves an attribute's value to the codecs, whose errors say where something is wrong. */
  private static final class AsItIs implements AttributeConverter<AttributeValue> {
    @Override
    public AttributeValue transformFrom(AttributeValue value) {
      return value;
    }

    @Override
    public AttributeValue transformTo(AttributeValue value) {
      return value;
    }

    @Override
    public EnhancedType<AttributeValue> type() {
      return EnhancedType.of(AttributeValue.class);
    }

    @Override
    public AttributeValueType attributeValueType() {
      return AttributeValueType.M;
    }
  }
}
