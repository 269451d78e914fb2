package dev.herokumattermost.message;

/**
 * The name before a separator.
 *
 * @param from where it begins
 * @param to where it ends; the same if there is no name
 * @param quoted whether it stands in quotes by itself, as in JSON
 */
record Key(int from, int to, boolean quoted, char quote, boolean inQuery) {
  private static final int FAR = 8;
  private static final int LONGEST = 64;

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

  private boolean isClass(String text) {
    if (!Chars.isUpper(text.charAt(from))) {
      return text.startsWith("nexpected ", from - 10);
    }
    char before = Chars.at(text, from - 1);
    boolean qualified = before == '.' || (before == ':' && Chars.at(text, from - 2) == ':');
    return qualified || isComplaint(text);
  }

  /** {@code InvalidToken}, {@code ExpiredSecret}: what languages call errors. */
  private boolean isComplaint(String text) {
    String name = name(text);
    for (String word :
        new String[] {"Invalid", "Expired", "Missing", "Unexpected", "Bad", "Wrong"}) {
      if (name.startsWith(word) && Chars.isUpper(Chars.at(name, word.length()))) {
        return true;
      }
    }
    return text.startsWith("nexpected ", from - 10);
  }

  /** Whether nothing but spaces and a list's dash stand before it. */
  boolean beginsLine(String text) {
    int at = Chars.end(text, 0, c -> Chars.isSpace(c) || c == '-');
    return at == from || (from <= at && to >= at);
  }
}
