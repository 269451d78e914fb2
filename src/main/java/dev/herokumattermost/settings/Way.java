package dev.herokumattermost.settings;

import java.net.URI;

/** The way into Mattermost. */
public sealed interface Way {
  /**
   * A bot account over REST: threads, edits, reactions, nothing twice.
   *
   * @param url the server, without a slash at its end
   * @param team the team's handle, as in the channel's address
   * @param channel the channel's handle, as in the channel's address
   */
  record BotWay(URI url, SecretSource token, String team, String channel) implements Way {}

  /**
   * An incoming webhook.
   *
   * @param url the whole address, which is the secret
   */
  record WebhookWay(SecretSource url) implements Way {}
}
