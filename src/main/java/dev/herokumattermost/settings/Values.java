package dev.herokumattermost.settings;

import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.settings.Problems.Place;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what both the environment and watch.yaml can hold. What cannot be read becomes a problem
 * and some value, so that the reading goes on.
 */
final class Values {
  /** Heroku publishes no closed list, so that other words are taken, but not misspelled ones. */
  static final List<String> ALERT_STATES =
      List.of(
          "crashed",
          "restarting",
          "down",
          "starting",
          "idle",
          "provisioning",
          "created",
          "stopping",
          "complete");

  // Nine digits at most: beyond every use, and never beyond a long.
  private static final Pattern DURATION =
      Pattern.compile("(?=.)(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?");

  private static final Pattern CHANNEL_ADDRESS =
      Pattern.compile("(?:https?://.*/)?([a-z0-9-]+)/channels/([a-z0-9_-]+)/?");

  private static final int MOST_MENTIONS = 10;

  private static final List<String> PRIORITIES = List.of("auto", "normal", "important", "urgent");

  private Values() {}

  /** By its name alone: an offset would be wrong for half of the year. */
  static Optional<ZoneId> zone(String name) {
    boolean known = name.equals("UTC") || ZoneId.getAvailableZoneIds().contains(name);
    return known ? Optional.of(ZoneId.of(name)) : Optional.empty();
  }

  static String zoneFix(String name) {
    return Spelling.didYouMean(name, ZoneId.getAvailableZoneIds())
        + "use a name of the IANA database, such as Europe/Berlin";
  }

  /** Longer than nothing, such as {@code 30s}, {@code 5m} or {@code 1h30m}. */
  static Duration duration(String text, Place at) {
    Duration duration =
        DURATION.matcher(text).matches()
            ? Duration.parse("PT" + text.toUpperCase(Locale.ROOT))
            : Duration.ZERO;
    return duration.isZero() ? noDuration("\"" + text + "\"", at) : duration;
  }

  static Duration noDuration(String shown, Place at) {
    at.problem(
        "is " + shown + ", not a duration",
        "write hours, minutes and seconds, such as 30s, 5m or 1h30m");
    return Duration.ofSeconds(1);
  }

  /**
   * @param wrong what to say of a text that is no such number
   */
  static int whole(String text, int least, int most, String wrong, Place at) {
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      at.problem(wrong, "give a whole number from " + least + " to " + most);
      return least;
    }
    return number;
  }

  static DynoState alertState(String text, Place at) {
    String word = text.toLowerCase(Locale.ROOT);
    if (word.equals("up")) {
      at.problem("names up, the healthy state", "remove it");
    } else if (!word.matches("[a-z_-]{1,60}")) {
      at.problem(
          "names \"" + text + "\", not a dyno state", "use words such as crashed,restarting");
      return DynoState.CRASHED;
    } else if (!ALERT_STATES.contains(word)) {
      Spelling.nearest(word, ALERT_STATES)
          .ifPresent(meant -> at.problem("names \"" + text + "\"", "did you mean " + meant + "?"));
    }
    return new DynoState(word);
  }

  /** Those who are called, without those who cannot be. */
  static List<String> mentions(List<String> names, Place at) {
    for (String name : names) {
      if (!Route.isMention(name)) {
        at.problem("names \"" + name + "\", which calls nobody", mentionFix(name));
      }
    }
    if (names.size() > MOST_MENTIONS) {
      at.problem("names " + names.size(), "name at most " + MOST_MENTIONS + ", or a group of them");
    }
    return names.stream().filter(Route::isMention).toList();
  }

  private static String mentionFix(String name) {
    String likely = "@" + name.strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT);
    return Route.isMention(likely)
        ? "write \"" + likely + "\""
        : "write a name with its @, in quotes, such as \"@here\" or \"@oncall\"";
  }

  static Priority priority(String word, Place at) {
    return switch (word) {
      case "auto" -> Priority.BY_IMPACT;
      case "normal" -> Priority.NONE;
      case "important" -> Priority.IMPORTANT;
      case "urgent" -> Priority.URGENT;
      default -> {
        at.problem(
            "is \"" + word + "\"",
            Spelling.didYouMean(word, PRIORITIES) + "write " + String.join(", ", PRIORITIES));
        yield Priority.BY_IMPACT;
      }
    };
  }

  static Optional<ChannelName> channel(String text, Place at) {
    try {
      return Optional.of(ChannelName.parse(text));
    } catch (IllegalArgumentException wrong) {
      var address = CHANNEL_ADDRESS.matcher(text);
      at.problem(
          "is \"" + text + "\", not team/channel",
          address.matches()
              ? "write " + address.group(1) + "/" + address.group(2)
              : "take the lower-case handles from the channel's address"
                  + " (…/TEAM/channels/CHANNEL), not the display names");
      return Optional.empty();
    }
  }
}
