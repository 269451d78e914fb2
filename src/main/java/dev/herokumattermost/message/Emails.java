package dev.herokumattermost.message;

import java.util.Locale;
import java.util.Set;

/** E-mail addresses, also with the @ written as {@code %40}. */
final class Emails {
  private static final int LONGEST_DOMAIN = 255;

  /** {@code logo@2x.png} and {@code worker@1.service} are none. */
  private static final Set<String> FILE_ENDINGS =
      Set.of(
          "css", "gif", "gz", "html", "java", "jpeg", "jpg", "js", "json", "map", "mjs", "png",
          "py", "rb", "service", "socket", "svg", "tgz", "timer", "ts", "webp", "zip");

  private Emails() {}

  static void find(String text, Marks marks) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      mark(text, at, at + 1, marks);
    }
    for (int at = text.indexOf("%40"); at >= 0; at = text.indexOf("%40", at + 1)) {
      mark(text, at, at + 3, marks);
    }
  }

  /** What stands before the @ of a text that is nothing but an e-mail address, else the text. */
  static String localPart(String text) {
    String address = text.strip();
    int at = address.indexOf('@');
    boolean whole =
        at > 0 && localStart(address, at) == 0 && domainEnd(address, at + 1) == address.length();
    return whole ? address.substring(0, at) : text;
  }

  private static void mark(String text, int at, int domain, Marks marks) {
    int local = localStart(text, at);
    // Before the host of a URL stands who logs in there, which Urls has judged.
    boolean login = text.startsWith("//", local - 2) || (marks.has(at - 1) && !marks.has(at));
    boolean none = local == at || login || isGit(text, local, at);
    int end = none ? domain : domainEnd(text, domain);
    if (end > domain) {
      marks.add(local, end);
    }
  }

  /** {@code git@github.com} names no person. */
  private static boolean isGit(String text, int local, int at) {
    return at - local == 3 && text.startsWith("git", local);
  }

  private static int localStart(String text, int at) {
    int start = at;
    while (start > 0 && isLocal(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isLocal(char c) {
    return Chars.isName(c) || c == '.' || c == '+' || (c > 127 && Character.isLetterOrDigit(c));
  }

  /** The end of a domain of at least two labels, the last of them letters; else its start. */
  private static int domainEnd(String text, int start) {
    int limit = Math.min(text.length(), start + LONGEST_DOMAIN);
    int end = start;
    while (end < limit && isDomain(text.charAt(end))) {
      end++;
    }
    while (end > start && !Chars.isAlphanumeric(text.charAt(end - 1))) {
      end--;
    }
    int dot = end - 1;
    while (dot > start && text.charAt(dot) != '.') {
      dot--;
    }
    if (dot <= start || end - dot <= 2) {
      return start;
    }
    String last = text.substring(dot + 1, end).toLowerCase(Locale.ROOT);
    boolean letters = last.chars().allMatch(c -> c > 127 || Chars.isLower(c));
    return letters && !FILE_ENDINGS.contains(last) ? end : start;
  }

  private static boolean isDomain(char c) {
    return Chars.isAlphanumeric(c)
        || c == '.'
        || c == '-'
        || (c > 127 && Character.isLetterOrDigit(c));
  }
}
