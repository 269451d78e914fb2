package dev.herokumattermost.redact;

import java.util.ArrayList;
import java.util.List;

/** Keys and certificates that are printed line by line. */
final class PrivateKeys {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";

  /** A key of 16,384 bits has fewer lines; a block that never ends must not take the whole log. */
  private static final int LONGEST_BLOCK = 250;

  private PrivateKeys() {}

  /** The lines of one process, those between a beginning and an end replaced. */
  static List<String> withoutBodies(List<String> lines) {
    var kept = new ArrayList<>(lines);
    int open = 0;
    for (int i = 0; i < kept.size(); i++) {
      String line = kept.get(i);
      int begin = line.lastIndexOf(BEGIN);
      if (line.indexOf(END, Math.max(begin, 0)) >= 0) {
        closeBefore(kept, i);
        open = 0;
      } else if (begin >= 0) {
        open = LONGEST_BLOCK;
      } else if (open > 0) {
        open--;
        kept.set(i, isBody(line) ? Text.REDACTED : line);
      }
    }
    return kept;
  }

  /** The log may begin within a block, so what stands before an end is looked at again. */
  private static void closeBefore(List<String> lines, int end) {
    for (int i = end - 1; i >= 0 && isBody(lines.get(i)); i--) {
      lines.set(i, Text.REDACTED);
    }
  }

  /** Base64 and nothing else, or a header of an encrypted key. */
  private static boolean isBody(String line) {
    String body = line.strip();
    return body.startsWith("Proc-Type:")
        || body.startsWith("DEK-Info:")
        || (!body.isEmpty() && new Text(body).end(0, Text.TOKEN | Text.EQUALS) == body.length());
  }
}
