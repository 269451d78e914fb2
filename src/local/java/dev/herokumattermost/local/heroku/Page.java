package dev.herokumattermost.local.heroku;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a list that a {@code Range} asks for.
 *
 * @param field the field by which the list is sorted
 * @param next the range to ask for next; empty after the last part
 */
record Page(List<ObjectNode> items, String field, String next) {
  private static final Pattern RANGE =
      Pattern.compile("(\\w+)\\s*(\\]?)([^\\s;.]*)\\.\\.[^;]*(?:;(.*))?");
  private static final Pattern MAX = Pattern.compile("max=(\\d+)");

  static Page of(List<ObjectNode> all, String asked, int atMost) {
    Matcher range = RANGE.matcher(asked.isEmpty() ? "id ..; max=200" : asked);
    if (!range.matches()) {
      throw new IllegalArgumentException("not a range");
    }
    String field = range.group(1);
    String options = range.group(4) == null ? "" : range.group(4);
    Matcher max = MAX.matcher(options);
    int size = Math.min(atMost, max.find() ? Integer.parseInt(max.group(1)) : 200);
    Comparator<String> order =
        options.contains("order=desc") ? Comparator.reverseOrder() : Comparator.naturalOrder();
    String start = sortable(range.group(3));
    List<ObjectNode> rest =
        all.stream()
            .sorted(Comparator.comparing(item -> key(item, field), order))
            .filter(
                item -> {
                  int place = order.compare(key(item, field), start);
                  return start.isEmpty() || place > 0 || (place == 0 && range.group(2).isEmpty());
                })
            .toList();
    if (rest.size() <= size) {
      return new Page(rest, field, "");
    }
    List<ObjectNode> part = rest.subList(0, size);
    String last = part.getLast().path(field).asString();
    return new Page(part, field, field + " ]" + last + "..;" + options);
  }

  String contentRange() {
    return "%s %s..%s"
        .formatted(
            field, items.getFirst().path(field).asString(), items.getLast().path(field).asString());
  }

  private static String key(ObjectNode item, String field) {
    return sortable(item.path(field).asString());
  }

  /** Makes the order of texts that of the numbers in them. */
  private static String sortable(String value) {
    return value.matches("\\d{1,12}") ? "%012d".formatted(Long.parseLong(value)) : value;
  }
}
