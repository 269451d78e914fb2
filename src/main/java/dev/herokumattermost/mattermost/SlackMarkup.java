package dev.herokumattermost.mattermost;

import java.util.regex.Pattern;

/**
 * Slack's markup, which Mattermost rewrites in all texts of a webhook, inside code too.
 *
 * <p>A log line that looks like such markup would be changed. Mattermost rewrites by a regular
 * expression and has no escape, so a similar character replaces the opening bracket.
 */
final class SlackMarkup {
  private static final Pattern REWRITTEN =
      Pattern.compile("<(?=[^|>\\n]+\\|[^\\n>]+>|!(?:channel|here|all|everyone)>|@[A-Za-z0-9]+>)");

  private SlackMarkup() {}

  static String defused(String text) {
    return REWRITTEN.matcher(text).replaceAll("‹");
  }
}
