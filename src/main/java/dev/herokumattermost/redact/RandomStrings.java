package dev.herokumattermost.redact;

import com.google.re2j.Pattern;

/**
 * Long strings that look drawn by lot. A class name changes between capitals, small letters and
 * digits about once in three characters; a random string two times in three.
 */
final class RandomStrings {
  /** Shorter ones are too often ids that people need. */
  private static final int LEAST = 32;

  /** A git commit; whatever is hexadecimal and no longer stays. */
  private static final int LONGEST_HEX = 40;

  /** The share of neighbours of another kind from which three kinds of characters are random. */
  private static final double MIXED = 0.40;

  /** The same without digits, where CamelCase is nearer. */
  private static final double LETTERS = 0.45;

  /** The same for one case of letters and digits, without anything between. */
  private static final double PLAIN = 0.25;

  private static final int LEAST_DIGITS = 4;

  /** What stands before a checksum, or begins it; and what follows one in the name of a file. */
  private static final Pattern CHECKSUM =
      Rule.atOnce("(?i)[^:=@ -]{0,7}(?:sha-?(?:1|256|384|512)|diff)[:=@ -]");

  private static final Pattern FILE = Rule.atOnce("\\.[a-z]{2,5}\\b");
  private static final int CHECKSUM_NAME = 7;

  private RandomStrings() {}

  static void mark(Text text) {
    int lineFrom = text.end(0, Text.SPACE);
    for (int at = 0; at < text.length(); at++) {
      int from = at;
      int part = at;
      boolean path = false;
      for (; text.is(at, Text.TOKEN) && !text.isMarked(at); at++) {
        if (text.at(at) == '/') {
          path |= isFolder(text, part, at);
          part = at + 1;
        }
      }
      if (from == lineFrom && isBase64Line(text, from, at)) {
        text.mark(from, text.end(at, Text.EQUALS));
      } else if (at - from >= LEAST) {
        markParts(text, from, at, path);
      }
    }
  }

  /** {@code lib}, {@code v1}: then it is a path, and not Base64. */
  private static boolean isFolder(Text text, int from, int to) {
    boolean version = to - from == 2 && text.at(from) == 'v' && text.is(from + 1, Text.DIGIT);
    return version || (to - from >= 3 && to - from < LEAST && text.end(from, Text.LOWER) == to);
  }

  /** Marks a string if it is random; of a path each part that is. */
  private static void markParts(Text text, int from, int to, boolean path) {
    int part = from;
    for (int at = from; at <= to; at++) {
      if (at == to || (path && text.at(at) == '/')) {
        if (at - part >= LEAST && isSecret(text, part, at)) {
          text.mark(part, text.end(at, Text.EQUALS));
        }
        part = at + 1;
      }
    }
  }

  private static boolean isSecret(Text text, int from, int to) {
    return new Kinds(text, from, to).isRandom()
        && !text.has("_ZN", from) // a name of Rust's or C++'s
        && !CHECKSUM.matcher(text.from(Math.max(0, from - CHECKSUM_NAME))).lookingAt()
        && !CHECKSUM.matcher(text.from(from)).lookingAt()
        && !FILE.matcher(text.from(to)).lookingAt();
  }

  /** A line out of the middle of a key, or its padded end: nothing but Base64. */
  private static boolean isBase64Line(Text text, int from, int to) {
    int padded = text.end(to, Text.EQUALS);
    int length = padded - from;
    boolean lastLine = padded > to && length >= 8 && length % 4 == 0;
    return (length == 64 || length == 76 || lastLine)
        && text.end(padded, Text.SPACE) == text.length()
        && new Kinds(text, from, to).isMixed();
  }

  /** What a string is made of, leaving out its parts that are hexadecimal or numbers. */
  private static final class Kinds {
    private int parts;
    private int lower;
    private int upper;
    private int digits;
    private int switches;
    private int longestHex;

    Kinds(Text text, int from, int to) {
      int part = from;
      for (int at = from; at <= to; at++) {
        if (at == to || !text.is(at, Text.LETTER | Text.DIGIT)) {
          parts += at > part ? 1 : 0;
          add(text, part, at);
          part = at + 1;
        }
      }
    }

    private void add(Text text, int from, int to) {
      if (isHex(text, from, to, 'a') || isHex(text, from, to, 'A')) {
        boolean number = text.end(from, Text.DIGIT) >= to;
        longestHex = number ? longestHex : Math.max(longestHex, to - from);
        return;
      }
      for (int at = from; at < to; at++) {
        int kind = Text.kind(text.at(at));
        lower += kind == Text.LOWER ? 1 : 0;
        upper += kind == Text.UPPER ? 1 : 0;
        digits += kind == Text.DIGIT ? 1 : 0;
        switches += at > from && !text.is(at - 1, kind) ? 1 : 0;
      }
    }

    /** Also behind two capitals, as ids of Twilio are. */
    private static boolean isHex(Text text, int from, int to, char a) {
      boolean id = text.is(from, Text.UPPER) && text.is(from + 1, Text.UPPER);
      int at = id ? from + 2 : from;
      while (at < to && (text.is(at, Text.DIGIT) || (text.at(at) >= a && text.at(at) <= a + 5))) {
        at++;
      }
      return at >= to;
    }

    boolean isMixed() {
      return lower > 0 && upper > 0;
    }

    boolean isRandom() {
      int counted = lower + upper + digits;
      double share = counted < LEAST * 2 / 3 ? 0 : (double) switches / counted;
      double least = !isMixed() ? PLAIN : digits > 0 ? MIXED : LETTERS;
      boolean plain = parts == 1 && digits >= LEAST_DIGITS && lower + upper > 0;
      return longestHex > LONGEST_HEX || ((isMixed() || plain) && share >= least);
    }
  }
}
