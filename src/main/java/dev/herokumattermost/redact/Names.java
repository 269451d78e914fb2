package dev.herokumattermost.redact;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the name of a value tells of it. The lists are the rules. */
final class Names {
  enum Told {
    NOTHING,
    SECRET,
    /** A secret, unless a number or a word of prose follows, for the name has other meanings. */
    PERHAPS,
    /** A secret, unless a path follows: the shell calls its folder so. */
    SECRET_OR_PATH,
    /** A scheme, then what proves who is asking. */
    AUTHORIZATION,
    /** Names and values up to the end of the header. */
    COOKIE,
    /** A secret in the query of a URL, if it is long. */
    IN_QUERY
  }

  /** Anywhere in a name. */
  private static final Set<String> SECRETS =
      words(
          """
          accesskey apikey authkey bearer connectionstring credential creds encryptionkey jsessionid
          jwt masterauth masterkey otp passcode passphrase passwd password phpsessid privatekey
          secret secretkey sessid sessionid signingkey token totp
          """);

  /** Words are run together with them: {@code PGPASSWORD}, {@code accesstoken}. */
  private static final List<String> ENDINGS =
      List.of("password", "passwd", "secret", "token", "apikey", "accesskey", "secretkey", "pass");

  private static final Set<String> OTHER_PASSES =
      words("bypass compass encompass overpass surpass trespass underpass");

  /** Two words, one after the other. */
  private static final Set<String> PAIRS =
      words(
          """
          access-key account-key api-key app-key application-key auth-key consumer-key crypt-key
          deploy-key encryption-key hmac-key integration-key jwt-key license-key master-key
          private-key secret-key service-key session-key shared-key signing-key ssh-key storage-key
          subscription-key write-key connection-string session-id webhook-url code-verifier pass-word
          pass-phrase
          """);

  /** At the end of a name they tell that the value is something about the secret. */
  private static final Set<String> ABOUT =
      words(
          """
          action age algorithm at attempts average backend budget builder changed class command
          controller count dir disabled domain duration enabled endpoint error errors event
          exception expiration expired expires expiry factory failed failure field file filter
          form format generator handler host hint hour id in index interceptor interval invalid job
          kind left length limit line listener mailer manager max method mgr middleware min minute
          missing mode model module name names page parser path policy position prefix present
          provider rate reader refresh remaining required rotation scheme scope scopes second
          seconds service size spec status stdin store strategy time timeout total ttl type
          types uri url usage used util valid validator version view worker writer
          """);

  private static final Set<String> QUERY_WORDS = words("appid code key sig signature");

  /** What classes of errors begin with: {@code InvalidToken}. */
  private static final Set<String> COMPLAINTS =
      words("bad expired invalid missing unexpected wrong");

  /** Three letters that are in each of the names; a word without any of them tells nothing. */
  private static final BitSet TELLING = new BitSet();

  private static final int THREE_LETTERS = 0x7fff;

  static {
    words("aut bas bea cod coo cre hoo jwt key otp pas pid pwd sec ses sid sig str tok").stream()
        .map(word -> fold(fold(fold(0, word.charAt(0)), word.charAt(1)), word.charAt(2)))
        .forEach(TELLING::set);
  }

  private Names() {}

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }

  /** The last three characters, with one of each letter's cases. */
  static int fold(int last, char c) {
    return ((last << 5) | (c & 31)) & THREE_LETTERS;
  }

  static boolean mayTell(int lastThree) {
    return TELLING.get(lastThree);
  }

  static Told told(String name) {
    List<String> words = split(name);
    String last = words.getLast();
    String before = words.size() > 1 ? words.get(words.size() - 2) : "";
    boolean complaint = words.size() > 1 && COMPLAINTS.contains(words.getFirst());
    if (PAIRS.contains(before + "-" + last)) {
      return Told.SECRET;
    }
    if (ABOUT.contains(last) || (complaint && Text.kind(name.charAt(0)) == Text.UPPER)) {
      return Told.NOTHING;
    }
    return switch (last) {
      case "authorization" -> Told.AUTHORIZATION;
      case "cookie", "cookies" -> Told.COOKIE;
      case "auth", "session", "sid" -> Told.PERHAPS;
      case "pass" -> before.isEmpty() ? Told.PERHAPS : Told.SECRET;
      default -> anywhere(words, last);
    };
  }

  private static Told anywhere(List<String> words, String last) {
    if (last.endsWith("pwd")) {
      return Told.SECRET_OR_PATH;
    }
    Told told = QUERY_WORDS.contains(last) ? Told.IN_QUERY : Told.NOTHING;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String pair = i > 0 ? words.get(i - 1) + "-" + word : "";
      if (isSecret(word) || PAIRS.contains(pair)) {
        return Told.SECRET;
      }
      boolean plural = word.endsWith("s") && isSecret(word.substring(0, word.length() - 1));
      told = plural ? Told.PERHAPS : told;
    }
    return told;
  }

  private static boolean isSecret(String word) {
    boolean joined = false;
    for (String ending : ENDINGS) {
      joined |= word.endsWith(ending) && word.length() > ending.length();
    }
    return SECRETS.contains(word) || (joined && !OTHER_PASSES.contains(word));
  }

  /** Whether a value is a variable whose last word the name has too. */
  static boolean isVariableFor(String name, String value) {
    boolean variable = value.chars().allMatch(c -> Character.isLetter(c) || c == '_');
    return variable && split(value).getLast().equals(split(name).getLast());
  }

  /**
   * The words of {@code snake_case}, {@code kebab-case} and {@code CamelCase}, in small letters;
   * the empty word if there are none.
   */
  private static List<String> split(String name) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int at = 0; at <= name.length(); at++) {
      boolean joint = at == name.length() || Text.kind(name.charAt(at)) == Text.JOINT;
      if (joint || (at > start && isHump(name, at))) {
        if (at > start) {
          words.add(name.substring(start, at).toLowerCase(Locale.ROOT));
        }
        start = joint ? at + 1 : at;
      }
    }
    return words.isEmpty() ? List.of("") : words;
  }

  /** Before the capital of {@code apiKey}, and before the K of {@code APIKey}. */
  private static boolean isHump(String name, int at) {
    boolean beforeLower = at + 1 < name.length() && Text.kind(name.charAt(at + 1)) == Text.LOWER;
    return Text.kind(name.charAt(at)) == Text.UPPER
        && (beforeLower || Text.kind(name.charAt(at - 1)) == Text.LOWER);
  }
}
