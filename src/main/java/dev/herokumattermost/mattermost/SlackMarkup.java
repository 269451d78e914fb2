package dev.herokumattermost.mattermost;

import java.util.regex.Pattern;

/**
 * Slack's markup, which Mattermost rewrites in all texts of a webhook, inside code too.
 *
 * <p>A log line that looks like such markup would be changed. Mattermost rewrites by regular
 * expressions and has no escape, so a similar character replaces the opening bracket, where it
 * would be taken for one and nowhere else.
 */
final class SlackMarkup {
  private static final char INSTEAD = '‹';

  /** In the message, a link ends within its line. */
  private static final Pattern LINK = Pattern.compile("<(?=[^|>\\n]+\\|[^\\n>]+>)");

  private static final Pattern NAME =
      Pattern.compile("<(?=!(?:channel|here|all|everyone)>|@[A-Za-z0-9]+>)");

  private SlackMarkup() {}

  static String inMessage(String text) {
    return LINK.matcher(withoutNames(text)).replaceAll(String.valueOf(INSTEAD));
  }

  /**
   * In a box, a link can go on over any number of lines: an opening bracket, a bar with no other of
   * both in between, and a closing bracket somewhere behind it. The last text is rewritten first,
   * because without its bracket one before it can become such a link. Each character is read once.
   */
  static String inBox(String raw) {
    String text = withoutNames(raw);
    int lastEnd = text.lastIndexOf('>');
    var changed = new StringBuilder(text);
    // The next bar behind the current place, if no opening bracket comes first.
    int bar = -1;
    for (int place = text.length() - 1; place >= 0; place--) {
      switch (text.charAt(place)) {
        case '|' -> bar = place;
        case '<' -> {
          if (bar > place + 1 && bar + 1 < lastEnd && text.charAt(bar + 1) != '>') {
            changed.setCharAt(place, INSTEAD);
          } else {
            bar = -1;
          }
        }
        default -> {}
      }
    }
    return changed.toString();
  }

  private static String withoutNames(String text) {
    return NAME.matcher(text).replaceAll(String.valueOf(INSTEAD));
  }
}
