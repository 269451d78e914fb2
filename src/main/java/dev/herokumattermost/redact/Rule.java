package dev.herokumattermost.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * What a secret looks like, or where it stands.
 *
 * @param name whose it is, or how it is told
 * @param start what each place where it may be begins with
 * @param pattern what is looked for there, in time that grows with the text alone
 * @param goes what of it must go
 */
record Rule(String name, String start, Pattern pattern, Goes goes) {
  enum Goes {
    ALL,
    GROUPS,
    /** The groups, when the pattern is matched from the word before the start on. */
    GROUPS_FROM_WORD_BEFORE,
    /** The value that begins behind. */
    VALUE,
    /** The value behind an option, of a program whose name is the start. */
    VALUE_OF_OPTION
  }

  static Rule token(String name, String pattern) {
    return new Rule(name, start(pattern), atOnce(pattern), Goes.ALL);
  }

  static Rule groups(String name, String pattern) {
    return new Rule(name, start(pattern), atOnce(pattern), Goes.GROUPS);
  }

  static Rule within(String name, String start, String pattern) {
    return new Rule(name, start, atOnce(pattern), Goes.GROUPS_FROM_WORD_BEFORE);
  }

  static Rule value(String name, String pattern) {
    return new Rule(name, start(pattern), atOnce(pattern), Goes.VALUE);
  }

  static Rule option(String program, String pattern) {
    return new Rule(program, program, atOnce(pattern), Goes.VALUE_OF_OPTION);
  }

  /** A pattern for the beginning of a text; without the anchor RE2/J reads on to its end. */
  static Pattern atOnce(String pattern) {
    return Pattern.compile("\\A(?:" + pattern + ")");
  }

  /** The letters and signs that a pattern begins with. */
  private static String start(String pattern) {
    var start = new StringBuilder();
    for (int at = pattern.matches("\\(\\w.*") ? 1 : 0; at < pattern.length(); at++) {
      boolean sign = pattern.charAt(at) == '\\' && !Character.isLetter(pattern.charAt(at + 1));
      at += sign ? 1 : 0;
      if (!sign && "\\([{.?*+|^$".indexOf(pattern.charAt(at)) >= 0) {
        break;
      }
      start.append(pattern.charAt(at));
    }
    return start.toString();
  }

  Matcher matcher(Text text, int from) {
    return pattern.matcher(text.from(from));
  }
}
