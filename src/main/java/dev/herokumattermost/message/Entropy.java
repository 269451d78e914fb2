package dev.herokumattermost.message;

import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Long strings that look drawn by lot. A class name changes between capitals, small letters and
 * digits about once in three characters; a random string two times in three.
 */
final class Entropy {
  /** Shorter ones are too often ids that people need. */
  private static final int LEAST = 32;

  /** A git commit; whatever is hexadecimal and no longer stays. */
  private static final int LONGEST_HEX = 40;

  private static final int AWS_SECRET = 40;

  /** An access key's id and its secret are told no farther apart. */
  private static final int AWS_PAIR = 100;

  /** The share of neighbours of another kind from which three kinds of characters are random. */
  private static final double MIXED = 0.40;

  /** The same without digits, where CamelCase is nearer. */
  private static final double LETTERS = 0.45;

  /** The same for one case of letters and digits, without anything between. */
  private static final double PLAIN = 0.25;

  private static final int LEAST_DIGITS = 4;

  private static final Pattern CHECKSUM = Pattern.compile(".*sha-?(?:1|256|384|512)[:=@ ]");

  private Entropy() {}

  static void find(String text, Marks marks) {
    int lineFrom = Chars.skipSpaces(text, 0);
    int lineTo = text.stripTrailing().length();
    int at = 0;
    while (at < text.length()) {
      if (marks.has(at) || !Chars.isToken(text.charAt(at))) {
        at++;
        continue;
      }
      int end = unmarkedEnd(text, at, marks);
      int padded = Chars.end(text, end, c -> c == '=');
      boolean wholeLine = at == lineFrom && padded == lineTo;
      if (isSecret(text, at, end) || (wholeLine && isBase64Line(text, at, end, padded))) {
        marks.add(at, padded);
      }
      at = end;
    }
  }

  private static int unmarkedEnd(String text, int from, Marks marks) {
    int end = from;
    while (end < text.length() && Chars.isToken(text.charAt(end)) && !marks.has(end)) {
      end++;
    }
    return end;
  }

  private static boolean isSecret(String text, int from, int to) {
    if (to - from < LEAST || isChecksum(text, from) || text.startsWith("_ZN", from)) {
      return false;
    }
    var kinds = Kinds.of(text, from, to);
    return kinds.random()
        || (to - from == AWS_SECRET && kinds.three() && isBehindAwsKey(text, from));
  }

  private static boolean isBehindAwsKey(String text, int from) {
    String before = text.substring(Math.max(0, from - AWS_PAIR), from);
    return before.contains("AKIA") || before.contains("ASIA");
  }

  /** What says that it is a checksum is one. */
  private static boolean isChecksum(String text, int from) {
    String before = text.substring(Math.max(0, from - 8), from).toLowerCase(Locale.ROOT);
    return CHECKSUM.matcher(before).matches()
        || text.regionMatches(true, from, "sha1-", 0, 5)
        || text.regionMatches(true, from, "sha256-", 0, 7)
        || text.regionMatches(true, from, "sha384-", 0, 7)
        || text.regionMatches(true, from, "sha512-", 0, 7);
  }

  /** A line out of the middle of a key, or its padded end: nothing but Base64. */
  private static boolean isBase64Line(String text, int from, int to, int padded) {
    int length = padded - from;
    boolean fullLine = length == 64 || length == 76;
    boolean lastLine = padded > to && length >= 8 && length % 4 == 0;
    return (fullLine || lastLine) && Kinds.of(text, from, to).mixed();
  }

  /**
   * What a string is made of, leaving out parts that are hexadecimal or numbers.
   *
   * @param parts how many parts there are between separators
   * @param counted how many characters were looked at
   * @param switches how many of them are of another kind than the one before
   * @param longestHex the longest hexadecimal part, which is no number
   */
  private record Kinds(
      int parts, int counted, int lower, int upper, int digits, int switches, int longestHex) {

    static Kinds of(String text, int from, int to) {
      var none = new Kinds(0, 0, 0, 0, 0, 0, 0);
      int at = from;
      while (at < to) {
        int end = Math.min(to, Chars.end(text, at, Chars::isAlphanumeric));
        none = end > at ? none.with(text, at, end) : none;
        at = end + 1;
      }
      return none;
    }

    private Kinds with(String text, int from, int to) {
      if (isHex(text, from, to, 'a') || isHex(text, from, to, 'A')) {
        boolean number = isAll(text, from, to, Chars::isDigit);
        int hex = number ? longestHex : Math.max(longestHex, to - from);
        return new Kinds(parts + 1, counted, lower, upper, digits, switches, hex);
      }
      int[] kinds = new int[3];
      int changes = 0;
      for (int at = from; at < to; at++) {
        int kind = kind(text.charAt(at));
        kinds[kind]++;
        changes += at > from && kind != kind(text.charAt(at - 1)) ? 1 : 0;
      }
      return new Kinds(
          parts + 1,
          counted + to - from,
          lower + kinds[0],
          upper + kinds[1],
          digits + kinds[2],
          switches + changes,
          longestHex);
    }

    private static boolean isHex(String text, int from, int to, char a) {
      return isAll(text, from, to, c -> Chars.isDigit(c) || (c >= a && c < a + 6));
    }

    private static boolean isAll(String text, int from, int to, IntPredicate kind) {
      return Chars.end(text, from, kind) >= to;
    }

    private static int kind(char c) {
      return Chars.isLower(c) ? 0 : Chars.isUpper(c) ? 1 : 2;
    }

    boolean three() {
      return mixed() && digits > 0;
    }

    boolean mixed() {
      return lower > 0 && upper > 0;
    }

    boolean random() {
      if (longestHex > LONGEST_HEX) {
        return true;
      }
      double share = counted < LEAST * 2 / 3 ? 0 : (double) switches / counted;
      return mixed()
          ? share >= (digits > 0 ? MIXED : LETTERS)
          : parts == 1 && digits >= LEAST_DIGITS && lower + upper > 0 && share >= PLAIN;
    }
  }
}
