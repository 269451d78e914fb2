package dev.herokumattermost.settings;

import dev.herokumattermost.settings.Way.BotWay;
import dev.herokumattermost.settings.Way.WebhookWay;
import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Address.Priority;
import dev.herokumattermost.watch.Destination;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads where a rule's news go, whom they call, and what they are marked with. */
final class AddressReader {
  static final int MOST_MENTIONS = 10;

  /** In Mattermost a name begins with a letter; here, channel and all are such names too. */
  private static final Pattern MENTION = Pattern.compile("@[a-z][a-z0-9._-]*");

  private static final List<String> PRIORITIES = List.of("normal", "important", "urgent");

  private final Address base;
  private final Way way;
  private final Mistakes mistakes;

  AddressReader(Address base, Way way, Mistakes mistakes) {
    this.base = base;
    this.way = way;
    this.mistakes = mistakes;
  }

  Address read(YamlMap rule) {
    return new Address(destination(rule), mentions(rule), priority(rule));
  }

  private Destination destination(YamlMap rule) {
    var node = rule.get("channel");
    if (node.isEmpty()) {
      return base.destination();
    }
    String text = YamlMap.text(node.get()).orElse("");
    var handles = Handles.parse(text);
    if (handles.isEmpty()) {
      mistakes.add(rule.at("channel"), "is \"" + text + "\", not team/channel", Handles.fix(text));
      return base.destination();
    }
    return isUsual(handles.get()) ? Destination.DEFAULT : Destination.of(handles.get().toString());
  }

  /** What a webhook's own channel is called only Mattermost knows. */
  private boolean isUsual(Handles handles) {
    return switch (way) {
      case BotWay bot -> handles.equals(new Handles(bot.team(), bot.channel()));
      case WebhookWay _ -> false;
    };
  }

  private List<String> mentions(YamlMap rule) {
    var node = rule.get("mention");
    if (node.isEmpty()) {
      return base.mentions();
    }
    List<String> names =
        node.get() instanceof SequenceNode ? rule.texts("mention") : one(node.get());
    for (String name : names) {
      if (!MENTION.matcher(name).matches()) {
        mistakes.add(
            rule.at("mention"), "names \"" + name + "\", which calls nobody", mentionFix(name));
      }
    }
    if (names.size() > MOST_MENTIONS) {
      mistakes.add(
          rule.at("mention"),
          "names " + names.size(),
          "name at most " + MOST_MENTIONS + ", or a group of them");
    }
    return names;
  }

  private static List<String> one(Node node) {
    return List.of(YamlMap.text(node).orElse(""));
  }

  private static String mentionFix(String name) {
    String likely = "@" + name.strip().replaceFirst("^@", "").toLowerCase(Locale.ROOT);
    return MENTION.matcher(likely).matches()
        ? "write \"" + likely + "\""
        : "write a name with its @, in quotes, such as \"@here\" or \"@oncall\"";
  }

  private Priority priority(YamlMap rule) {
    var node = rule.get("priority");
    if (node.isEmpty()) {
      return base.priority();
    }
    String word = YamlMap.text(node.get()).orElse("");
    return switch (word) {
      case "normal" -> Priority.NONE;
      case "important" -> Priority.IMPORTANT;
      case "urgent" -> Priority.URGENT;
      default -> {
        mistakes.add(
            rule.at("priority"),
            "is \"" + word + "\"",
            Spelling.didYouMean(word, PRIORITIES) + "write " + String.join(", ", PRIORITIES));
        yield base.priority();
      }
    };
  }
}
