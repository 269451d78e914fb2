package dev.herokumattermost.settings;

import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Route.RecoveryPlace;
import dev.herokumattermost.settings.MattermostAccess.BotAccess;
import dev.herokumattermost.settings.MattermostAccess.WebhookAccess;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads where the alerts of a rule go, whom they mention, and with what priority. */
record RouteReader(Route defaults, MattermostAccess mattermost) {
  private static final List<String> RECOVERIES = List.of("thread", "channel");

  Route read(YamlMap rule) {
    return new Route(target(rule), mentions(rule), priority(rule), recoveries(rule));
  }

  private Route.Target target(YamlMap rule) {
    return rule.text("channel")
        .flatMap(text -> Values.channel(text, rule.at("channel")))
        .<Route.Target>map(
            name -> isDefault(name) ? new Route.DefaultChannel() : new Route.NamedChannel(name))
        .orElse(defaults.target());
  }

  /** What a webhook's own channel is called only Mattermost knows. */
  private boolean isDefault(ChannelName name) {
    return switch (mattermost) {
      case BotAccess bot -> name.equals(bot.channel());
      case WebhookAccess _ -> false;
    };
  }

  /** The word {@code nobody} takes back what MENTION sets. */
  private List<String> mentions(YamlMap rule) {
    Optional<String> one = rule.text("mention");
    if (one.isEmpty()) {
      return defaults.mentions();
    }
    boolean many = rule.get("mention").orElseThrow() instanceof SequenceNode;
    if (!many && one.get().equals("nobody")) {
      return List.of();
    }
    return Values.mentions(many ? rule.texts("mention") : List.of(one.get()), rule.at("mention"));
  }

  private RecoveryPlace recoveries(YamlMap rule) {
    Optional<String> word = rule.text("recovery");
    if (word.isEmpty()) {
      return defaults.recoveries();
    }
    return switch (word.get()) {
      case "thread" -> RecoveryPlace.THREAD;
      case "channel" -> RecoveryPlace.CHANNEL;
      default -> {
        rule.at("recovery")
            .problem(
                "is \"" + word.get() + "\"",
                Spelling.didYouMean(word.get(), RECOVERIES)
                    + "write "
                    + String.join(" or ", RECOVERIES));
        yield defaults.recoveries();
      }
    };
  }

  private Priority priority(YamlMap rule) {
    return rule.text("priority")
        .map(word -> Values.priority(word, rule.at("priority")))
        .orElse(defaults.priority());
  }
}
