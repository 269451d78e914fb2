package dev.herokumattermost.local.heroku;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list as a {@code Range} asks for it.
 *
 * @param next the range to ask for next; empty after the last part
 */
record Page(List<Map<String, @Nullable Object>> items, String field, String next) {
  private static final Pattern RANGE =
      Pattern.compile("(\\w+)\\s*(\\]?)([^\\s;.]*)\\.\\.[^;]*(?:;(.*))?");
  private static final Pattern MAX = Pattern.compile("max=(\\d+)");

  static Page of(List<Map<String, @Nullable Object>> all, String asked, int atMost) {
    Matcher range = RANGE.matcher(asked.isEmpty() ? "id ..; max=200" : asked);
    if (!range.matches()) {
      throw new IllegalArgumentException("not a range");
    }
    String field = range.group(1);
    String options = range.group(4) == null ? "" : range.group(4);
    boolean descending = options.contains("order=desc");
    Matcher max = MAX.matcher(options);
    int size = Math.min(atMost, max.find() ? Integer.parseInt(max.group(1)) : 200);
    Comparator<String> order =
        descending ? Comparator.<String>naturalOrder().reversed() : Comparator.naturalOrder();
    String start = key(range.group(3));
    var rest =
        all.stream()
            .sorted(Comparator.comparing(item -> key(String.valueOf(item.get(field))), order))
            .filter(
                item -> {
                  int place = order.compare(key(String.valueOf(item.get(field))), start);
                  return start.isEmpty() || place > 0 || (place == 0 && range.group(2).isEmpty());
                })
            .toList();
    if (rest.size() <= size) {
      return new Page(rest, field, "");
    }
    var part = rest.subList(0, size);
    String last = String.valueOf(part.getLast().get(field));
    return new Page(part, field, field + " ]" + last + "..;" + options);
  }

  /** Numbers in the order of their size. */
  private static String key(String value) {
    return value.matches("\\d{1,12}") ? "%012d".formatted(Long.parseLong(value)) : value;
  }
}
