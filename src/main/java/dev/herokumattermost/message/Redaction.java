package dev.herokumattermost.message;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes secrets out of text that others wrote, before it is stored, posted or logged. What goes is
 * replaced by {@code [redacted]}; the name that announced it stays. docs/redaction.md tells what
 * goes, what stays, and what cannot be caught.
 *
 * <p>The time it takes grows with the length of the text, whatever the text: it is scanned by hand,
 * and no scan goes back farther than a fixed number of characters.
 *
 * @param emails whether e-mail addresses go too
 * @param own what else goes: each replaces it in a text
 */
public record Redaction(boolean emails, List<UnaryOperator<String>> own) {
  /** Without settings: e-mail addresses go, and there are no patterns of one's own. */
  public static final Redaction DEFAULT = new Redaction(true, List.of());

  /** What one finding uncovers, the next look judges; two looks are nearly always enough. */
  private static final int LOOKS = 3;

  public Redaction {
    own = List.copyOf(own);
  }

  /** One line without its secrets. */
  public String redact(String line) {
    String seen = line;
    for (int look = 0; look < LOOKS; look++) {
      String left = look(seen);
      if (left.equals(seen)) {
        return left;
      }
      seen = left;
    }
    return seen;
  }

  /** The lines of one process in order: blocks that go over several lines are known as such. */
  public List<String> redactLines(List<String> lines) {
    return PemBlocks.withoutBodies(lines).stream().map(this::redact).toList();
  }

  /**
   * Who did something: of an e-mail address only what stands before the @, if such addresses go.
   */
  public String author(String emailOrName) {
    return redact(emails ? Emails.localPart(emailOrName) : emailOrName);
  }

  private String look(String line) {
    var marks = new Marks();
    PemBlocks.find(line, marks);
    Urls.find(line, marks);
    Pairs.find(line, marks);
    Announced.find(line, marks);
    TokenShapes.find(line, marks);
    Entropy.find(line, marks);
    if (emails) {
      Emails.find(line, marks);
    }
    String left = marks.replacedIn(line);
    for (UnaryOperator<String> pattern : own) {
      left = pattern.apply(left);
    }
    return left;
  }
}
