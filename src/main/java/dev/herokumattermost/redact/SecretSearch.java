package dev.herokumattermost.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.herokumattermost.redact.Names.Told;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text once, from its beginning to its end. At each word and sign the rules that begin like
 * it are tried; at each word that names a secret, what follows is looked at. What is found is
 * marked, and reading goes on behind it.
 */
final class SecretSearch {
  private static final int LONGEST_NAME = 64;

  /** Shorter ones in a query are words: {@code ?key=name}. */
  private static final int LEAST_IN_QUERY = 8;

  /** A spoken password may be short; a token so short would be a word. */
  private static final int LEAST_TOKEN = 16;

  /** What closes a name: quotes and brackets, and in PHP's dumps its visibility. */
  private static final String CLOSED =
      "(?::(?:protected|[\\w\\\\]+:private))?[\\\\\"'`\\])]{0,8}[\\s\\x{a0}]{0,8}";

  /** No pair are comparisons and names of classes; in a pair the sign is in the group. */
  private static final String SIGN =
      CLOSED + "(?:==[\\s=]|=~\\s|::)|" + CLOSED + "(=>|:=|=|:|%3[dD]|->\\s)[\\s\\x{a0}]*";

  private static final Pattern HEADER = Rule.atOnce(SIGN);

  /** No pair either is a name without a value, before the next pair. */
  private static final Pattern PAIR = Rule.atOnce("[=:]\\s+[A-Za-z_]{2,24}=[^\\s=]|" + SIGN);

  /** {@code "name":"PASSWORD","value":"x"}, {@code ["cookie", "x"]}. */
  private static final Pattern TWO_VALUES =
      Rule.atOnce("[\"'],?\\s*[\"']?value[\"']?\\s*[:=]\\s*|([\"'],\\s*)");

  /** In YAML a value may have spaces; it is over where another pair or a comment begins. */
  private static final Pattern LINE =
      Rule.atOnce(
          "([^\\s\"'`\\[({\\\\]\\S*?(?: +\\S+?)*?),?(?:\\s*$| +#| +[^\\s=]*=| +\\S*:(?:\\s|$))");

  private static final Pattern SCHEME =
      Rule.atOnce("\\[?(?i:apikey|basic|bearer|negotiate|ntlm|token)\\s+(?:token=)?");

  /** After these all of the header goes. */
  private static final Pattern LONG_SCHEME =
      Rule.atOnce(
          "(?i:aws4-hmac-sha256|digest|hawk|hmac|oauth|sharedaccesssignature|signature)\\s+");

  /** From the name of an option to its value. */
  private static final Pattern ARGUMENT = Rule.atOnce("(?:\\s+|[\"']\\s*,\\s*)([^-\\s])");

  /** What only a space parts from its name: in quotes, as credentials, or no pair, path or call. */
  private static final Pattern SPOKEN_QUOTE = Rule.atOnce("\\s+(is:? )?[\"'`]");

  private static final Pattern SPOKEN_CREDENTIALS =
      Rule.atOnce("\\s+([\\w+/.~-]{8,}=*)(?:$|[^\\w=])");
  private static final Pattern SPOKEN =
      Rule.atOnce("\\s+(?:is:? )?([^\\s\"',=:/(\\[]{6,})(?:$|[\\s\"',])");

  private static final Pattern DRAWN = Pattern.compile(".*\\pL.*(?:\\d.*|=)|.*\\d.*\\pL.*");

  /** The name before a value. */
  private record Name(String chars, Told told, int from, int to) {}

  private final Text text;
  private final int lineFrom;
  private @Nullable Rule program;
  private int wordFrom;
  private int wordTo;

  private SecretSearch(Text text) {
    this.text = text;
    this.lineFrom = text.end(0, Text.SPACE | Text.JOINT);
  }

  static void mark(Text text) {
    var search = new SecretSearch(text);
    boolean afresh = true;
    for (int at = 0; at < text.length(); ) {
      boolean word = text.is(at, Text.NAME);
      at = Math.max(at + 1, word ? search.word(at, afresh) : search.sign(at));
      afresh = !word || !text.is(at - 1, Text.NAME);
    }
  }

  /** Looks at a sign and what may begin with it; where to read on. */
  private int sign(int at) {
    char c = text.at(at);
    if (c == '\\' && "nrt".indexOf(text.at(at + 1)) >= 0) {
      return at + 2;
    }
    if (c == '%' && text.is(at + 1, Text.DIGIT)) {
      return at + 3;
    }
    program = c == '|' || c == ';' ? null : program;
    return rules(at);
  }

  /** Reads the word that begins here, and what follows it if it names a secret. */
  private int word(int from, boolean afresh) {
    int end = afresh ? rules(from) : from;
    if (end == from && program != null && text.at(from) == '-') {
      end = matched(program, from, from);
    }
    if (end > from) {
      return end;
    }
    int before = wordTo == from - 1 && text.at(wordTo) == ' ' ? wordFrom : from;
    boolean tells = false;
    int last = 0;
    wordFrom = from;
    for (wordTo = from; text.is(wordTo, Text.NAME); wordTo++) {
      end = wordTo > from && text.is(wordTo, Text.JOINT) ? rules(wordTo) : wordTo;
      if (end > wordTo) {
        return end;
      }
      last = Names.fold(last, text.at(wordTo));
      tells |= Names.mayTell(last);
    }
    return tells ? named(from, wordTo, before) : wordTo;
  }

  /** Tries the rules that begin here; where to read on. */
  private int rules(int at) {
    for (Rule rule : Rules.startingWith(text.at(at), text.at(at + 1))) {
      boolean fromBefore = rule.goes() == Rule.Goes.GROUPS_FROM_WORD_BEFORE;
      if (text.has(rule.start(), at) && (!fromBefore || wordTo == at)) {
        int end = tried(rule, fromBefore ? wordFrom : at, at);
        if (end > at) {
          return end;
        }
      }
    }
    return at;
  }

  private int tried(Rule rule, int from, int at) {
    if (rule.goes() == Rule.Goes.VALUE_OF_OPTION) {
      program = text.is(at + rule.start().length(), Text.SPACE | Text.QUOTE) ? rule : program;
      return at;
    }
    return matched(rule, from, at);
  }

  private int matched(Rule rule, int from, int at) {
    Matcher matcher = rule.matcher(text, from);
    if (!matcher.lookingAt()) {
      return at;
    }
    int end = from + matcher.end();
    return switch (rule.goes()) {
      case ALL -> marked(from, end);
      case VALUE, VALUE_OF_OPTION -> value(end, "", false);
      case GROUPS, GROUPS_FROM_WORD_BEFORE -> {
        for (int group = 1; group <= matcher.groupCount(); group++) {
          int start = from + matcher.start(group);
          if (start >= from && !Stays.isNoSecret(text, start, "")) {
            text.mark(start, from + matcher.end(group));
          }
        }
        yield end;
      }
    };
  }

  private int marked(int from, int to) {
    text.mark(from, to);
    return to;
  }

  /** Marks the value that begins at an index, unless it is no secret; where to read on. */
  private int value(int start, String name, boolean inQuery) {
    int first = Value.start(text, start);
    if (Stays.isNoSecret(text, first, name)) {
      return first;
    }
    Value value = Value.at(text, start, inQuery);
    text.mark(value.from(), value.to());
    return Math.max(first, value.end());
  }

  /** Looks at what follows a word that may name a secret; where to read on. */
  private int named(int from, int to, int before) {
    String chars = text.cut(Math.max(from, to - LONGEST_NAME), to);
    if (chars.equalsIgnoreCase("key") && to - before < LONGEST_NAME) {
      chars = text.cut(before, to).replace(' ', '_'); // "API key: x"
    }
    var name = new Name(chars, Names.told(chars), from, to);
    boolean scheme = chars.equalsIgnoreCase("basic") || chars.equalsIgnoreCase("bearer");
    if (name.told == Told.NOTHING) {
      return scheme ? spoken(name, true) : to;
    }
    boolean element = text.at(from - 1) == '<' && text.at(to) == '>';
    boolean attribute = text.is(to, Text.QUOTE) && text.at(to + 1) == '>';
    if (element || attribute) {
      return value(element ? to + 1 : to + 2, chars, false);
    }
    CharSequence behind = text.from(to);
    boolean header = name.told == Told.AUTHORIZATION || name.told == Told.COOKIE;
    Matcher pair = (header ? HEADER : PAIR).matcher(behind);
    if (pair.lookingAt()) {
      return pair.start(1) < 0 ? to : pair(name, to + pair.start(1), to + pair.end());
    }
    if (text.at(from) == '-') {
      return option(name);
    }
    Matcher values = TWO_VALUES.matcher(behind);
    if (values.lookingAt() && text.is(from - 1, Text.QUOTE)) {
      int start = to + values.end();
      return values.start(1) < 0 || isTuple(name, start) ? value(start, chars, false) : to;
    }
    return scheme || name.told == Told.SECRET ? spoken(name, scheme) : to;
  }

  /** The value behind a sign, which begins at an index. */
  private int pair(Name name, int sign, int start) {
    boolean closed = sign > name.to && !text.is(name.to, Text.SPACE);
    boolean colon = text.at(sign) == ':';
    boolean method = text.is(name.from - 1, Text.QUOTE) && text.is(sign + 1, Text.QUOTE);
    boolean none = colon ? isClass(name) || Stays.isTask(text, sign + 1) : method;
    if ((none && !closed) || text.has(Text.REDACTED, start)) {
      return name.to;
    }
    boolean inQuery = text.at(sign) == '%' || "?&".indexOf(text.at(name.from - 1)) >= 0;
    int first = Value.start(text, start);
    boolean all = colon && first == start && !Stays.isNoSecret(text, start, name.chars);
    boolean scheme = text.has("Bearer ", first) || text.has("Basic ", first);
    boolean stays =
        switch (name.told) {
          case PERHAPS -> Stays.isNumber(text, first) || (all && Stays.isPlain(text, start));
          case SECRET_OR_PATH -> text.at(start) == '/' || text.at(start) == '~';
          case IN_QUERY ->
              !inQuery
                  || Stays.isNoSecret(text, first, name.chars)
                  || Value.at(text, start, true).to() - start < LEAST_IN_QUERY;
          case SECRET, AUTHORIZATION, COOKIE, NOTHING -> false;
        };
    if (stays) {
      return start;
    }
    if (name.told == Told.AUTHORIZATION || scheme) {
      return authorization(name, start, first);
    }
    Matcher line = LINE.matcher(text.from(start));
    boolean toEnd = first == start && "[({".indexOf(text.at(start)) < 0;
    return name.told == Told.COOKIE && toEnd && (all || text.at(sign + 1) == '>')
        ? header(name, start)
        : all && !closed && name.from <= lineFrom && line.lookingAt()
            ? marked(start, start + line.end(1))
            : value(start, name.chars, inQuery);
  }

  /** {@code Invalid::Token: why}, which is a class and its message, or what a parser found. */
  private boolean isClass(Name name) {
    char before = text.at(name.from - 1);
    boolean qualified = before == '.' || (before == ':' && text.at(name.from - 2) == ':');
    return text.has("nexpected ", name.from - 10) || (text.is(name.from, Text.UPPER) && qualified);
  }

  /** The scheme stays, as it is no secret and tells how somebody tried. */
  private int authorization(Name name, int start, int first) {
    Matcher scheme = LONG_SCHEME.matcher(text.from(first));
    if (scheme.lookingAt()) {
      return header(name, first + scheme.end());
    }
    scheme = SCHEME.matcher(text.from(first));
    int credentials = scheme.lookingAt() ? first + scheme.end() : text.length();
    if (credentials == text.length()) {
      return value(start, name.chars, false);
    }
    if (first == start || Stays.isNoSecret(text, credentials, name.chars)) {
      return value(credentials, name.chars, false);
    }
    Value value = Value.at(text, start, false);
    text.mark(Math.min(credentials, value.to()), value.to());
    return value.end();
  }

  /** To the end of the header, or to the quote in which it stands. */
  private int header(Name name, int start) {
    char quote = text.is(name.from - 1, Text.QUOTE) ? text.at(name.from - 1) : '\n';
    int end = start;
    while (end < text.length() && text.at(end) != quote && !text.has("\\r\\n", end)) {
      end++;
    }
    int to = end;
    while (to > start && text.at(to - 1) == '\\') {
      to--;
    }
    text.mark(start, to);
    return end;
  }

  /** Whether it is the first of two values in brackets, and these are no list of names or call. */
  private boolean isTuple(Name name, int start) {
    char before = text.at(name.from - 2);
    boolean call = before == '(' && text.is(name.from - 3, Text.NAME);
    return "[{(".indexOf(before) >= 0
        && !call
        && name.told != Told.IN_QUERY
        && text.is(start, Text.QUOTE)
        && !Stays.isPlain(text, start + 1);
  }

  /** {@code --password x}, {@code '--password', 'x'}. */
  private int option(Name name) {
    Matcher argument = ARGUMENT.matcher(text.from(name.to));
    if (!argument.lookingAt() || name.told == Told.IN_QUERY || name.told == Told.SECRET_OR_PATH) {
      return name.to;
    }
    int start = name.to + argument.start(1);
    int first = Value.start(text, start);
    boolean perhaps = name.told == Told.PERHAPS && !name.chars.endsWith("pass");
    boolean stays = Stays.goesOn(text, first) || (perhaps && Stays.isPlain(text, first));
    return stays ? name.to : value(start, name.chars, false);
  }

  /** {@code your password is x1}, {@code Bearer x}. */
  private int spoken(Name name, boolean scheme) {
    boolean password = name.chars.toLowerCase(Locale.ROOT).contains("pass");
    CharSequence behind = text.from(name.to);
    Matcher quote = SPOKEN_QUOTE.matcher(behind);
    if (quote.lookingAt()) {
      boolean told = password || quote.start(1) >= 0;
      return told ? value(name.to + quote.end() - 1, name.chars, false) : name.to;
    }
    Matcher spoken = (scheme ? SPOKEN_CREDENTIALS : SPOKEN).matcher(behind);
    if (spoken.lookingAt() && DRAWN.matches(spoken.group(1))) {
      int length = spoken.end(1) - spoken.start(1);
      if (password || scheme || length >= LEAST_TOKEN) {
        return marked(name.to + spoken.start(1), name.to + spoken.end(1));
      }
    }
    return name.to;
  }
}
