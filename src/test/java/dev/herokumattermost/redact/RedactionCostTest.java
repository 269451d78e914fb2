package dev.herokumattermost.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Redaction takes time that grows with the length of a text alone. What is counted is how often a
 * character is looked at; patterns look at each through the same method.
 */
class RedactionCostTest {
  /** Signs with a meaning, names, and what rules begin with. */
  private static final List<String> PIECES =
      List.of(
          "password",
          "token",
          "api_key",
          "secret",
          "key",
          "auth",
          "session",
          "pwd",
          "code",
          "Authorization",
          "Cookie",
          "requirepass",
          "=",
          ":",
          " ",
          "  ",
          "\"",
          "'",
          "`",
          "\\",
          "\\\"",
          "\\n",
          "\\r\\n",
          "[",
          "]",
          "(",
          ")",
          "{",
          "}",
          "<",
          ">",
          "</",
          "/",
          "//",
          "://",
          "@",
          "%40",
          "%3D",
          "%26",
          "%2",
          "&",
          "?",
          "#",
          ",",
          ";",
          "|",
          "-",
          "--",
          "_",
          ".",
          "..",
          "~",
          "+",
          "*",
          "$",
          "${",
          "==",
          "=>",
          ":=",
          "::",
          "->",
          "a",
          "b",
          "B1",
          "x9Z",
          "be",
          "abc",
          "Abc",
          "12",
          "0",
          "f00d",
          "user",
          "name",
          "value",
          "\"value\":",
          "is ",
          "Bearer ",
          "Basic ",
          "Digest ",
          "apikey ",
          "example.com",
          "[redacted]",
          "-----BEGIN ",
          "-----END ",
          "-----BEGIN X-----",
          "ey" + "J",
          "AK" + "IA",
          "sk-",
          "sk_" + "live_",
          "gh" + "p_",
          "xox",
          "SG.",
          "hvs.",
          "s.",
          "key-",
          "dp.",
          "sl.",
          "pat",
          "M",
          "MT",
          "re_",
          "live_",
          "hooks.slack.com/",
          "/hooks/",
          "/api/webhooks/",
          "1/",
          "v1.0-",
          "IDENTIFIED BY ",
          "AUTH ",
          "AUTH PLAIN ",
          "-pass ",
          "-passin pass:",
          "rabbitmqctl add_user ",
          "htpasswd -b ",
          "sqlplus ",
          "echo ",
          "chpasswd",
          "mysql ",
          "redis-cli ",
          "curl ",
          "-u",
          "-p",
          "-a ",
          "docker login ",
          "connect(",
          "__construct(",
          "PDO->__construct('",
          "login('",
          "password_verify('",
          "string(",
          "string(9) \"",
          "@tcp(",
          "tcp(",
          "~8Q~",
          "8Q~",
          ":AA",
          ":APA91b",
          ".atlasv1.",
          "-us",
          "_mmk",
          "true",
          "expired",
          "process.env.",
          "os.environ",
          "getenv(",
          "config.",
          "user.password",
          "é",
          "🔥",
          "\n",
          "\t",
          "\u00a0",
          "AC",
          "SK",
          "kJ8vX2mQ9T4zR7bN1cW6pL3sD5fG0hJ8y",
          "0123456789abcdef0123456789abcdef",
          "git",
          "ada@example.com",
          "password is generated for ");

  private static final int SHAPES = Integer.getInteger("redaction.shapes", 5_000);
  private static final int LENGTH = 500;

  /** The most that any shape needs, which is an option that is tried as several rules begin. */
  private static final int MOST_LOOKS_AT_A_CHARACTER = 150;

  private static final class Counted extends Text {
    private long looks;

    Counted(String chars) {
      super(chars);
    }

    @Override
    char at(int index) {
      looks++;
      return super.at(index);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void fourTimesTheTextIsNoMoreThanFourTimesTheWork(long seed) {
    var random = new Random(Seeds.seed(seed));
    for (int i = 0; i < SHAPES; i++) {
      String head = pieces(random, 2);
      String repeated = pieces(random, 6);
      String text = head + repeated.repeat(4 * LENGTH);
      long looks = looks(text.substring(0, LENGTH));
      long fourTimes = looks(text.substring(0, 4 * LENGTH));

      assertThat(fourTimes)
          .as("%s, then %s again and again", head, repeated)
          .isLessThan(6 * looks)
          .isLessThan(4 * LENGTH * MOST_LOOKS_AT_A_CHARACTER);
    }
  }

  /** Eight times the length, eight times the looks: shapes that were slow, or nearly so. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/be",
        "sk-",
        "key-",
        "xox-",
        "sk-a.",
        "\\",
        "token=(",
        "[",
        "a@",
        "@tcp(",
        ":auth",
        "session:",
        "key%3D{[redacted]",
        "code%3Dgetenv(",
        "password=x,",
        "token a1 ",
        "Authorization:$",
        "a=b,",
        "-----BEGIN ",
        "mysql -p ",
        "connect('x',",
        "://a:b/",
        "\"\\",
        "password:edit:",
        "AUTH ",
        "password=x ",
        "password: x ",
        "token:refresh ",
        "\"password\", \"x1\" ",
        "--password x ",
        "Basic x2Zt7Rb4Q== ",
        "password is x1y2z3 ",
        "Authorization: Digest a=b\\r\\n",
        "Authorization: Bearer x1y2z3 ",
        "Cookie: a=b\\r\\n",
        "sk_" + "live_x1y2z3w4 ",
        "sk_" + "live_",
        "://a:b@c ",
        "tokens=5 ",
        "password=\"x\" ",
        "password=[x] "
      })
  void longerTextIsReadNoMoreOften(String piece) {
    long once = looks(piece.repeat(2_000).substring(0, 2_000));
    long eightTimes = looks(piece.repeat(16_000).substring(0, 16_000));

    assertThat(eightTimes).isLessThan(9 * once);
  }

  private static String pieces(Random random, int most) {
    var pieces = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      pieces.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return pieces.toString();
  }

  /** Of one look at a text, of which there are three at most. */
  private static long looks(String text) {
    var counted = new Counted(text);
    Redaction.DEFAULT.look(counted);
    return counted.looks;
  }
}
