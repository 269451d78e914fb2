package dev.herokumattermost.message;

import java.util.ArrayList;
import java.util.List;

/** Keys and certificates between {@code -----BEGIN …-----} and {@code -----END …-----}. */
final class PemBlocks {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** No label is longer; the closing dashes are looked for no farther. */
  private static final int LONGEST_LABEL = 64;

  /** A key of 16,384 bits has fewer lines; a block that never ends must not take the whole log. */
  private static final int LONGEST_BLOCK = 250;

  private PemBlocks() {}

  /** Blocks within one line, as they are when line breaks are written as {@code \n}. */
  static void find(String text, Marks marks) {
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int body = bodyStart(text, begin);
      int end = text.indexOf(END, body);
      if (end < 0) {
        marks.add(body, text.length());
        return;
      }
      marks.add(body, end);
      begin = text.indexOf(BEGIN, end);
    }
  }

  /** The lines of one process, those inside a block replaced. */
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
        kept.set(i, isBody(line) ? Marks.REDACTED : line);
      }
    }
    return kept;
  }

  /** The log may begin within a block, so what stands before an end is looked at again. */
  private static void closeBefore(List<String> lines, int end) {
    for (int i = end - 1; i >= 0 && isBody(lines.get(i)); i--) {
      lines.set(i, Marks.REDACTED);
    }
  }

  private static int bodyStart(String text, int begin) {
    int label = begin + BEGIN.length();
    int dashes = text.indexOf(DASHES, label, Math.min(text.length(), label + LONGEST_LABEL));
    return dashes < 0 ? label : dashes + DASHES.length();
  }

  /** Base64 and nothing else, or a header of an encrypted key. */
  private static boolean isBody(String line) {
    String body = line.strip();
    return body.startsWith("Proc-Type:")
        || body.startsWith("DEK-Info:")
        || (!body.isEmpty()
            && Chars.end(body, 0, c -> Chars.isToken(c) || c == '=') == body.length());
  }
}
