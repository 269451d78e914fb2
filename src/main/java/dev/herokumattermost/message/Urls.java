package dev.herokumattermost.message;

import java.util.List;

/** Credentials before the host of a URL, and addresses that are secrets themselves. */
final class Urls {
  private static final String SCHEME_END = "://";

  /** How far a password with an unescaped slash is followed to its @. */
  private static final int FAR = 128;

  /** A user's name; what is longer is a key that stands in its place. */
  private static final int LONGEST_USER = 15;

  /** Whoever knows what follows may post there. */
  private static final List<String> POSTING =
      List.of(
          "hooks.slack.com/",
          "/api/webhooks/", // Discord
          "webhook.office.com/",
          "api.telegram.org/");

  private static final String MATTERMOST = "/hooks/";
  private static final int MATTERMOST_ID = 26;

  private Urls() {}

  static void find(String text, Marks marks) {
    int at = text.indexOf('/');
    while (at >= 0) {
      if (text.startsWith(SCHEME_END, at - 1)) {
        authority(text, at + 2, marks);
      }
      at = text.indexOf('/', Math.max(at + 1, posting(text, at, marks)));
    }
    for (at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      if (text.startsWith("tcp(", at + 1) || text.startsWith("unix(", at + 1)) {
        goDriver(text, at, marks);
      }
    }
  }

  /** An address that ends in a secret, told at a slash of it; where to read on. */
  private static int posting(String text, int slash, Marks marks) {
    for (String before : POSTING) {
      int start = slash + 1 - before.length();
      if (text.startsWith(before, start)) {
        int end = Chars.end(text, slash, Urls::isPath);
        marks.add(slash + 1, end);
        return end;
      }
    }
    if (text.startsWith(MATTERMOST, slash)) {
      int id = slash + MATTERMOST.length();
      int end = Chars.end(text, id, c -> Chars.isLower(c) || Chars.isDigit(c));
      if (end - id == MATTERMOST_ID && !Chars.isUpper(Chars.at(text, end))) {
        marks.add(id, end);
      }
    }
    return slash;
  }

  private static void authority(String text, int start, Marks marks) {
    int end = Chars.end(text, start, Urls::isAuthority);
    int host = lastAt(text, start, end);
    int colon = text.indexOf(':', start, end);
    if (host < start && colon >= 0 && (colon == start || !isPort(text, colon + 1, end))) {
      host = atBehind(text, end);
    }
    if (host < start) {
      return;
    }
    boolean named = colon >= 0 && colon < host;
    int userEnd = named ? colon : host;
    if (!isUser(text, start, userEnd)) {
      marks.add(start, userEnd);
    }
    if (named) {
      marks.add(colon + 1, host);
    }
  }

  private static int lastAt(String text, int from, int to) {
    int at = to - 1;
    while (at >= from && text.charAt(at) != '@') {
      at--;
    }
    return at < from ? -1 : at;
  }

  /** The @ behind a password in which a slash, question mark or hash is not escaped. */
  private static int atBehind(String text, int from) {
    int limit = Math.min(text.length(), from + FAR);
    int found = -1;
    for (int at = from; at < limit && isPath(text.charAt(at)); at++) {
      if (text.startsWith(SCHEME_END, at)) {
        break;
      }
      found = text.charAt(at) == '@' ? at : found;
    }
    return found;
  }

  /** {@code user:password@tcp(host:3306)/db}, as Go's MySQL driver writes it. */
  private static void goDriver(String text, int at, Marks marks) {
    int limit = Math.max(0, at - FAR);
    int start = at;
    while (start > limit && isPath(text.charAt(start - 1)) && text.charAt(start - 1) != '=') {
      start--;
    }
    int colon = text.indexOf(':', start, at);
    if (colon >= 0) {
      marks.add(colon + 1, at);
    }
  }

  private static boolean isUser(String text, int start, int end) {
    return end - start <= LONGEST_USER
        && Chars.end(text, start, c -> Chars.isName(c) || c == '.') >= end;
  }

  private static boolean isPort(String text, int start, int end) {
    return end > start && Chars.end(text, start, Chars::isDigit) >= end;
  }

  private static boolean isAuthority(int c) {
    return isPath(c) && c != '/' && c != '?' && c != '#' && c != '\\';
  }

  private static boolean isPath(int c) {
    return !Chars.isSpace(c) && !Chars.isQuote(c) && c != '<' && c != '>';
  }
}
