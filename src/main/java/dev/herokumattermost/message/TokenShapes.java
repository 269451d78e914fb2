package dev.herokumattermost.message;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tokens whose issuers begin them in a way of their own. */
final class TokenShapes {
  /**
   * How an issuer's tokens look.
   *
   * @param least how many characters follow at least
   */
  private record Shape(String prefix, int least) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("HRKU-", 16), // Heroku
          new Shape("AKIA", 16), // AWS
          new Shape("ASIA", 16),
          new Shape("ghp_", 20), // GitHub
          new Shape("gho_", 20),
          new Shape("ghu_", 20),
          new Shape("ghs_", 20),
          new Shape("ghr_", 20),
          new Shape("github_pat_", 20),
          new Shape("glpat-", 16), // GitLab
          new Shape("xox", 12), // Slack: xoxb-, xoxp- …
          new Shape("xapp-", 10),
          new Shape("sk_live_", 8), // Stripe
          new Shape("sk_test_", 8),
          new Shape("rk_live_", 8),
          new Shape("rk_test_", 8),
          new Shape("pk_live_", 8),
          new Shape("pk_test_", 8),
          new Shape("whsec_", 16),
          new Shape("sk-", 20), // OpenAI, Anthropic
          new Shape("AIza", 30), // Google
          new Shape("ya29.", 20),
          new Shape("SG.", 20), // SendGrid
          new Shape("key-", 32), // Mailgun
          new Shape("npm_", 30),
          new Shape("pypi-", 30),
          new Shape("rubygems_", 30),
          new Shape("dop_v1_", 30), // DigitalOcean
          new Shape("shpat_", 20), // Shopify
          new Shape("shpss_", 20),
          new Shape("hvs.", 20), // Vault
          new Shape("dckr_pat_", 20), // Docker
          new Shape("sntrys_", 20), // Sentry
          new Shape("eyJ", 16)); // JSON in Base64: a JWT, or the cookie of a framework

  /** So much of what may be a token tells whether it is one; to its end it is read only then. */
  private static final int TELLING = 128;

  private static final Map<Character, List<Shape>> BY_FIRST =
      SHAPES.stream().collect(Collectors.groupingBy(shape -> shape.prefix.charAt(0)));

  private static final boolean[] FIRST = new boolean[128];

  static {
    BY_FIRST.keySet().forEach(first -> FIRST[first] = true);
  }

  private TokenShapes() {}

  static void find(String text, Marks marks) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean begins = c < 128 && FIRST[c] && !Chars.isAlphanumeric(Chars.at(text, at - 1));
      int end = begins ? end(text, at) : at;
      marks.add(at, end);
      at = Math.max(at + 1, end);
    }
  }

  /** The end of the token that begins here, or where it would begin if there is none. */
  private static int end(String text, int at) {
    for (Shape shape : BY_FIRST.getOrDefault(text.charAt(at), List.of())) {
      if (text.startsWith(shape.prefix, at)) {
        int body = at + shape.prefix.length();
        int known = bodyEnd(text, body, Math.min(text.length(), body + TELLING));
        return known - body >= shape.least && isToken(text, shape, body, known)
            ? bodyEnd(text, body, text.length())
            : at;
      }
    }
    return at;
  }

  /** A dot belongs to it if more follows. */
  private static int bodyEnd(String text, int body, int limit) {
    int end = body;
    while (end < limit && belongs(text, end)) {
      end++;
    }
    return Chars.end(text, end, c -> c == '=');
  }

  private static boolean belongs(String text, int at) {
    char c = text.charAt(at);
    return Chars.isToken(c) || (c == '.' && Chars.isToken(Chars.at(text, at + 1)));
  }

  /**
   * Prefixes that words begin with too ask for more: {@code sk-} is also a name in style sheets.
   */
  private static boolean isToken(String text, Shape shape, int body, int end) {
    return switch (shape.prefix) {
      case "xox" -> Chars.at(text, body + 1) == '-' || Chars.at(text, body + 1) == '.';
      case "AKIA", "ASIA" ->
          Chars.end(text, body, c -> Chars.isUpper(c) || Chars.isDigit(c)) - body >= shape.least;
      case "sk-", "key-" -> text.substring(body, end).chars().anyMatch(Chars::isDigit);
      default -> true;
    };
  }
}
