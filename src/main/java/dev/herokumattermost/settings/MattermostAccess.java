package dev.herokumattermost.settings;

import dev.herokumattermost.http.WebAddress;
import dev.herokumattermost.rules.ChannelName;

/** How posts get into Mattermost. */
public sealed interface MattermostAccess {
  /**
   * By a bot account over REST: with threads, edits and reactions, and nothing twice.
   *
   * @param url the server
   * @param channel the default channel
   */
  record BotAccess(WebAddress url, SecretSource token, ChannelName channel)
      implements MattermostAccess {}

  /**
   * By an incoming webhook.
   *
   * @param url the whole address, which is the secret
   */
  record WebhookAccess(SecretSource url) implements MattermostAccess {}
}
