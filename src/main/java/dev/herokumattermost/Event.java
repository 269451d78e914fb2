package dev.herokumattermost;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the function is asked to do. There are three ways to ask for a pass: our own input, the
 * scheduled event of EventBridge, and nothing at all.
 *
 * @param tick when the schedule meant this pass to begin, if it said so
 */
record Event(Optional<Instant> tick) {
  private static final Set<String> KEYS = Set.of("action", "tick");
  private static final String ACCEPTED =
      "Send {\"action\":\"watch\",\"tick\":\"2026-11-24T09:30:00Z\"}, {}, or a scheduled event of"
          + " EventBridge.";

  /**
   * Reads the function's input.
   *
   * @throws IllegalArgumentException if it is none of those three
   */
  static Event of(@Nullable Map<String, Object> input) {
    if (input == null || input.isEmpty()) {
      return new Event(Optional.empty());
    }
    if ("Scheduled Event".equals(input.get("detail-type"))) {
      return new Event(Optional.of(time("time", input.get("time"))));
    }
    for (String key : input.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "The input has the unknown key " + quoted(key) + ". " + ACCEPTED);
      }
    }
    if (!"watch".equals(input.get("action"))) {
      throw new IllegalArgumentException("The input's \"action\" is not \"watch\". " + ACCEPTED);
    }
    return new Event(
        input.containsKey("tick")
            ? Optional.of(time("tick", input.get("tick")))
            : Optional.empty());
  }

  private static Instant time(String key, @Nullable Object value) {
    try {
      if (value instanceof String text) {
        return OffsetDateTime.parse(text).toInstant();
      }
    } catch (DateTimeException noTime) {
      throw new IllegalArgumentException(noTime(key), noTime);
    }
    throw new IllegalArgumentException(noTime(key));
  }

  private static String noTime(String key) {
    return "The input's \"%s\" is not a time like 2026-11-24T09:30:00Z. %s"
        .formatted(key, ACCEPTED);
  }

  private static String quoted(String key) {
    String plain = key.replaceAll("[^\\w.-]", "?");
    return '"' + (plain.length() > 40 ? plain.substring(0, 40) + "…" : plain) + '"';
  }
}
