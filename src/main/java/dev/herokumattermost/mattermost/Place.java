package dev.herokumattermost.mattermost;

import dev.herokumattermost.watch.Delivery.Refusal;

/** Which channel of the server. */
public sealed interface Place {

  /** The one of the settings: the bot's, or the one that the webhook was made for. */
  record Usual() implements Place {}

  /** Another one. */
  record Other(ChannelName name) implements Place {}

  /** What it is called if it cannot be told: only another channel leaves the usual one to try. */
  default Refusal untellable() {
    return switch (this) {
      case Usual _ -> Refusal.CONFIGURATION;
      case Other _ -> Refusal.CHANNEL;
    };
  }
}
