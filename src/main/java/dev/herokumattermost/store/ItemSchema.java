package dev.herokumattermost.store;

import dev.herokumattermost.store.StoreException.Reason;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTag;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.WrappedTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of an item. Unlike the SDK's own schema it takes no item in which one is missing
 * that is not optional: that would read as "nothing known".
 */
final class ItemSchema<T> extends WrappedTableSchema<T, StaticImmutableTableSchema<T, ?>> {
  /** Grows only when an older version could no longer read, or would lose, what this one writes. */
  static final int FORMAT = 1;

  private final Set<String> optional;

  private ItemSchema(StaticImmutableTableSchema<T, ?> schema, Set<String> optional) {
    super(schema);
    this.optional = optional;
  }

  static <T, B> Builder<T, B> builder(
      Class<T> item, Class<B> builder, Supplier<B> start, Function<B, T> finish) {
    return new Builder<>(
        StaticImmutableTableSchema.builder(item, builder).newItemBuilder(start, finish),
        new HashSet<>());
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
        if (!optional.contains(name)) {
          value(item, name);
        }
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
          Reason.NEWER_FORMAT.fix(),
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
  record Builder<T, B>(StaticImmutableTableSchema.Builder<T, B> schema, Set<String> optional) {
    Builder<T, B> key(
        String name, Function<T, String> get, BiConsumer<B, String> set, StaticAttributeTag key) {
      return attribute(name, String.class, get, set, key);
    }

    <R> Builder<T, B> attribute(
        String name,
        Class<R> type,
        Function<T, @Nullable R> get,
        BiConsumer<B, @Nullable R> set,
        StaticAttributeTag... tags) {
      var converter = new JsonAttribute<>(name, type);
      schema.addAttribute(
          type,
          it -> it.name(name).getter(get).setter(set).attributeConverter(converter).tags(tags));
      return this;
    }

    /** An attribute that an item lacks where the component is null. */
    <R> Builder<T, B> optional(
        String name, Class<R> type, Function<T, @Nullable R> get, BiConsumer<B, @Nullable R> set) {
      optional.add(name);
      return attribute(name, type, get, set);
    }

    ItemSchema<T> build() {
      return new ItemSchema<>(schema.build(), Set.copyOf(optional));
    }
  }
}
