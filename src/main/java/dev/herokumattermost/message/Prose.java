package dev.herokumattermost.message;

import java.util.Locale;
import java.util.Set;

/** What follows the name of a secret without being one. */
final class Prose {
  /** What is said of a secret: {@code token: expired}, {@code password=invalid}. */
  private static final Set<String> SAID =
      Set.of(
          "already",
          "and",
          "are",
          "blank",
          "can",
          "can't",
          "cannot",
          "could",
          "denied",
          "did",
          "didn't",
          "disabled",
          "does",
          "doesn't",
          "empty",
          "enabled",
          "error",
          "expired",
          "failed",
          "failure",
          "false",
          "has",
          "have",
          "incorrect",
          "invalid",
          "is",
          "isn't",
          "login",
          "mismatch",
          "missing",
          "must",
          "nil",
          "no",
          "none",
          "not",
          "null",
          "ok",
          "or",
          "plain",
          "rejected",
          "required",
          "revoked",
          "should",
          "success",
          "too",
          "true",
          "undefined",
          "unknown",
          "valid",
          "was",
          "wrong");

  /** What goes on after the name of a flag: {@code use --password to set one}. */
  private static final Set<String> GOING_ON =
      Set.of("for", "flag", "if", "in", "option", "options", "to", "when", "with", "without");

  private static final int LONGEST = 12;

  private Prose() {}

  /** Whether a word of prose begins here, and ends as words do. */
  static boolean at(String text, int from) {
    return isWordOf(SAID, text, from);
  }

  /** Whether a sentence goes on here. */
  static boolean goesOn(String text, int from) {
    return isWordOf(GOING_ON, text, from) || at(text, from);
  }

  private static boolean isWordOf(Set<String> words, String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST);
    int end = from;
    while (end < limit && isLetter(text.charAt(end))) {
      end++;
    }
    return words.contains(text.substring(from, end).toLowerCase(Locale.ROOT)) && ends(text, end);
  }

  private static boolean isLetter(char c) {
    return Chars.isLower(c) || Chars.isUpper(c) || c == '\'';
  }

  private static boolean ends(String text, int at) {
    if (at == text.length() || Chars.isSpace(text.charAt(at))) {
      return true;
    }
    boolean closes = ",;:.)]}>\"'`&|\\".indexOf(text.charAt(at)) >= 0;
    return text.charAt(at) == '&' || (closes && !Chars.isAlphanumeric(Chars.at(text, at + 1)));
  }

  /** A number that counts, also with a fraction, and then no more. */
  static boolean isNumber(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST);
    int end = from;
    while (end < limit && (Chars.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    return end > from && !Chars.isName(Chars.at(text, end));
  }

  /** Asterisks or a dash, in place of a value that somebody else left out. */
  static boolean isMask(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST);
    int end = from;
    while (end < limit && text.charAt(end) == '*') {
      end++;
    }
    end = end == from && Chars.at(text, from) == '-' ? from + 1 : end;
    return end > from && ends(text, end);
  }
}
