package dev.herokumattermost.settings;

import static dev.herokumattermost.settings.Variable.MATTERMOST_CHANNEL;
import static dev.herokumattermost.settings.Variable.MATTERMOST_TOKEN;
import static dev.herokumattermost.settings.Variable.MATTERMOST_URL;
import static dev.herokumattermost.settings.Variable.MATTERMOST_WEBHOOK_URL;

import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.settings.MattermostAccess.BotAccess;
import dev.herokumattermost.settings.MattermostAccess.WebhookAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides between a bot and a webhook. */
final class MattermostReader {
  private static final List<Variable> BOT =
      List.of(MATTERMOST_URL, MATTERMOST_TOKEN, MATTERMOST_CHANNEL);

  private static final String EITHER =
      "MATTERMOST_URL, MATTERMOST_TOKEN and MATTERMOST_CHANNEL (a bot), or MATTERMOST_WEBHOOK_URL";

  /** In place of one that is missing or wrong. */
  private static final ChannelName NO_CHANNEL = new ChannelName("none", "none");

  private MattermostReader() {}

  static MattermostAccess read(Environment values) {
    boolean webhook = values.isSet(MATTERMOST_WEBHOOK_URL);
    boolean bot = BOT.stream().anyMatch(values::isSet);
    if (webhook && bot) {
      values
          .at(MATTERMOST_WEBHOOK_URL)
          .problem("is set and so is a bot", "keep " + EITHER + ", not both");
    } else if (!webhook && !bot) {
      values.at("MATTERMOST_*").problem("is missing", "set " + EITHER);
    } else if (bot) {
      return bot(values);
    }
    return new WebhookAccess(
        webhook ? values.secret(MATTERMOST_WEBHOOK_URL) : Environment.NO_SECRET);
  }

  private static BotAccess bot(Environment values) {
    List<Variable> missing = BOT.stream().filter(variable -> !values.isSet(variable)).toList();
    if (!missing.isEmpty()) {
      values
          .at(missing.stream().map(Variable::name).collect(Collectors.joining(" and ")))
          .problem(
              missing.size() == 1 ? "is missing" : "are missing",
              "a bot needs MATTERMOST_URL, MATTERMOST_TOKEN and MATTERMOST_CHANNEL");
    }
    return new BotAccess(
        given(MATTERMOST_URL, values).map(_ -> values.mattermost()).orElse(Environment.NO_ADDRESS),
        given(MATTERMOST_TOKEN, values).map(values::secret).orElse(Environment.NO_SECRET),
        given(MATTERMOST_CHANNEL, values)
            .flatMap(variable -> Values.channel(values.text(variable), values.at(variable)))
            .orElse(NO_CHANNEL));
  }

  private static Optional<Variable> given(Variable variable, Environment values) {
    return Optional.of(variable).filter(values::isSet);
  }
}
