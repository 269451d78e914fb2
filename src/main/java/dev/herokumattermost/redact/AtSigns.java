package dev.herokumattermost.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Set;

/** What stands around an @: e-mail addresses, and passwords as Go's MySQL driver has them. */
final class AtSigns {
  private static final String DOMAIN = "((?:[\\pL\\d-]+\\.)+([\\pL\\d-]*\\pL))(?:[^\\pL\\d-]|$)";

  private static final Pattern BEHIND = Rule.atOnce("(?:@|%40)" + DOMAIN);
  private static final Pattern WHOLE = Pattern.compile("\\s*([\\pL\\d._+-]+)@" + DOMAIN);

  /** {@code logo@2x.png} and {@code worker@1.service} are none. */
  private static final Set<String> FILES =
      Set.of(
          "css", "gif", "gz", "html", "java", "jpeg", "jpg", "js", "json", "map", "mjs", "png",
          "py", "rb", "service", "socket", "svg", "tgz", "timer", "ts", "webp", "zip");

  private static final int LONGEST_LOGIN = 128;

  private AtSigns() {}

  static void mark(Text text, boolean emails) {
    for (int at = 0; at < text.length(); at++) {
      if (text.at(at) == '@' && (text.has("tcp(", at + 1) || text.has("unix(", at + 1))) {
        markPassword(text, at);
      } else if (emails && (text.at(at) == '@' || text.has("%40", at))) {
        markEmail(text, at);
      }
    }
  }

  /** {@code user:password@tcp(host:3306)/db}. */
  private static void markPassword(Text text, int at) {
    int from = at;
    int colon = at;
    while (from > at - LONGEST_LOGIN
        && from > 0
        && text.at(from - 1) != '('
        && !text.is(from - 1, Text.SPACE | Text.QUOTE | Text.EQUALS)) {
      from--;
      colon = text.at(from) == ':' ? from + 1 : colon;
    }
    text.mark(colon, at);
  }

  private static void markEmail(Text text, int at) {
    int local = at;
    while (local > 0 && isLocal(text.at(local - 1))) {
      local--;
    }
    // Before the host of a URL stands who logs in there, which has been judged.
    boolean login = text.has("//", local - 2) || (text.isMarked(at - 1) && !text.isMarked(at));
    boolean git = at - local == 3 && text.has("git", local);
    Matcher domain = BEHIND.matcher(text.from(at));
    if (local < at && !login && !git && domain.lookingAt() && isHost(domain.group(2))) {
      text.mark(local, at + domain.end(1));
    }
  }

  private static boolean isHost(String lastLabel) {
    return lastLabel.length() > 1 && !FILES.contains(lastLabel.toLowerCase(Locale.ROOT));
  }

  private static boolean isLocal(char c) {
    boolean ascii = (Text.kind(c) & Text.NAME) != 0 || c == '.' || c == '+';
    return ascii || (c > 127 && Character.isLetterOrDigit(c));
  }

  /** What stands before the @ of a text that is nothing but an e-mail address, else the text. */
  static String localPart(String text) {
    Matcher address = WHOLE.matcher(text);
    return address.matches() && isHost(address.group(3)) ? address.group(1) : text;
  }
}
