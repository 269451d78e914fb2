package dev.herokumattermost.message;

import java.util.function.IntPredicate;

/**
 * Where a value lies in a text.
 *
 * @param from its first character, behind the quote if it has one
 * @param to behind its last character
 * @param end where to read on, behind the closing quote
 */
record Value(int from, int to, int end) {
  /** How far the name behind a comma is read, to see whether it is one. */
  private static final int LONGEST_NAME = 64;

  /** The value that begins at an index, in quotes, in brackets, or bare. */
  static Value at(String text, int from, boolean inQuery) {
    int quote = openingQuote(text, from);
    if (quote >= 0) {
      return quoted(text, from, quote);
    }
    int start = from;
    if (Chars.at(text, from) == '[' || Chars.at(text, from) == '(') {
      start = behindBracket(text, from);
      if (!Chars.isAlphanumeric(Chars.at(text, start))) {
        return new Value(from, start, start);
      }
    }
    int end = bareEnd(text, start, inQuery);
    return new Value(from, end, end);
  }

  /** The quote that opens here, behind backslashes or a letter such as Python's b; -1 if none. */
  static int openingQuote(String text, int from) {
    int at = Chars.end(text, from, c -> c == '\\');
    if (at == from && "bBrRuUfF@$".indexOf(Chars.at(text, from)) >= 0) {
      at++;
    }
    if (text.startsWith("string(", from)) { // PHP's var_dump
      at = Chars.end(text, from + 7, Chars::isDigit) + 2;
    }
    return Chars.isQuote(Chars.at(text, at)) ? at : -1;
  }

  /**
   * A value in quotes, which may stand within a string themselves: then the closing one has as many
   * backslashes before it as the opening one, and those that belong to the value have more.
   */
  static Value quoted(String text, int from, int quote) {
    char mark = text.charAt(quote);
    int level = backslashesBefore(text, quote, from);
    int slashes = 0;
    for (int at = quote + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == mark && (slashes < level || slashes % (2 * (level + 1)) == level)) {
        return new Value(quote + 1, at - Math.min(slashes, level), at + 1);
      }
      slashes = c == '\\' ? slashes + 1 : 0;
    }
    return new Value(quote + 1, text.length(), text.length());
  }

  private static int backslashesBefore(String text, int quote, int from) {
    int at = quote;
    while (at > from && text.charAt(at - 1) == '\\') {
      at--;
    }
    return quote - at;
  }

  /** Behind the bracket that closes; brackets within quotes do not. */
  private static int behindBracket(String text, int from) {
    char closing = text.charAt(from) == '[' ? ']' : ')';
    int at = from + 1;
    while (at < text.length() && text.charAt(at) != closing) {
      at = Chars.isQuote(text.charAt(at)) ? quoted(text, at, at).end : at + 1;
    }
    return Math.min(at + 1, text.length());
  }

  /** Where a value without quotes ends: at a space, or at a sign that does not belong to it. */
  static int bareEnd(String text, int from, boolean inQuery) {
    int at = from;
    while (at < text.length() && !Chars.isSpace(text.charAt(at)) && !stops(text, at, inQuery)) {
      boolean opens = Chars.isQuote(text.charAt(at)) && Chars.at(text, at - 1) == '(' && at > from;
      int next = Math.max(at + 1, Chars.end(text, at, c -> c == '\\'));
      at = opens ? quoted(text, at, at).end : next;
    }
    return at;
  }

  private static boolean stops(String text, int at, boolean inQuery) {
    int next = at + 1;
    return switch (text.charAt(at)) {
      case '&' -> inQuery || isNameAhead(text, next);
      case '#' -> inQuery;
      case ',', ';', '|' -> isSpaceOrEnd(text, next) || isNameAhead(text, next);
      case ')', ']', '}', '>', '"', '\'', '`' -> isSpaceOrEnd(text, next) || closes(text, next);
      case '<' -> Chars.at(text, next) == '/';
      case '\\' -> Chars.isQuote(Chars.at(text, Chars.end(text, at, c -> c == '\\')));
      default -> false;
    };
  }

  private static boolean closes(String text, int at) {
    return ",;:.)]}>\"'`|\\&".indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isSpaceOrEnd(String text, int at) {
    return at >= text.length() || Chars.isSpace(text.charAt(at)) || Chars.isQuote(text.charAt(at));
  }

  /** Whether another pair begins here, after which the value before it is over. */
  static boolean isNameAhead(String text, int from) {
    return isPairAhead(text, from, c -> Chars.isName(c) || c == ' ');
  }

  /** The same for a name without spaces. */
  static boolean isWordAhead(String text, int from) {
    return isPairAhead(text, from, Chars::isName);
  }

  private static boolean isPairAhead(String text, int from, IntPredicate name) {
    int limit = Math.min(text.length(), from + LONGEST_NAME);
    int at = from;
    while (at < limit && name.test(text.charAt(at))) {
      at++;
    }
    return at > from && at < limit && (text.charAt(at) == '=' || text.charAt(at) == ':');
  }
}
