package dev.herokumattermost.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether the name of a value says that the value is a secret. */
final class TellingNames {
  /** What a name tells of its value. */
  enum Telling {
    NOTHING,
    SECRET,
    /** A secret, but a number counts something. */
    SECRET_UNLESS_NUMBER,
    /** A secret, but the shell calls the folder so too. */
    SECRET_UNLESS_PATH,
    /** A scheme and what proves who is asking. */
    AUTHORIZATION,
    /** Names and values up to the end of the line. */
    COOKIE,
    /** A secret in the query of a URL, if it is long. */
    SECRET_IN_QUERY
  }

  /** Anywhere in a name. */
  private static final Set<String> SECRET_WORDS =
      Set.of(
          "accesskey",
          "apikey",
          "authkey",
          "bearer",
          "connectionstring",
          "credential",
          "credentials",
          "creds",
          "encryptionkey",
          "jsessionid",
          "jwt",
          "masterkey",
          "otp",
          "passcode",
          "passphrase",
          "passwd",
          "password",
          "passwords",
          "phpsessid",
          "privatekey",
          "secret",
          "secretkey",
          "secrets",
          "sessid",
          "sessionid",
          "signingkey",
          "token",
          "totp");

  /** Words are run together: {@code PGPASSWORD}, {@code accesstoken}. */
  private static final List<String> SECRET_ENDINGS =
      List.of("password", "passwd", "secret", "token", "apikey", "accesskey", "secretkey");

  /** Before {@code key}. */
  private static final Set<String> KEYS =
      Set.of(
          "access",
          "account",
          "api",
          "app",
          "application",
          "auth",
          "consumer",
          "crypt",
          "deploy",
          "encryption",
          "hmac",
          "integration",
          "jwt",
          "license",
          "master",
          "private",
          "secret",
          "service",
          "session",
          "shared",
          "signing",
          "ssh",
          "storage",
          "write");

  /** At the end of a name they tell that the value is something about the secret. */
  private static final Set<String> HARMLESS_ENDS =
      Set.of(
          "age",
          "algorithm",
          "at",
          "attempts",
          "backend",
          "changed",
          "class",
          "controller",
          "count",
          "dir",
          "disabled",
          "domain",
          "duration",
          "enabled",
          "endpoint",
          "error",
          "errors",
          "exception",
          "expired",
          "expires",
          "expiration",
          "expiry",
          "factory",
          "failed",
          "failure",
          "field",
          "file",
          "filter",
          "handler",
          "host",
          "id",
          "in",
          "index",
          "invalid",
          "kind",
          "length",
          "limit",
          "line",
          "manager",
          "max",
          "method",
          "middleware",
          "min",
          "missing",
          "model",
          "module",
          "name",
          "names",
          "path",
          "policy",
          "position",
          "present",
          "provider",
          "required",
          "scheme",
          "seconds",
          "service",
          "size",
          "status",
          "store",
          "strategy",
          "time",
          "ttl",
          "type",
          "types",
          "uri",
          "url",
          "usage",
          "used",
          "valid",
          "validator",
          "version",
          "view");

  private static final Set<String> QUERY_WORDS = Set.of("code", "key", "sig", "signature");

  private static final int SHORTEST = 3;

  private TellingNames() {}

  static Telling of(String name) {
    if (name.length() < SHORTEST) {
      return Telling.NOTHING;
    }
    List<String> words = words(name);
    if (words.isEmpty()) {
      return Telling.NOTHING;
    }
    String last = words.getLast();
    String before = words.size() > 1 ? words.get(words.size() - 2) : "";
    if (isPair(before, last)) {
      return Telling.SECRET;
    }
    if (HARMLESS_ENDS.contains(last)) {
      return Telling.NOTHING;
    }
    return switch (last) {
      case "authorization" -> Telling.AUTHORIZATION;
      case "cookie", "cookies" -> Telling.COOKIE;
      case "auth" -> Telling.SECRET;
      case "tokens", "pass", "session", "sid" -> Telling.SECRET_UNLESS_NUMBER;
      default -> inside(words, last);
    };
  }

  private static Telling inside(List<String> words, String last) {
    if (last.endsWith("pwd")) {
      return Telling.SECRET_UNLESS_PATH;
    }
    String before = "";
    for (String word : words) {
      if (isSecret(word) || isPair(before, word)) {
        return Telling.SECRET;
      }
      before = word;
    }
    return QUERY_WORDS.contains(last) ? Telling.SECRET_IN_QUERY : Telling.NOTHING;
  }

  private static boolean isSecret(String word) {
    if (SECRET_WORDS.contains(word)) {
      return true;
    }
    for (String ending : SECRET_ENDINGS) {
      if (word.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPair(String before, String word) {
    return switch (word) {
      case "key" -> KEYS.contains(before);
      case "id" -> before.equals("session");
      case "string" -> before.equals("connection");
      case "url" -> before.equals("webhook");
      default -> false;
    };
  }

  /**
   * The words of {@code snake_case}, {@code kebab-case} and {@code CamelCase}, in small letters.
   */
  private static List<String> words(String name) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int at = 0; at <= name.length(); at++) {
      boolean separator = at == name.length() || name.charAt(at) == '_' || name.charAt(at) == '-';
      if (separator || isHump(name, at)) {
        if (at > start) {
          words.add(name.substring(start, at).toLowerCase(Locale.ROOT));
        }
        start = separator ? at + 1 : at;
      }
    }
    return words;
  }

  /** Before the capital of {@code apiKey}, and before the K of {@code APIKey}. */
  private static boolean isHump(String name, int at) {
    return at > 0
        && Chars.isUpper(name.charAt(at))
        && (Chars.isLower(name.charAt(at - 1)) || Chars.isLower(Chars.at(name, at + 1)))
        && Chars.isAlphanumeric(name.charAt(at - 1));
  }
}
