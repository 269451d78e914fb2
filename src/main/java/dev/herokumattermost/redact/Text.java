package dev.herokumattermost.redact;

import java.nio.CharBuffer;
import java.util.BitSet;
import java.util.stream.IntStream;

/** A text and what of it must go. Each look at a character is {@link #at}, for tests to count. */
class Text implements CharSequence {
  /** What stands where something was taken out. */
  static final String REDACTED = "[redacted]";

  // Kinds of characters, which can be added up.
  static final int DIGIT = 1;
  static final int LOWER = 2;
  static final int UPPER = 4;
  static final int JOINT = 8; // underscore and hyphen
  static final int BASE64 = 16; // plus and slash
  static final int SPACE = 32;
  static final int QUOTE = 64;
  static final int BACKSLASH = 128;
  static final int EQUALS = 256;
  static final int LETTER = LOWER | UPPER;
  static final int NAME = LETTER | DIGIT | JOINT;
  static final int TOKEN = NAME | BASE64;

  private static final int ASCII = 128;
  private static final int[] KINDS = IntStream.range(0, ASCII).map(Text::kindOf).toArray();

  private final String chars;
  private final BitSet marked = new BitSet();

  Text(String chars) {
    this.chars = chars;
  }

  private static int kindOf(int c) {
    int letter = c >= 'a' && c <= 'z' ? LOWER : c >= 'A' && c <= 'Z' ? UPPER : 0;
    return switch (c) {
      case '_', '-' -> JOINT;
      case '+', '/' -> BASE64;
      case '"', '\'', '`' -> QUOTE;
      case '\\' -> BACKSLASH;
      case '=' -> EQUALS;
      case '\u00a0', '\u2028', '\u2029' -> SPACE;
      default -> c <= ' ' ? SPACE : c >= '0' && c <= '9' ? DIGIT : letter;
    };
  }

  static int kind(char c) {
    return c < ASCII ? KINDS[c] : kindOf(c);
  }

  /** The character at an index, or 0 outside of the text. */
  char at(int index) {
    return index >= 0 && index < chars.length() ? chars.charAt(index) : 0;
  }

  /** Whether the character at an index is of one of the kinds; outside of the text none is. */
  boolean is(int index, int kinds) {
    return index >= 0 && index < chars.length() && (kind(at(index)) & kinds) != 0;
  }

  /** The first index from one on whose character is of none of the kinds. */
  int end(int from, int kinds) {
    int at = from;
    while (is(at, kinds)) {
      at++;
    }
    return at;
  }

  boolean has(String literal, int from) {
    for (int i = 0; i < literal.length(); i++) {
      if (at(from + i) != literal.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String cut(int from, int to) {
    var cut = new StringBuilder();
    for (int at = Math.max(0, from); at < Math.min(to, chars.length()); at++) {
      cut.append(at(at));
    }
    return cut.toString();
  }

  /** The rest of the text from an index on, as a pattern reads it. */
  CharSequence from(int start) {
    return CharBuffer.wrap(this, start, chars.length());
  }

  void mark(int from, int to) {
    if (from < to) {
      marked.set(from, to);
    }
  }

  boolean isMarked(int index) {
    return index >= 0 && marked.get(index);
  }

  /** The text with each marked stretch replaced. */
  String redacted() {
    for (int at = chars.indexOf(REDACTED); at >= 0; at = chars.indexOf(REDACTED, at + 1)) {
      int first = marked.nextSetBit(at); // What was put there before goes as a whole or not at all.
      if (first >= 0 && first < at + REDACTED.length()) {
        marked.set(at, at + REDACTED.length());
      }
    }
    var left = new StringBuilder();
    int done = 0;
    for (int from = marked.nextSetBit(0); from >= 0; from = marked.nextSetBit(done)) {
      left.append(chars, done, from).append(REDACTED);
      done = marked.nextClearBit(from);
    }
    return done == 0 ? chars : left.append(chars, done, chars.length()).toString();
  }

  @Override
  public int length() {
    return chars.length();
  }

  @Override
  public char charAt(int index) {
    return at(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return cut(start, end);
  }

  @Override
  public String toString() {
    return chars;
  }
}
