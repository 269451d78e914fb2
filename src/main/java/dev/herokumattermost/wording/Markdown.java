package dev.herokumattermost.wording;

import dev.herokumattermost.redact.TerminalCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes untrusted text harmless in Mattermost's Markdown: inside code nothing is mentioned, linked,
 * formatted or loaded. All lengths are in code points, as Mattermost counts them.
 */
public final class Markdown {
  /** Long enough for every name Heroku allows, short enough not to hide the rest of a line. */
  private static final int LONGEST = 120;

  /** So much of a name tells it from most others. */
  private static final int SHORTEST = 6;

  /** Of one line in a fence: three lines on a phone are enough to recognize it. */
  private static final int LONGEST_LINE = 500;

  /**
   * What is not seen, or changes how its surroundings are seen: controls, invisible and
   * bidirectional marks, unassigned and private characters, halves of pairs, and the pictures of
   * controls, of which Mattermost's web client takes U+2424 for a line break.
   */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\u2400-\\u2426]");

  /** Marks that stack on one letter and bury the lines around it. */
  private static final Pattern STACKED = Pattern.compile("(\\p{M}{4})\\p{M}++");

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]++");

  /** Of one line; what was a backtick in it is none any more. */
  private static final Pattern CODE = Pattern.compile("`([^`]++)`");

  private static final Pattern BACKTICKS = Pattern.compile("`++");

  private Markdown() {}

  /**
   * The text as inline code. Backticks and line breaks would end the code, so they are replaced;
   * what cannot be seen is taken out.
   */
  public static String code(String untrusted) {
    String line = SPACES.matcher(seen(untrusted)).replaceAll(" ").replace('`', '\'').strip();
    return "`" + (line.isEmpty() ? "?" : cut(line, LONGEST)) + "`";
  }

  /** Several texts, each as inline code; beyond a few only their number. */
  static String codes(List<String> untrusted, int most) {
    int shown = untrusted.size() > most ? most - 1 : untrusted.size();
    String names =
        untrusted.stream().limit(shown).map(Markdown::code).collect(Collectors.joining(", "));
    return shown == untrusted.size()
        ? names
        : "%s and %d more".formatted(names, untrusted.size() - shown);
  }

  /**
   * The lines as a code block of their own. What does not fit is cut from the beginning, for the
   * end of a log says most, and it is said how much.
   *
   * @param most how long the block may be
   */
  static String fence(List<String> untrusted, int most) {
    List<String> lines = untrusted.stream().map(Markdown::line).toList();
    String fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
    int room = most - 2 * (fence.length() + 1) - CUT.formatted(lines.size()).length() - 1;
    var kept = new ArrayList<String>();
    for (String line : lines.reversed()) {
      room -= length(line) + 1;
      if (room < 0) {
        break;
      }
      kept.addFirst(line);
    }
    int dropped = lines.size() - kept.size();
    if (dropped > 0) {
      kept.addFirst(CUT.formatted(dropped));
    }
    return fence + "\n" + String.join("\n", kept) + "\n" + fence;
  }

  /** In front of what is left of a text whose first lines did not fit. */
  private static final String CUT = "[%d earlier lines cut]";

  /** Untrusted text as plain text in a place that Mattermost does not take for Markdown. */
  static String plain(String untrusted) {
    return cut(SPACES.matcher(seen(untrusted)).replaceAll(" ").strip(), LONGEST);
  }

  /**
   * A line of safe Markdown that shows at most so many characters, as far as cutting the names in
   * it can do that; the longest are cut first.
   */
  static String fitted(String line, int most) {
    String fitted = line;
    for (int longest = LONGEST; shown(fitted) > most && longest >= SHORTEST; longest--) {
      int name = longest;
      fitted =
          CODE.matcher(line)
              .replaceAll(code -> Matcher.quoteReplacement("`" + cut(code.group(1), name) + "`"));
    }
    return fitted;
  }

  /** How many characters of a line are seen. */
  static int shown(String line) {
    return length(line.replace("**", "").replace("`", ""));
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String line(String untrusted) {
    return cut(seen(untrusted.replace("\t", "  ")).stripTrailing(), LONGEST_LINE);
  }

  /** On one line, without what cannot be seen. */
  private static String seen(String untrusted) {
    if (isPrintableAscii(untrusted)) {
      return untrusted;
    }
    String still = TerminalCodes.removed(untrusted);
    return STACKED.matcher(UNSEEN.matcher(still).replaceAll(" ")).replaceAll("$1");
  }

  /** Most text is, and then there is nothing to look for. */
  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static int longestRun(List<String> lines) {
    return lines.stream()
        .flatMap(line -> BACKTICKS.matcher(line).results())
        .mapToInt(run -> run.end() - run.start())
        .max()
        .orElse(0);
  }

  static String cut(String text, int most) {
    return length(text) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
