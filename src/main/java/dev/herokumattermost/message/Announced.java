package dev.herokumattermost.message;

import java.util.List;

/** Secrets that only a space parts from the word before them: {@code --password x}. */
final class Announced {
  /** The schemes of the header Authorization, where it is not named itself. */
  private static final List<String> SCHEMES = List.of("bearer", "basic");

  /** After these a quoted text is a password, as in SQL. */
  private static final List<String> QUOTING = List.of("password", "passwd", "identified by");

  /** After these a word of letters and digits is a secret. */
  private static final List<String> NOUNS =
      List.of("password", "passwd", "passphrase", "secret", "token", "api key", "access key");

  /** A password may be short; a token so short would be a word. */
  private static final int LEAST_PASSWORD = 6;

  private static final int LEAST_TOKEN = 16;
  private static final int LEAST_CREDENTIALS = 8;

  private static final int LONGEST_FLAG = 64;

  private final String text;
  private final Marks marks;

  private Announced(String text, Marks marks) {
    this.text = text;
    this.marks = marks;
  }

  static void find(String text, Marks marks) {
    var announced = new Announced(text, marks);
    int at = 0;
    while (at < text.length()) {
      int end = Chars.isName(Chars.at(text, at - 1)) ? at : announced.behind(at);
      at = Math.max(at + 1, end);
    }
  }

  /** Marks what is announced by the word at an index; where to read on. */
  private int behind(int at) {
    char second = Character.toLowerCase(Chars.at(text, at + 1));
    return switch (text.charAt(at)) {
      case 'b', 'B' -> second == 'e' || second == 'a' ? scheme(at) : at;
      case 'p', 'P' -> second == 'a' ? Math.max(quoted(at), noun(at)) : at;
      case 'i', 'I' -> second == 'd' ? quoted(at) : at;
      case 's', 'S' -> second == 'e' ? noun(at) : at;
      case 't', 'T' -> second == 'o' ? noun(at) : at;
      case 'a', 'A' -> second == 'p' || second == 'c' ? noun(at) : at;
      case '-' -> text.startsWith("--", at) ? flag(at + 2) : user(at);
      default -> at;
    };
  }

  private int scheme(int at) {
    for (String scheme : SCHEMES) {
      int start = wordBehind(at, scheme);
      int body = Chars.end(text, start, c -> Chars.isToken(c) || c == '.' || c == '~');
      int end = Chars.end(text, body, c -> c == '=');
      boolean pair = end > body && Chars.isName(Chars.at(text, end));
      if (!pair && start > at && end - start >= LEAST_CREDENTIALS && isDrawn(start, end)) {
        marks.add(start, end);
        return end;
      }
    }
    return at;
  }

  /** Words have no digits, no padding, and capitals only where they begin. */
  private boolean isDrawn(int start, int end) {
    boolean odd = false;
    for (int at = start + 1; at < end; at++) {
      char c = text.charAt(at);
      if (Chars.isDigit(c) || (c == '=' && at == end - 1)) {
        return true;
      }
      odd |= Chars.isUpper(c) && !Chars.isUpper(text.charAt(at - 1)) && end - start >= LEAST_TOKEN;
    }
    return odd;
  }

  private int quoted(int at) {
    for (String word : QUOTING) {
      int start = wordBehind(at, word);
      int quote = start > at ? Value.openingQuote(text, start) : -1;
      if (quote >= 0 && !Prose.at(text, quote + 1)) {
        Value value = Value.quoted(text, start, quote);
        marks.add(value.from(), value.to());
        return value.end();
      }
    }
    return at;
  }

  private int noun(int at) {
    for (String noun : NOUNS) {
      int start = wordBehind(at, noun);
      if (start > at) {
        start = Math.max(start, wordBehind(start, "is"));
        int end = Chars.end(text, start, c -> !Chars.isSpace(c) && !Chars.isQuote(c) && c != ',');
        int least = noun.startsWith("pass") ? LEAST_PASSWORD : LEAST_TOKEN;
        if (end - start >= least && isMixed(start, Math.min(end, start + LONGEST_FLAG))) {
          marks.add(start, end);
        }
        return end;
      }
    }
    return at;
  }

  /** Letters and digits, and neither a pair nor a path nor a call. */
  private boolean isMixed(int start, int end) {
    boolean letters = false;
    boolean digits = false;
    for (int at = start; at < end; at++) {
      char c = text.charAt(at);
      if (c == '=' || c == ':' || c == '/' || c == '(' || c == '[') {
        return false;
      }
      letters |= Chars.isLower(c) || Chars.isUpper(c);
      digits |= Chars.isDigit(c);
    }
    return letters && digits;
  }

  /** {@code --password x}, {@code '--password', 'x'}; with {@code =} it is a pair. */
  private int flag(int name) {
    int limit = Math.min(text.length(), name + LONGEST_FLAG);
    int end = name;
    while (end < limit && Chars.isName(text.charAt(end))) {
      end++;
    }
    int start = Chars.end(text, end, c -> Chars.isSpace(c) || Chars.isQuote(c) || c == ',');
    boolean ends = start > end && start < text.length() && text.charAt(start) != '-';
    if (!ends || Prose.goesOn(text, start)) {
      return end;
    }
    return switch (TellingNames.of(text.substring(name, end))) {
      case NOTHING, SECRET_IN_QUERY, SECRET_UNLESS_PATH -> end;
      case SECRET_UNLESS_NUMBER -> Prose.isNumber(text, start) ? end : value(start);
      case SECRET, AUTHORIZATION, COOKIE -> value(start);
    };
  }

  private int value(int start) {
    Value value =
        Chars.isQuote(text.charAt(start - 1))
            ? Value.quoted(text, start - 1, start - 1)
            : Value.at(text, start, false);
    marks.add(value.from(), value.to());
    return value.end();
  }

  /** {@code -u user:password}, as curl takes it. */
  private int user(int at) {
    int start = text.startsWith("-u ", at) ? at + 3 : at;
    int end = start > at ? Value.bareEnd(text, start, false) : at;
    int colon = text.indexOf(':', start, end);
    if (colon > start) {
      marks.add(colon + 1, end);
    }
    return end;
  }

  /** Where the next word begins, if this one and a space stand here; else the same index. */
  private int wordBehind(int at, String word) {
    int end = at + word.length();
    return text.regionMatches(true, at, word, 0, word.length())
            && Chars.isSpace(Chars.at(text, end))
            && end < text.length()
        ? Chars.skipSpaces(text, end)
        : at;
  }
}
