package dev.herokumattermost.mattermost;

import java.util.regex.Pattern;

/**
 * Slack's markup, which Mattermost turns into its own in whatever a webhook sends, code included.
 *
 * <p>A log line that merely looks like it would arrive changed. The rewriting is by regular
 * expression and knows no escape, so the opening bracket gives way to a similar one.
 */
final class SlackMarkup {
  private static final Pattern REWRITTEN =
      Pattern.compile("<(?=[^|>\\n]+\\|[^\\n>]+>|!(?:channel|here|all|everyone)>|@[A-Za-z0-9]+>)");

  private SlackMarkup() {}

  static String defused(String text) {
    return REWRITTEN.matcher(text).replaceAll("‹");
  }
}
