package dev.herokumattermost.store;

import dev.herokumattermost.store.StoreException.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTag;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.WrappedTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of an item. Unlike the SDK's own schema it takes no item in which one is missing:
 * that would read as "nothing known".
 */
final class ItemSchema<T> extends WrappedTableSchema<T, StaticImmutableTableSchema<T, ?>> {
  /** Grows only when an older version could no longer read, or would lose, what this one writes. */
  static final int FORMAT = 1;

  private ItemSchema(StaticImmutableTableSchema<T, ?> schema) {
    super(schema);
  }

  static <T, B> Builder<T, B> builder(
      Class<T> item, Class<B> builder, Supplier<B> start, Function<B, T> finish) {
    return new Builder<>(
        StaticImmutableTableSchema.builder(item, builder).newItemBuilder(start, finish));
  }

  @Override
  public T mapToItem(Map<String, AttributeValue> item) {
    return mapToItem(item, true);
  }

  /**
   * The item as a record.
   *
   * @throws StoreException if that is not possible; it names the item and the field
   */
  @Override
  public T mapToItem(Map<String, AttributeValue> item, boolean preserveEmptyObject) {
    try {
      checkFormat(item);
      for (String name : attributeNames()) {
        value(item, name);
      }
      return super.mapToItem(item, preserveEmptyObject);
    } catch (StoreException wrong) {
      throw wrong.inItem(String.valueOf(item.getOrDefault("app", AttributeValue.fromS("")).s()));
    }
  }

  private static void checkFormat(Map<String, AttributeValue> item) {
    int format = new JsonAttribute<>("format", Integer.class).transformTo(value(item, "format"));
    if (format > FORMAT) {
      throw new StoreException(
          Reason.NEWER_FORMAT,
          "format is " + format + ", and this version knows " + FORMAT,
          DynamoFailure.fix(Reason.NEWER_FORMAT),
          null);
    }
    if (format != FORMAT) {
      throw StoreException.unreadable("format is " + format + ", which never was one", null);
    }
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .filter(value -> value.type() != AttributeValue.Type.NUL)
        .orElseThrow(() -> StoreException.unreadable(name + " is missing", null));
  }

  /** Names the attributes, each with its record component. */
  record Builder<T, B>(StaticImmutableTableSchema.Builder<T, B> schema) {
    Builder<T, B> key(
        String name, Function<T, String> get, BiConsumer<B, String> set, StaticAttributeTag key) {
      return attribute(name, String.class, get, set, key);
    }

    <R> Builder<T, B> attribute(
        String name,
        Class<R> type,
        Function<T, R> get,
        BiConsumer<B, R> set,
        StaticAttributeTag... tags) {
      var converter = new JsonAttribute<>(name, type);
      schema.addAttribute(
          type,
          it -> it.name(name).getter(get).setter(set).attributeConverter(converter).tags(tags));
      return this;
    }

    ItemSchema<T> build() {
      return new ItemSchema<>(schema.build());
    }
  }
}
