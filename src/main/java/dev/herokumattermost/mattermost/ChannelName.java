package dev.herokumattermost.mattermost;

import java.util.regex.Pattern;

/**
 * A channel by the two handles in its address, {@code https://server/team/channels/channel}.
 *
 * <p>These are not the names on the screen, which is the commonest mistake in setting up a bot.
 */
public record ChannelName(String team, String channel) {
  private static final Pattern HANDLE = Pattern.compile("[a-z0-9_-]{1,64}");

  public ChannelName {
    requireHandle("team", team);
    requireHandle("channel", channel);
  }

  /** Reads {@code team/channel}. */
  public static ChannelName parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("a channel is written team/channel, not " + text);
    }
    return new ChannelName(parts[0], parts[1]);
  }

  private static void requireHandle(String what, String name) {
    if (!HANDLE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a " + what + " is named by its lower-case handle, as in its address, not " + name);
    }
  }

  @Override
  public String toString() {
    return team + "/" + channel;
  }
}
