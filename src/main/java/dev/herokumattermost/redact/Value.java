package dev.herokumattermost.redact;

import com.google.re2j.Pattern;

/**
 * Where a value lies in a text.
 *
 * @param from its first character, behind the quote if it has one
 * @param to behind its last character
 * @param end where to read on, behind the closing quote
 */
record Value(int from, int to, int end) {
  /** What ends a value without quotes, from its first sign on: see the alternatives. */
  private static final Pattern END =
      Rule.atOnce(
          "[,;|&](?:$|[\\s\"'`]|[\\w -]{1,40}[=:])" // another value or pair follows
              + "|[)\\]}>\"'`](?:$|[\\s\"'`,;:.)\\]}>|\\\\&])" // what is around it closes
              + "|</|\\\\+(?:[\"'`]|r\\\\n|u0026|n(?:$|[\\s\"'`]|[\\w-]{1,40}[=:]))");

  private static final String SIGNS = ",;|&)]}>\"'`<\\";

  /** The value that begins at an index: in quotes, in brackets, or bare. */
  static Value at(Text text, int from, boolean inQuery) {
    int first = start(text, from);
    if (first > from) {
      return quoted(text, from, first);
    }
    int start = from;
    if (text.at(from) == '[' || text.at(from) == '(') {
      start = behindBracket(text, from);
      if (!text.is(start, Text.NAME)) {
        return new Value(from, start, start);
      }
    }
    int end = bareEnd(text, start, inQuery);
    return new Value(from, end, end);
  }

  /** Behind the quote that opens here, if one does: also behind backslashes, or Python's b. */
  static int start(Text text, int from) {
    int at = text.end(from, Text.BACKSLASH);
    if (at == from && "bBfFrRuU@$".indexOf(text.at(from)) >= 0) {
      at++;
    }
    if (text.has("string(", from)) { // PHP's var_dump
      at = text.end(from + 7, Text.DIGIT) + 2;
    }
    return text.is(at, Text.QUOTE) ? at + 1 : from;
  }

  /**
   * A value in quotes, which may stand within a string themselves: then the closing one has as many
   * backslashes before it as the opening one, and those that belong to the value have more.
   */
  private static Value quoted(Text text, int from, int first) {
    char quote = text.at(first - 1);
    int level = text.is(from, Text.BACKSLASH) ? first - 1 - from : 0;
    int slashes = 0;
    for (int at = first; at < text.length(); at++) {
      char c = text.at(at);
      if (c == quote && (slashes < level || slashes % (2 * (level + 1)) == level)) {
        return new Value(first, at - Math.min(slashes, level), at + 1);
      }
      slashes = c == '\\' ? slashes + 1 : 0;
    }
    return new Value(first, text.length(), text.length());
  }

  /** Behind the bracket that closes; brackets within quotes do not. */
  private static int behindBracket(Text text, int from) {
    char closing = text.at(from) == '[' ? ']' : ')';
    int at = from + 1;
    while (at < text.length() && text.at(at) != closing) {
      at = text.is(at, Text.QUOTE) ? quoted(text, at, at + 1).end : at + 1;
    }
    return Math.min(at + 1, text.length());
  }

  /** Where a value without quotes ends: at a space, or at a sign that does not belong to it. */
  private static int bareEnd(Text text, int from, boolean inQuery) {
    int at = from;
    while (at < text.length() && !text.is(at, Text.SPACE)) {
      char c = text.at(at);
      if ((inQuery && (c == '&' || c == '#' || text.has("%26", at)))
          || (SIGNS.indexOf(c) >= 0 && END.matcher(text.from(at)).lookingAt())) {
        return at;
      }
      boolean opens = text.is(at, Text.QUOTE) && at > from && text.at(at - 1) == '(';
      int next = Math.max(at + 1, text.end(at, Text.BACKSLASH));
      at = opens ? quoted(text, at, at + 1).end : next;
    }
    return at;
  }
}
