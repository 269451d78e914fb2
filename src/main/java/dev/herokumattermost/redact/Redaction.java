package dev.herokumattermost.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that others wrote, before it is stored, posted or logged. What goes is
 * replaced by {@code [redacted]}; the name that announced it stays. docs/redaction.md tells what
 * goes, what stays, and what cannot be caught.
 *
 * @param emails whether e-mail addresses go too
 * @param ownPatterns what else goes: each replaces it in a text
 */
public record Redaction(boolean emails, List<? extends UnaryOperator<String>> ownPatterns) {
  /** Without settings: e-mail addresses go, and there are no patterns of one's own. */
  public static final Redaction DEFAULT = new Redaction(true, List.of());

  /** No line of a log is longer at Heroku; what is beyond goes unread. */
  static final int LONGEST_TEXT = 16_384;

  /** Patterns of one's own may need much time for each character. */
  static final int LONGEST_TEXT_FOR_OWN_PATTERNS = 4_096;

  static final String CUT = "[cut: too long to redact]";
  static final String LEFT_OUT = "[left out: too much to redact]";

  /** What one finding uncovers, the next look judges; two looks are nearly always enough. */
  private static final int LOOKS = 3;

  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}++");

  public Redaction {
    ownPatterns = List.copyOf(ownPatterns);
  }

  /** One text, such as a line, without its secrets. */
  public String redact(String text) {
    int longest = ownPatterns.isEmpty() ? LONGEST_TEXT : LONGEST_TEXT_FOR_OWN_PATTERNS;
    if (text.length() <= longest) {
      return withoutSecrets(text);
    }
    // At a space, so that no secret is torn in two and its first half not recognized.
    int end = Math.max(0, text.lastIndexOf(' ', longest - CUT.length() - 1));
    return (withoutSecrets(text.substring(0, end)) + " " + CUT).strip();
  }

  /** The lines of one process in order, of a log that is not too long. */
  public List<String> redactLines(List<String> lines) {
    return redactLines(lines, new Budget(() -> false));
  }

  /**
   * The lines of one process in order: blocks that go over several lines are known as such. The
   * last lines say most, so when the budget ends, earlier ones are left out.
   */
  public List<String> redactLines(List<String> lines, Budget budget) {
    var left =
        new ArrayList<>(PrivateKeys.withoutBodies(lines.stream().map(Redaction::seen).toList()));
    for (int i = left.size() - 1; i >= 0; i--) {
      left.set(i, budget.covers(left.get(i)) ? redact(left.get(i)) : LEFT_OUT);
    }
    return left;
  }

  /**
   * Who did something: of an e-mail address only what stands before the @, if such addresses go.
   */
  public String author(String emailOrName) {
    return redact(emails ? AtSigns.localPart(emailOrName) : emailOrName);
  }

  private String withoutSecrets(String text) {
    String before = "";
    String left = seen(text);
    for (int look = 0; look < LOOKS && !left.equals(before); look++) {
      before = left;
      left = look(new Text(left));
    }
    for (UnaryOperator<String> pattern : ownPatterns) {
      left = pattern.apply(left);
    }
    return left;
  }

  /** One look at a text. */
  String look(Text text) {
    SecretSearch.mark(text);
    RandomStrings.mark(text);
    AtSigns.mark(text, emails);
    return text.redacted();
  }

  /**
   * The text without what shows nothing by itself: programs colour the words of a log, and a name
   * and its value are then not next to each other. No escape is left that could become another
   * code, which the post would not show.
   */
  private static String seen(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        return INVISIBLE.matcher(TerminalCodes.removed(text)).replaceAll("").replace('\u001b', ' ');
      }
    }
    return text;
  }
}
