package dev.herokumattermost.rules;

import java.util.regex.Pattern;

/**
 * A channel by the two handles in its address, {@code https://server/team/channels/channel}.
 *
 * <p>These are not the names on the screen, which is the commonest mistake in setting up a bot.
 * They are checked as Mattermost checks them.
 */
public record ChannelName(String team, String channel) {
  private static final Pattern TEAM = Pattern.compile("[a-z][a-z0-9-]{1,63}");
  private static final Pattern CHANNEL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  public ChannelName {
    requireHandle("team", team, TEAM);
    requireHandle("channel", channel, CHANNEL);
  }

  /** Reads {@code team/channel}. */
  public static ChannelName parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("a channel is written team/channel, not " + text);
    }
    return new ChannelName(parts[0], parts[1]);
  }

  private static void requireHandle(String what, String name, Pattern handle) {
    if (!handle.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a " + what + " is named by its lower-case handle, as in its address, not " + name);
    }
  }

  @Override
  public String toString() {
    return team + "/" + channel;
  }
}
