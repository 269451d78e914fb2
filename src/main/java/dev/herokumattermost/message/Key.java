package dev.herokumattermost.message;

import java.util.List;

/**
 * The name before a separator.
 *
 * @param from where it begins
 * @param to where it ends; the same if there is no name
 * @param quoted whether it stands in quotes or brackets by itself, as in JSON
 * @param quote the quote right before it, in which the whole pair stands; 0 if there is none
 * @param inQuery whether it is a parameter of a URL
 */
record Key(int from, int to, boolean quoted, char quote, boolean inQuery) {
  private static final int FAR = 8;
  private static final int LONGEST = 64;

  private static final List<String> COMPLAINTS =
      List.of("Bad", "Expired", "Invalid", "Missing", "Unexpected", "Wrong");

  /** Looks back from a separator, no farther than names are long. */
  static Key before(String text, int separator) {
    int to = separator;
    int limit = Math.max(0, separator - FAR);
    while (to > limit && Chars.isSpace(text.charAt(to - 1))) {
      to--;
    }
    int name = to;
    while (to > limit && isClosing(text.charAt(to - 1))) {
      to--;
    }
    int from = to;
    while (from > 0 && from > to - LONGEST && Chars.isName(text.charAt(from - 1))) {
      from--;
    }
    char before = Chars.at(text, from - 1);
    boolean alone = name > to;
    char quote = !alone && Chars.isQuote(before) ? before : 0;
    return new Key(from, to, alone, quote, before == '?' || before == '&');
  }

  /** The quote or bracket of {@code "password":}, {@code params[:password]=}, {@code (token)=}. */
  private static boolean isClosing(char c) {
    return Chars.isQuote(c) || c == ']' || c == ')' || c == '\\';
  }

  String name(String text) {
    return text.substring(from, to);
  }

  /**
   * Whether the separator makes a pair of it. It does not in {@code Invalid::Token: why}, which is
   * a class and its message, nor in {@code `password='}, which is a method.
   */
  boolean belongsTo(String text, int separator) {
    char behind = Chars.at(text, separator + 1);
    return switch (text.charAt(separator)) {
      case '>' -> Chars.at(text, from - 1) == '<' && to == separator;
      case ':' -> quoted || !isClass(text);
      default -> quoted || quote == 0 || !Chars.isQuote(behind);
    };
  }

  /** A class's name, or the word that a parser did not expect. */
  private boolean isClass(String text) {
    char before = Chars.at(text, from - 1);
    boolean qualified = before == '.' || (before == ':' && Chars.at(text, from - 2) == ':');
    return text.startsWith("nexpected ", from - 10)
        || (Chars.isUpper(Chars.at(text, from)) && (qualified || isComplaint(name(text))));
  }

  /** {@code InvalidToken}, {@code ExpiredSecret}: what languages call errors. */
  private static boolean isComplaint(String name) {
    return COMPLAINTS.stream()
        .anyMatch(word -> name.startsWith(word) && Chars.isUpper(Chars.at(name, word.length())));
  }

  /** Whether nothing but spaces and a list's dash stand before it. */
  boolean beginsLine(String text) {
    int at = Chars.end(text, 0, c -> Chars.isSpace(c) || c == '-');
    return at == from || (from <= at && to >= at);
  }
}
