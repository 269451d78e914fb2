package dev.herokumattermost.store;

import dev.herokumattermost.store.StoreException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the named fields of an item or of a map within it. A field that is not there, or not what
 * it should be, is an error that says where: a silent default would read as "nothing known". Fields
 * nobody asks for are ignored, so that an older version can read what a newer one wrote.
 */
final class Fields {
  private final String item;
  private final String path;
  private final Map<String, AttributeValue> values;

  /**
   * The fields of a whole item.
   *
   * @param item what errors call it
   */
  Fields(String item, Map<String, AttributeValue> values) {
    this(item, "", values);
  }

  private Fields(String item, String path, Map<String, AttributeValue> values) {
    this.item = item;
    this.path = path;
    this.values = values;
  }

  String text(String name) {
    return text(name, value(name));
  }

  /** A text that stands for something else. */
  <T> T parsed(String name, String what, Function<String, T> parse) {
    return parsed(name, text(name), what, parse);
  }

  <T> @Nullable T parsedOrNull(String name, String what, Function<String, T> parse) {
    return isNull(name) ? null : parsed(name, what, parse);
  }

  Instant time(String name) {
    return parsed(name, "time", Instant::parse);
  }

  @Nullable Instant timeOrNull(String name) {
    return isNull(name) ? null : time(name);
  }

  int number(String name) {
    return parsed(name, digits(name), "whole number", Integer::valueOf);
  }

  @Nullable Integer numberOrNull(String name) {
    return isNull(name) ? null : number(name);
  }

  long count(String name) {
    return parsed(name, digits(name), "whole number", Long::valueOf);
  }

  boolean flag(String name) {
    Boolean flag = value(name).bool();
    if (flag == null) {
      throw wrong(name, "is not true or false");
    }
    return flag;
  }

  <T> T map(String name, Function<Fields, T> read) {
    return map(name, value(name), read);
  }

  <T> @Nullable T mapOrNull(String name, Function<Fields, T> read) {
    return isNull(name) ? null : map(name, read);
  }

  <T> List<T> maps(String name, Function<Fields, T> read) {
    return list(name, (element, value) -> map(element, value, read));
  }

  List<String> texts(String name) {
    return list(name, this::text);
  }

  /** An error about one field. */
  StoreException wrong(String name, String problem) {
    return wrong(Reason.UNREADABLE, name, problem, null);
  }

  StoreException wrong(Reason reason, String name, String problem, @Nullable Throwable cause) {
    return new StoreException(reason, "item " + item + ": " + path + name + " " + problem, cause);
  }

  private AttributeValue value(String name) {
    AttributeValue value = values.get(name);
    if (value == null) {
      throw wrong(name, "is missing");
    }
    return value;
  }

  private boolean isNull(String name) {
    return Boolean.TRUE.equals(value(name).nul());
  }

  private String text(String name, AttributeValue value) {
    String text = value.s();
    if (text == null) {
      throw wrong(name, "is not a text");
    }
    return text;
  }

  private String digits(String name) {
    String digits = value(name).n();
    if (digits == null) {
      throw wrong(name, "is not a number");
    }
    return digits;
  }

  private <T> T parsed(String name, String text, String what, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (DateTimeException | IllegalArgumentException unusable) {
      throw wrong(Reason.UNREADABLE, name, "is not a " + what, unusable);
    }
  }

  private <T> T map(String name, AttributeValue value, Function<Fields, T> read) {
    if (!value.hasM()) {
      throw wrong(name, "is not a map");
    }
    try {
      return read.apply(new Fields(item, path + name + ".", value.m()));
    } catch (IllegalArgumentException contradictory) {
      throw wrong(
          Reason.UNREADABLE, name, "is wrong: " + contradictory.getMessage(), contradictory);
    }
  }

  private <T> List<T> list(String name, Element<T> read) {
    AttributeValue value = value(name);
    if (!value.hasL()) {
      throw wrong(name, "is not a list");
    }
    var all = new ArrayList<T>(value.l().size());
    for (AttributeValue element : value.l()) {
      all.add(read.of(name + "[" + all.size() + "]", element));
    }
    return all;
  }

  @FunctionalInterface
  private interface Element<T> {
    T of(String name, AttributeValue value);
  }
}
