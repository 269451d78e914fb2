package dev.herokumattermost.message;

import dev.herokumattermost.message.TellingNames.Telling;
import java.util.Locale;
import java.util.Set;

/** Values whose name tells that they are secret: {@code password=…}, {@code "token": "…"}. */
final class Pairs {
  /** A whole header's value belongs to these, not only its next word. */
  private static final Set<String> LONG_SCHEMES =
      Set.of("aws4-hmac-sha256", "digest", "hawk", "hmac", "oauth", "signature");

  private static final int LONGEST_SCHEME = 24;

  /** Shorter ones in a query are words: {@code ?key=name}. */
  private static final int LEAST_IN_QUERY = 8;

  private final String text;
  private final Marks marks;

  private Pairs(String text, Marks marks) {
    this.text = text;
    this.marks = marks;
  }

  static void find(String text, Marks marks) {
    var pairs = new Pairs(text, marks);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      at = c == '=' || c == ':' || c == '>' ? pairs.pair(at) : at + 1;
    }
  }

  /** Looks at the separator at an index; where to read on. */
  private int pair(int separator) {
    int behind = behind(separator);
    if (behind < 0) {
      return separator + (Chars.at(text, separator + 1) == text.charAt(separator) ? 2 : 1);
    }
    Key key = Key.before(text, separator);
    Telling telling = TellingNames.of(key.name(text));
    if (telling == Telling.NOTHING || !key.belongsTo(text, separator)) {
      return separator + 1;
    }
    int start = Chars.skipSpaces(text, behind);
    if (text.startsWith(Marks.REDACTED, start) || isAbsent(telling, separator, behind, start)) {
      return Math.max(separator + 1, start);
    }
    return value(key, telling, separator, start);
  }

  /** In {@code password= user=ada} the next word is no value but another pair. */
  private boolean isAbsent(Telling telling, int separator, int behind, int start) {
    boolean spacedOnlyBehind = start > behind && !Chars.isSpace(Chars.at(text, separator - 1));
    return spacedOnlyBehind
        && telling != Telling.AUTHORIZATION
        && telling != Telling.COOKIE
        && Value.openingQuote(text, start) < 0
        && Value.isWordAhead(text, start);
  }

  /** Behind a separator; -1 if the sign separates no name from a value. */
  private int behind(int at) {
    char next = Chars.at(text, at + 1);
    return switch (text.charAt(at)) {
      case '=' -> isComparison(at) ? -1 : next == '>' ? at + 2 : at + 1;
      case ':' -> next == ':' ? -1 : next == '=' ? at + 2 : at + 1;
      default -> Chars.at(text, at - 1) == '=' || Chars.at(text, at - 1) == '-' ? -1 : at + 1;
    };
  }

  /** {@code token == nil}, {@code token =~ pattern}; a password may begin with these signs too. */
  private boolean isComparison(int at) {
    char next = Chars.at(text, at + 1);
    char third = Chars.at(text, at + 2);
    return (next == '=' && (Chars.isSpace(third) || third == '='))
        || (next == '~' && Chars.isSpace(third));
  }

  private int value(Key key, Telling telling, int separator, int start) {
    int quote = Value.openingQuote(text, start);
    int first = quote < 0 ? start : quote + 1;
    if (stays(telling, first, quote < 0)) {
      return Math.max(separator + 1, first);
    }
    return switch (telling) {
      case AUTHORIZATION -> authorization(key, start, first);
      case COOKIE ->
          text.charAt(separator) == ':' && quote < 0 ? rest(key, start) : plain(key, start);
      case SECRET_IN_QUERY -> key.inQuery() ? inQuery(start) : separator + 1;
      default ->
          quote < 0 && text.charAt(separator) == ':' && key.beginsLine(text)
              ? words(start)
              : plain(key, start);
    };
  }

  private boolean stays(Telling telling, int first, boolean bare) {
    char c = Chars.at(text, first);
    return (bare && (c == '{' || c == 0))
        || Prose.at(text, first)
        || Prose.isMask(text, first)
        || (telling == Telling.SECRET_UNLESS_NUMBER && Prose.isNumber(text, first))
        || (telling == Telling.SECRET_UNLESS_PATH && (c == '/' || c == '~'));
  }

  private int plain(Key key, int start) {
    Value value = Value.at(text, start, key.inQuery());
    marks.add(value.from(), value.to());
    return Math.max(start, value.end());
  }

  private int inQuery(int start) {
    int end = Value.bareEnd(text, start, true);
    if (end - start >= LEAST_IN_QUERY) {
      marks.add(start, end);
    }
    return end;
  }

  /** The scheme stays, as it is no secret and tells how somebody tried. */
  private int authorization(Key key, int start, int first) {
    int limit = Math.min(text.length(), first + LONGEST_SCHEME);
    int end = first;
    while (end < limit && Chars.isName(text.charAt(end))) {
      end++;
    }
    int credentials = Chars.skipSpaces(text, end);
    if (end == first || credentials == end || credentials == text.length()) {
      return plain(key, start);
    }
    if (first > start) {
      Value value = Value.at(text, start, false);
      marks.add(Math.min(credentials, value.to()), value.to());
      return value.end();
    }
    String scheme = text.substring(first, end).toLowerCase(Locale.ROOT);
    if (LONG_SCHEMES.contains(scheme)) {
      return rest(key, credentials);
    }
    return isScheme(scheme) ? plain(key, credentials) : plain(key, start);
  }

  private static boolean isScheme(String word) {
    return switch (word) {
      case "apikey", "basic", "bearer", "negotiate", "ntlm", "token" -> true;
      default -> false;
    };
  }

  /** To the end of the line, or to the quote in which the whole pair stands. */
  private int rest(Key key, int start) {
    int end = key.quote() == 0 ? text.length() : text.indexOf(key.quote(), start);
    int to = end < 0 ? text.length() : end;
    while (to > start && text.charAt(to - 1) == '\\') {
      to--;
    }
    marks.add(start, to);
    return Math.max(start, to);
  }

  /** In YAML a value may have spaces; it is over where another pair begins. */
  private int words(int start) {
    int end = Value.at(text, start, false).end();
    while (Chars.at(text, end) == ' '
        && Chars.at(text, end + 1) != '#'
        && !Value.isNameAhead(text, end + 1)) {
      int next = Chars.skipSpaces(text, end);
      int word = Chars.end(text, next, c -> !Chars.isSpace(c));
      if (text.indexOf('=', next, word) >= 0 || text.charAt(word - 1) == ':') {
        break;
      }
      end = word;
    }
    marks.add(start, end);
    return Math.max(start, end);
  }
}
