package dev.herokumattermost;

import dev.herokumattermost.json.Json;
import dev.herokumattermost.queue.SqsEvent;
import dev.herokumattermost.rules.ChannelName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the function is asked to do. */
public sealed interface Action {
  String ACCEPTED =
      "Send {\"action\":\"watch\",\"tick\":\"2026-11-24T09:30:00Z\"}, {\"action\":\"watch\","
          + "\"dryRun\":true}, {\"action\":\"dead-letters\"}, {\"action\":\"dead-letters\",\"redeliver\":true},"
          + " {\"action\":\"doctor\"}, {\"action\":\"test-alert\"},"
          + " {\"action\":\"test-alert\",\"channel\":\"team/channel\"}, {\"action\":\"report\"},"
          + " {\"action\":\"report\",\"dryRun\":true}, {\"action\":\"report\",\"format\":\"json\"},"
          + " {\"action\":\"webhooks\"}, {\"action\":\"webhooks\",\"apply\":true,\"key\":\"…\"}, {},"
          + " or a scheduled event of EventBridge.";

  /** The keys of each action's input. */
  Map<String, Set<String>> KEYS =
      Map.of(
          "watch", Set.of("action", "tick", "dryRun"),
          "dead-letters", Set.of("action", "redeliver"),
          "doctor", Set.of("action"),
          "test-alert", Set.of("action", "channel"),
          "report", Set.of("action", "format", "dryRun"),
          "webhooks", Set.of("action", "apply", "remove", "renewSecret", "key", "keys"));

  /**
   * One pass. There are three ways to ask for it: our own input, the scheduled event of
   * EventBridge, and nothing at all.
   *
   * @param tick when the schedule meant this pass to begin, if it said so
   * @param dryRun only say what would be posted
   */
  record Watch(Optional<Instant> tick, boolean dryRun) implements Action {}

  /**
   * Show what could not be delivered for a day.
   *
   * @param redeliver put it back, for the next pass to deliver; otherwise it is only listed
   */
  record DeadLetters(boolean redeliver) implements Action {}

  /** Try out all that a pass needs. */
  record Doctor() implements Action {}

  /**
   * Post a test alert.
   *
   * @param channel where; to every channel that alerts can go to if empty
   */
  record TestAlert(Optional<ChannelName> channel) implements Action {}

  /** Do the work that other invocations have left. */
  record TakeWork(SqsEvent event) implements Action {}

  /**
   * Report the last whole week, once.
   *
   * @param dryRun only say what would be posted
   */
  record Report(Format format, boolean dryRun) implements Action {
    /** In what form. */
    enum Format {
      /** As a post. */
      POST,
      /** As data in the function's result; nothing is posted. */
      JSON
    }

    /** Whether nothing is posted. */
    boolean rehearsed() {
      return dryRun || format == Format.JSON;
    }
  }

  /**
   * See to it that Heroku sends webhooks for the apps.
   *
   * @param purpose what is wanted
   * @param apply whether it is done; otherwise it is only said what would be
   * @param keys the Heroku tokens of this run
   */
  record Webhooks(Purpose purpose, boolean apply, RunKeys keys) implements Action {
    /** What is wanted. */
    enum Purpose {
      /** That each watched app has one, and no other app. */
      SET_UP,
      /** The same, and that all are signed with the newest secret. */
      RENEW_SECRET,
      /** That no app has one. */
      REMOVE
    }
  }

  /**
   * Reads the function's input.
   *
   * @param input a JSON object; empty or null for a pass
   * @throws IllegalArgumentException if it is none of those
   */
  static Action read(String input) {
    if (input.isBlank()) {
      return of(null);
    }
    try {
      return of(Json.CAMEL_CASE.readMap(input));
    } catch (Json.Malformed wrong) {
      throw new IllegalArgumentException("The input is no JSON object. " + ACCEPTED, wrong);
    }
  }

  static Action of(@Nullable Map<String, Object> input) {
    if (input == null || input.isEmpty()) {
      return new Watch(Optional.empty(), false);
    }
    if ("Scheduled Event".equals(input.get("detail-type"))) {
      return new Watch(Optional.of(time("time", input.get("time"))), false);
    }
    if (SqsEvent.isMeantBy(input)) {
      return new TakeWork(SqsEvent.of(input));
    }
    String action = input.get("action") instanceof String name ? name : "";
    Set<String> keys = KEYS.get(action);
    if (keys == null) {
      throw new IllegalArgumentException(
          "The input's \"action\" is none of \"watch\", \"dead-letters\", \"doctor\", \"test-alert\","
              + " \"report\" and"
              + " \"webhooks\". "
              + ACCEPTED);
    }
    for (String key : input.keySet()) {
      if (!keys.contains(key)) {
        // With a token in the input, it may stand in the wrong place.
        String shown = action.equals("webhooks") ? "" : " " + quoted(key);
        throw new IllegalArgumentException(
            "The input has the unknown key" + shown + ". " + ACCEPTED);
      }
    }
    return switch (action) {
      case "dead-letters" -> new DeadLetters(flag("redeliver", input));
      case "doctor" -> new Doctor();
      case "test-alert" -> new TestAlert(channel(input));
      case "report" -> new Report(format(input), flag("dryRun", input));
      case "webhooks" -> webhooks(input);
      default -> new Watch(tick(input), flag("dryRun", input));
    };
  }

  private static Optional<Instant> tick(Map<String, Object> input) {
    return input.containsKey("tick")
        ? Optional.of(time("tick", input.get("tick")))
        : Optional.empty();
  }

  private static Optional<ChannelName> channel(Map<String, Object> input) {
    if (!input.containsKey("channel")) {
      return Optional.empty();
    }
    try {
      if (input.get("channel") instanceof String text) {
        return Optional.of(ChannelName.parse(text));
      }
    } catch (IllegalArgumentException noChannel) {
      throw new IllegalArgumentException(noChannel(), noChannel);
    }
    throw new IllegalArgumentException(noChannel());
  }

  private static String noChannel() {
    return "The input's \"channel\" is not written team/channel, by the handles in its address. "
        + ACCEPTED;
  }

  private static Report.Format format(Map<String, Object> input) {
    if (!input.containsKey("format")) {
      return Report.Format.POST;
    }
    if ("json".equals(input.get("format"))) {
      return Report.Format.JSON;
    }
    throw new IllegalArgumentException("The input's \"format\" is not \"json\". " + ACCEPTED);
  }

  private static Webhooks webhooks(Map<String, Object> input) {
    boolean remove = flag("remove", input);
    boolean renew = flag("renewSecret", input);
    if (remove && renew) {
      throw new IllegalArgumentException(
          "The input has both \"remove\" and \"renewSecret\". " + ACCEPTED);
    }
    Webhooks.Purpose purpose =
        remove
            ? Webhooks.Purpose.REMOVE
            : renew ? Webhooks.Purpose.RENEW_SECRET : Webhooks.Purpose.SET_UP;
    try {
      return new Webhooks(purpose, flag("apply", input), RunKeys.of(input));
    } catch (RunKeys.Unusable wrong) {
      throw new IllegalArgumentException(wrong.getMessage() + " " + ACCEPTED, wrong);
    }
  }

  private static boolean flag(String key, Map<String, Object> input) {
    Object value = input.getOrDefault(key, false);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(
        "The input's \"%s\" is neither true nor false. %s".formatted(key, ACCEPTED));
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
