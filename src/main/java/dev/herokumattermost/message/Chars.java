package dev.herokumattermost.message;

import java.util.function.IntPredicate;

/** Kinds of characters, as the shapes of secrets and of log lines know them. */
final class Chars {
  private Chars() {}

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isAlphanumeric(int c) {
    return isLower(c) || isUpper(c) || isDigit(c);
  }

  /** What names of variables, flags and headers are made of. */
  static boolean isName(int c) {
    return isAlphanumeric(c) || c == '_' || c == '-';
  }

  /** What tokens and both kinds of Base64 are made of, but for the padding. */
  static boolean isToken(int c) {
    return isName(c) || c == '+' || c == '/';
  }

  static boolean isSpace(int c) {
    return c <= ' ' || c == '\u00a0' || c == '\u2028' || c == '\u2029' || c == '\u0085';
  }

  static boolean isQuote(int c) {
    return c == '"' || c == '\'' || c == '`';
  }

  /**
   * The first index at or after one whose character is not of a kind; the length if there is none.
   */
  static int end(String text, int from, IntPredicate kind) {
    int at = from;
    while (at < text.length() && kind.test(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The index behind the spaces at one. */
  static int skipSpaces(String text, int from) {
    return end(text, from, Chars::isSpace);
  }

  /** The character at an index, or 0 outside of the text. */
  static char at(String text, int index) {
    return index >= 0 && index < text.length() ? text.charAt(index) : 0;
  }
}
