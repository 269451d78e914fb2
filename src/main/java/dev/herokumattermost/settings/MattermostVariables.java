package dev.herokumattermost.settings;

import static dev.herokumattermost.settings.Variable.MATTERMOST_CHANNEL;
import static dev.herokumattermost.settings.Variable.MATTERMOST_TOKEN;
import static dev.herokumattermost.settings.Variable.MATTERMOST_URL;
import static dev.herokumattermost.settings.Variable.MATTERMOST_WEBHOOK_URL;

import dev.herokumattermost.settings.Way.BotWay;
import dev.herokumattermost.settings.Way.WebhookWay;
import java.util.ArrayList;

/** Decides between the two ways into Mattermost. */
final class MattermostVariables {
  private MattermostVariables() {}

  static Way way(Environment values) {
    boolean webhook = values.hasSecret(MATTERMOST_WEBHOOK_URL);
    boolean bot =
        values.has(MATTERMOST_URL)
            || values.hasSecret(MATTERMOST_TOKEN)
            || values.has(MATTERMOST_CHANNEL);
    if (webhook && bot) {
      values.mistake(
          MATTERMOST_WEBHOOK_URL.name(),
          "is set and so is a bot",
          "keep MATTERMOST_URL, MATTERMOST_TOKEN and MATTERMOST_CHANNEL (a bot),"
              + " or MATTERMOST_WEBHOOK_URL, not both");
    } else if (!webhook && !bot) {
      values.mistake(
          "MATTERMOST_*",
          "is missing",
          "set MATTERMOST_URL, MATTERMOST_TOKEN and MATTERMOST_CHANNEL (a bot),"
              + " or MATTERMOST_WEBHOOK_URL");
    } else if (bot) {
      return bot(values);
    }
    return new WebhookWay(webhook ? values.secret(MATTERMOST_WEBHOOK_URL) : Environment.NO_SECRET);
  }

  private static Way bot(Environment values) {
    var missing = new ArrayList<String>();
    if (!values.has(MATTERMOST_URL)) {
      missing.add(MATTERMOST_URL.name());
    }
    if (!values.hasSecret(MATTERMOST_TOKEN)) {
      missing.add(MATTERMOST_TOKEN.name());
    }
    if (!values.has(MATTERMOST_CHANNEL)) {
      missing.add(MATTERMOST_CHANNEL.name());
    }
    if (!missing.isEmpty()) {
      values.mistake(
          String.join(" and ", missing),
          missing.size() == 1 ? "is missing" : "are missing",
          "a bot needs MATTERMOST_URL, MATTERMOST_TOKEN and MATTERMOST_CHANNEL");
    }
    var url = values.has(MATTERMOST_URL) ? values.address(MATTERMOST_URL) : Environment.NO_ADDRESS;
    var token =
        values.hasSecret(MATTERMOST_TOKEN)
            ? values.secret(MATTERMOST_TOKEN)
            : Environment.NO_SECRET;
    Handles channel = channel(values);
    return new BotWay(url, token, channel.team(), channel.channel());
  }

  private static Handles channel(Environment values) {
    String text = values.text(MATTERMOST_CHANNEL);
    var handles = Handles.parse(text);
    if (handles.isEmpty() && !text.isEmpty()) {
      values.mistake(
          MATTERMOST_CHANNEL.name(), "is \"" + text + "\", not team/channel", Handles.fix(text));
    }
    return handles.orElse(new Handles("", ""));
  }
}
