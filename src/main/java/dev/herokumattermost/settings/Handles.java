package dev.herokumattermost.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A channel by the two handles in its address, written {@code team/channel}.
 *
 * @param team the team's handle
 * @param channel the channel's handle
 */
record Handles(String team, String channel) {
  /** As Mattermost checks them: lower-case letters, digits, dashes; channels also _. */
  private static final Pattern WRITTEN =
      Pattern.compile("([a-z][a-z0-9-]{1,63})/([a-z0-9][a-z0-9_-]{0,63})");

  private static final Pattern PASTED =
      Pattern.compile("(?:https?://.*/)?([a-z0-9-]+)/channels/([a-z0-9_-]+)/?");

  static Optional<Handles> parse(String text) {
    var match = WRITTEN.matcher(text);
    return match.matches()
        ? Optional.of(new Handles(match.group(1), match.group(2)))
        : Optional.empty();
  }

  /** What to do about a text that is none. */
  static String fix(String text) {
    var pasted = PASTED.matcher(text);
    return pasted.matches()
        ? "write " + pasted.group(1) + "/" + pasted.group(2)
        : "take the lower-case handles from the channel's address"
            + " (…/TEAM/channels/CHANNEL), not the display names";
  }

  @Override
  public String toString() {
    return team + "/" + channel;
  }
}
