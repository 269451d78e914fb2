package dev.herokumattermost.message;

import java.util.BitSet;

/** Which characters of a text must go. Stretches that touch or overlap become one. */
final class Marks {
  /** What stands where something was taken out. */
  static final String REDACTED = "[redacted]";

  private final BitSet marked = new BitSet();

  /** Marks from one index up to, but not including, another. */
  void add(int from, int to) {
    if (from < to) {
      marked.set(from, to);
    }
  }

  boolean has(int index) {
    return index >= 0 && marked.get(index);
  }

  /** The text with every marked stretch replaced; the same text if nothing is marked. */
  String replacedIn(String text) {
    if (marked.isEmpty()) {
      return text;
    }
    takeWhole(text);
    int from = marked.nextSetBit(0);
    var kept = new StringBuilder(text.length());
    int done = 0;
    while (from >= 0) {
      kept.append(text, done, from).append(REDACTED);
      done = marked.nextClearBit(from);
      from = marked.nextSetBit(done);
    }
    return kept.append(text, done, text.length()).toString();
  }

  /** What an earlier look has put there goes as a whole or not at all. */
  private void takeWhole(String text) {
    int at = text.indexOf(REDACTED);
    while (at >= 0) {
      int end = at + REDACTED.length();
      int first = marked.nextSetBit(at);
      if (first >= 0 && first < end) {
        marked.set(at, end);
      }
      at = text.indexOf(REDACTED, end);
    }
  }
}
