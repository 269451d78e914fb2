package dev.herokumattermost.message;

import java.util.regex.Pattern;

/** Makes untrusted text harmless in Mattermost's Markdown. */
public final class Markdown {
  /** Long enough for every name Heroku allows, short enough not to hide the rest of a line. */
  private static final int LONGEST = 120;

  private static final Pattern BREAKS_CODE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}\\u2400-\\u2426]+");

  private Markdown() {}

  /**
   * The text as inline code, where Mattermost neither mentions anyone nor links nor formats.
   * Backticks and line breaks would end the code, so they are replaced; what cannot be seen is
   * taken out.
   */
  public static String code(String untrusted) {
    String line = BREAKS_CODE.matcher(untrusted).replaceAll(" ").replace('`', '\'').strip();
    String whole = line.isEmpty() ? "?" : line;
    return "`" + cut(whole) + "`";
  }

  private static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
