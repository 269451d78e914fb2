package dev.herokumattermost.settings;

import dev.herokumattermost.rules.QuietTime;
import dev.herokumattermost.rules.QuietTime.Handling;
import dev.herokumattermost.settings.Problems.Place;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the times in which a rule alerts quietly.
 *
 * @param zone of those that name none
 */
record QuietTimeReader(ZoneId zone, Problems problems) {
  static final List<String> KEYS = List.of("from", "to", "days", "timezone", "incidents");

  static final int MOST = 20;

  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final List<String> HANDLINGS = List.of("post_quietly", "hold");
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

  /** Such a day ends when the next begins. */
  private static final String MIDNIGHT = "24:00";

  List<QuietTime> read(YamlMap rule) {
    var times = new ArrayList<QuietTime>();
    rule.get("quiet_hours")
        .ifPresent(node -> times.add(one(node, "quiet_hours", Handling.POST_QUIETLY)));
    List<Node> maintenance = rule.items("maintenance");
    if (maintenance.size() > MOST) {
      rule.at("maintenance")
          .problem("has " + maintenance.size() + " times", "write at most " + MOST);
    }
    maintenance.stream()
        .limit(MOST)
        .forEach(node -> times.add(one(node, "maintenance", Handling.HOLD)));
    return times;
  }

  private QuietTime one(Node node, String key, Handling otherwise) {
    var map = new YamlMap(node, key, KEYS, problems);
    LocalTime from = time(map, "from", node);
    LocalTime to = time(map, "to", node);
    boolean wholeDay = from.equals(LocalTime.MIDNIGHT) && isMidnight(map);
    if (from.equals(to) && !wholeDay && map.get("from").isPresent() && map.get("to").isPresent()) {
      map.at("to")
          .problem("is the same as from", "write a later time; a whole day is from 00:00 to 24:00");
    }
    return new QuietTime(from, to, days(map), zone(map), incidents(map, otherwise));
  }

  private static boolean isMidnight(YamlMap map) {
    return map.text("to").filter(MIDNIGHT::equals).isPresent();
  }

  private static LocalTime time(YamlMap map, String key, Node node) {
    Optional<String> text = map.text(key);
    if (key.equals("to") && isMidnight(map)) {
      return LocalTime.MIDNIGHT;
    }
    if (text.isEmpty() || !TIME.matcher(text.get()).matches()) {
      map.at(map.get(key).orElse(node), key)
          .problem(
              text.isEmpty() ? "is missing" : "is not a time of the day",
              "write hours and minutes in quotes, such as \"22:00\"");
      return LocalTime.MIDNIGHT;
    }
    return LocalTime.parse(text.get());
  }

  private static Set<DayOfWeek> days(YamlMap map) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    Place at = map.at("days");
    for (String text : map.texts("days")) {
      int place = DAYS.indexOf(text.toLowerCase(Locale.ROOT));
      if (place < 0) {
        at.problem(
            "names \"" + text + "\"",
            Spelling.didYouMean(text, DAYS) + "use " + String.join(", ", DAYS));
      } else if (!days.add(DayOfWeek.of(place + 1))) {
        at.problem("names " + text + " twice", "name it once");
      }
    }
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  private ZoneId zone(YamlMap map) {
    Optional<String> name = map.text("timezone");
    if (name.isEmpty()) {
      return zone;
    }
    return Values.zone(name.get())
        .orElseGet(
            () -> {
              map.at("timezone").problem("is \"" + name.get() + "\"", Values.zoneFix(name.get()));
              return zone;
            });
  }

  private static Handling incidents(YamlMap map, Handling otherwise) {
    Optional<String> word = map.text("incidents");
    if (word.isEmpty()) {
      return otherwise;
    }
    return switch (word.get()) {
      case "post_quietly" -> Handling.POST_QUIETLY;
      case "hold" -> Handling.HOLD;
      default -> {
        map.at("incidents")
            .problem(
                "is \"" + word.get() + "\"",
                Spelling.didYouMean(word.get(), HANDLINGS)
                    + "write "
                    + String.join(" or ", HANDLINGS));
        yield otherwise;
      }
    };
  }
}
