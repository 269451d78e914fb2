package dev.herokumattermost.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.wording.Markdown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final Redaction REDACTION = Redaction.DEFAULT;

  /** Out of which hostile lines are made: signs with a meaning, names, tokens. */
  private static final String[] PIECES = {
    "password",
    "token",
    "=",
    ":",
    " ",
    "\"",
    "'",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    ",",
    ";",
    "&",
    "?",
    "a",
    "B1",
    "x9Z",
    "://",
    "@",
    "example.com",
    "user",
    "Authorization: ",
    "Bearer ",
    "Basic ",
    "Cookie",
    "--",
    "-",
    "_",
    "[redacted]",
    "-----BEGIN X-----",
    "-----END X-----",
    "ey" + "J",
    "AKI" + "A0123456789ABCDEF",
    "kJ8vX2mQ9T4zR7bN1cW6pL3sD5fG0hJ8y",
    "/hooks/",
    "key",
    "=>",
    "<",
    ">",
    "#",
    "\n",
    "%40",
    ".",
    "is ",
    "api key ",
    "Digest ",
    "string(",
    "@tcp(",
    "-u ",
    "é",
    "🔥"
  };

  @Property
  void anyTextRedactedTwiceIsRedactedOnce(@ForAll String text) {
    String once = REDACTION.redact(text);

    assertThat(REDACTION.redact(once)).isEqualTo(once);
  }

  @Property(tries = 5000)
  void hostileTextRedactedTwiceIsRedactedOnce(@ForAll("hostile") String text) {
    String once = REDACTION.redact(text);

    assertThat(REDACTION.redact(once)).isEqualTo(once);
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
  }

  /** How a secret stands in a line: %s is it. */
  private static final List<String> NAMED =
      List.of(
          "HRKU-" + "AA%s",
          "gh" + "p_%s",
          "github" + "_pat_%s",
          "xox" + "b-%s",
          "sk_" + "live_%s",
          "whs" + "ec_%s",
          "ey" + "J%s",
          "password=%s",
          "password=\"%s\"",
          "{\"token\":\"%s\"}",
          "{\\\"token\\\":\\\"%s\\\"}",
          ":secret=>\"%s\"",
          "--api-key %s",
          "Authorization: Bearer %s",
          "Bearer %s",
          "https://ada:%s@example.com/",
          "postgres://%s@db/app",
          "?access_token=%s&x=1",
          "Password=%s;Encrypt=true",
          "<secret>%s</secret>",
          "PASSWORD '%s'",
          "redis-cli -a %s PING",
          "PDO->__construct('mysql:host=db', 'app', '%s', Array)");

  @ParameterizedTest
  @MethodSource("named")
  void secretWithANameOrAShapeNeverSurvives(String form) {
    var random = new Random(Seeds.seed(42));
    for (int i = 0; i < 1_000; i++) {
      String secret = drawn(random, LETTERS, 58);
      String left = REDACTION.redact("at web.1 " + form.formatted(secret) + " status 137");

      assertThat(left.contains(secret.substring(0, 20))).isFalse();
      assertThat(left.contains(secret.substring(20))).isFalse();
      assertThat(left).startsWith("at web.1 ").endsWith(" status 137");
    }
  }

  static List<String> named() {
    return NAMED;
  }

  /** Whether a string looks drawn by lot is a guess, so that a share may survive. */
  @ParameterizedTest
  @CsvSource({"32, 4", "40, 2", "58, 1", "86, 1"})
  void ofRandomStringsWithoutANameFewSurvive(int length, int mostPercent) {
    var random = new Random(Seeds.seed(42));
    int survived = 0;
    for (int i = 0; i < 10_000; i++) {
      String secret = drawn(random, LETTERS, length);
      survived += REDACTION.redact("seed " + secret + " drawn").contains(secret) ? 1 : 0;
    }

    assertThat(survived).isLessThan(100 * mostPercent);
  }

  /** Where a value ends is a guess too, if it is full of signs and not in quotes. */
  @ParameterizedTest
  @CsvSource({
    "password=%s, 7",
    "--password %s, 8",
    "password: %s, 8",
    "'\"password\":\"%s\"', 1",
    "'{''password'': ''%s''}', 1"
  })
  void ofPasswordsFullOfSignsFewLeaveAHalf(String form, int mostPercent) {
    var random = new Random(Seeds.seed(42));
    int survived = 0;
    for (int i = 0; i < 10_000; i++) {
      String password = drawn(random, LETTERS + "!@#$%^&*()-_=+[]{};:,.<>?/|~", 14);
      String left = REDACTION.redact("x " + form.formatted(password) + " y");
      boolean half =
          left.contains(password.substring(0, 7)) || left.contains(password.substring(7));
      survived += half ? 1 : 0;
    }

    assertThat(survived).isLessThan(100 * mostPercent);
  }

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static String drawn(Random random, String alphabet, int length) {
    return random
        .ints(length, 0, alphabet.length())
        .mapToObj(i -> alphabet.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  @Property
  void shortPasswordNeverSurvivesItsName(
      @ForAll("passwords") String password, @ForAll("forms") String form) {
    assertThat(REDACTION.redact("x " + form.formatted(password) + " y"))
        .doesNotContain(password)
        .startsWith("x ")
        .endsWith(" y");
  }

  @Provide
  Arbitrary<String> passwords() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withChars("0123456789!#$%+.~^")
        .ofMinLength(6)
        .ofMaxLength(12)
        .filter(text -> text.chars().anyMatch(Character::isDigit))
        .filter(text -> !"redacted".contains(text) && !text.contains("%40"));
  }

  @Provide
  Arbitrary<String> forms() {
    return Arbitraries.of(
        "password=%s",
        "\"password\":\"%s\"",
        "db_password: '%s'",
        "PGPASSWORD=%s",
        "--password=%s",
        "a=1,secret=%s,b=2",
        "[token=%s]",
        ":password=>\"%s\"",
        "redis://:%s@host:6379/0");
  }

  @Property
  void ordinaryWordsSurvive(@ForAll("words") String words) {
    assertThat(REDACTION.redact(words)).isEqualTo(words);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
            "expired",
            "Process",
            "exited",
            "with",
            "status",
            "137",
            "web.1",
            "4f2d2e92",
            "user=ada",
            "NullPointerException",
            "at",
            "com.example.TokenFilter.run(TokenFilter.java:42)",
            "v43",
            "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
            "2026-11-24T09:30:00.123Z",
            "/app/lib/auth.rb:12",
            "https://example.com/a?page=2",
            "0x00007f8a1c0d2e40",
            "max_tokens=100",
            "(ActiveRecord:",
            "path=\"/login\"",
            "1234567890123456789",
            "{\"id\":5}",
            "->",
            "GET")
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(words -> String.join(" ", words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "CERTIFICATE"})
  void keyPrintedLineByLineLosesItsBody(String label) {
    var lines =
        List.of(
            "loading",
            "-----BEGIN " + label + "-----",
            "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfnygWyf8Rk3mT5zj2Q0w1VbN7cXsL9uPqRt",
            "took 3 ms",
            "shortend",
            "-----END " + label + "-----",
            "shortend");

    assertThat(REDACTION.redactLines(lines))
        .containsExactly(
            "loading",
            "-----BEGIN " + label + "-----",
            "[redacted]",
            "took 3 ms",
            "[redacted]",
            "-----END " + label + "-----",
            "shortend");
  }

  @Test
  void keyWhoseBeginningWasMissedLosesItsBody() {
    assertThat(REDACTION.redactLines(List.of("ready", "now then", "kq9fLx2Z", "-----END KEY-----")))
        .containsExactly("ready", "now then", "[redacted]", "-----END KEY-----");
  }

  @Test
  void keyThatNeverEndsDoesNotTakeTheWholeLog() {
    var lines = new ArrayList<>(List.of("-----BEGIN KEY-----"));
    lines.addAll(Collections.nCopies(300, "word"));

    assertThat(REDACTION.redactLines(lines)).endsWith("word", "word").contains("[redacted]");
  }

  /** A block has 250 lines at most, as no key has more. */
  @Test
  void keyLosesItsFirst250Lines() {
    var lines = new ArrayList<>(List.of("-----BEGIN KEY-----"));
    lines.addAll(Collections.nCopies(251, "word"));

    assertThat(REDACTION.redactLines(lines).subList(249, 252))
        .containsExactly("[redacted]", "[redacted]", "word");
  }

  @Test
  void headersOfAnEncryptedKeyGoWithIt() {
    assertThat(
            REDACTION.redactLines(
                List.of(
                    "-----BEGIN KEY-----",
                    "Proc-Type: 4,ENCRYPTED",
                    "DEK-Info: AES-256-CBC,0123",
                    "",
                    " kq9fLx2Z= ",
                    "Proc-Types: 4",
                    "-----END KEY-----")))
        .containsExactly(
            "-----BEGIN KEY-----",
            "[redacted]",
            "[redacted]",
            "",
            "[redacted]",
            "Proc-Types: 4",
            "-----END KEY-----");
  }

  @Test
  void secondKeyThatBeginsWhereTheFirstOneEndsIsOpenToo() {
    assertThat(
            REDACTION.redactLines(
                List.of("a -----END KEY----------BEGIN KEY-----", "kq9fLx2Z", "ready now")))
        .containsExactly("a -----END KEY----------BEGIN KEY-----", "[redacted]", "ready now");
    assertThat(
            REDACTION.redactLines(List.of("-----BEGIN KEY-----kq9f-----END KEY-----", "kq9fLx2Z")))
        .endsWith("kq9fLx2Z");
  }

  /** The first of all lines can be part of a key whose beginning the log no longer has. */
  @Test
  void logThatBeginsWithinAKeyLosesItsRest() {
    assertThat(REDACTION.redactLines(List.of("kq9fLx2Z", "kq9fLx2Y", "-----END KEY-----")))
        .containsExactly("[redacted]", "[redacted]", "-----END KEY-----");
  }

  @Test
  void lineOfAKeyByItselfIsKnown() {
    assertThat(REDACTION.redact("MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfnygWyf8Rk3mT5zj2Q0w1VbN7cXsL9uPqRt"))
        .isEqualTo("[redacted]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password\u001b\u200b[0m=hunter2-x7",
        "password\u001b\u001b[0m[0m=hunter2-x7",
      })
  void escapesWithinEscapesHideNoSecret(String line) {
    String left = REDACTION.redact(line);

    assertThat(REDACTION.redact(left)).isEqualTo(left);
    assertThat(Markdown.code(left)).doesNotContain("password=hunter2");
  }

  @Test
  void ofATextThatIsTooLongTheRestIsNotShown() {
    String line = "x1 ".repeat(10_000) + "password=hunter2";

    assertThat(REDACTION.redact(line))
        .hasSizeLessThanOrEqualTo(Redaction.LONGEST_TEXT)
        .startsWith("x1 x1 ")
        .endsWith("x1 " + Redaction.CUT);
    assertThat(REDACTION.redact("x".repeat(20_000))).isEqualTo(Redaction.CUT);
  }

  @Test
  void secretIsNotTornWhereATextIsCut() {
    int before = Redaction.LONGEST_TEXT - Redaction.CUT.length() - 30;
    String line =
        "x".repeat(before) + " gh" + "p_16C7e42F292c6912E7710c838347Ae178B4a" + " more".repeat(9);

    assertThat(REDACTION.redact(line)).isEqualTo("x".repeat(before) + " " + Redaction.CUT);
  }

  @Test
  void ofALogThatIsTooLongTheFirstLinesAreLeftOut() {
    var lines =
        Collections.nCopies(Budget.CHARACTERS / 1_000 + 5, "status 500 ".repeat(100).strip());

    var left = REDACTION.redactLines(lines);

    assertThat(left).hasSameSizeAs(lines).startsWith(Redaction.LEFT_OUT).endsWith(lines.getLast());
    assertThat(left.stream().filter(lines.getLast()::equals).mapToInt(String::length).sum())
        .isBetween(Budget.CHARACTERS - 2_000, Budget.CHARACTERS);
  }

  @Test
  void budgetIsSpentToItsLastButOneCharacter() {
    var budget = new Budget(() -> false);

    assertThat(budget.covers("x".repeat(Budget.CHARACTERS - 1))).isTrue();
    assertThat(budget.covers("")).isTrue();
    assertThat(budget.covers("x")).isFalse();
    assertThat(budget.covers("")).isFalse();
  }

  @Test
  void textOfTheLongestLengthIsReadToItsEnd() {
    String longest = "x ".repeat(Redaction.LONGEST_TEXT / 2 - 10) + "password=hunter2-x7y";

    assertThat(longest).hasSize(Redaction.LONGEST_TEXT);
    assertThat(REDACTION.redact(longest)).endsWith("x password=[redacted]");
    assertThat(REDACTION.redact(longest + "z")).endsWith(" x " + Redaction.CUT);
  }

  /** What is far before the @ of a login is not its password. */
  @Test
  void loginOfADatabaseIsNotLongerThan128Characters() {
    String password = "k7-".repeat(42) + "x";

    assertThat(REDACTION.redact("x:" + password + "@tcp(db)")).isEqualTo("x:[redacted]@tcp(db)");
    assertThat(REDACTION.redact("x:y" + password + "@tcp(db)"))
        .isEqualTo("x:y" + password + "@tcp(db)");
  }

  /** Of a longer name the last 64 characters tell. */
  @Test
  void nameIsReadFromItsEnd() {
    assertThat(REDACTION.redact("password" + "x".repeat(56) + "=k7x9"))
        .isEqualTo("password" + "x".repeat(56) + "=k7x9");
    assertThat(REDACTION.redact("x_".repeat(60) + "password=k7x9"))
        .isEqualTo("x_".repeat(60) + "password=[redacted]");
    assertThat(REDACTION.redact("token_" + "x_".repeat(29) + "=k7x9")).endsWith("=[redacted]");
    assertThat(REDACTION.redact("token_" + "x_".repeat(30) + "=k7x9")).endsWith("=k7x9");
  }

  @Test
  void whatWasTakenOutBeforeGoesAsAWholeOrNotAtAll() {
    assertThat(REDACTION.redact("token=[redacted] x")).isEqualTo("token=[redacted] x");
    assertThat(REDACTION.redact("a [redacted] b [redacted]"))
        .isEqualTo("a [redacted] b [redacted]");
    assertThat(REDACTION.redact("https://ada:[redacted]x7@example.com/"))
        .isEqualTo("https://ada:[redacted]@example.com/");
  }

  @Test
  void oneBudgetCoversAllProcessesOfALog() {
    var budget = new Budget(() -> false);
    REDACTION.redactLines(Collections.nCopies(Budget.CHARACTERS / 10, "status 500"), budget);

    assertThat(REDACTION.redactLines(List.of("status 200"), budget))
        .containsExactly(Redaction.LEFT_OUT);
  }

  @Test
  void whatIsOverdueIsLeftOut() {
    var looks = new AtomicInteger();
    var budget = new Budget(() -> looks.incrementAndGet() > 2);

    assertThat(REDACTION.redactLines(List.of("a password=x1", "b", "c"), budget))
        .containsExactly(Redaction.LEFT_OUT, "b", "c");
  }

  @Test
  void authorIsWhatStandsBeforeTheAt() {
    assertThat(REDACTION.author("ada@example.com")).isEqualTo("ada");
    assertThat(REDACTION.author("Ada Lovelace")).isEqualTo("Ada Lovelace");
    assertThat(REDACTION.author("heroku-postgresql@addons.heroku.com"))
        .isEqualTo("heroku-postgresql");
    assertThat(REDACTION.author("ada token=abc@example.com")).isEqualTo("ada token=[redacted]");
    assertThat(REDACTION.author("")).isEmpty();
  }

  @Test
  void emailsStayOnDemand() {
    var keeping = new Redaction(false, List.of());

    assertThat(keeping.redact("ada@example.com password=x1"))
        .isEqualTo("ada@example.com password=[redacted]");
    assertThat(keeping.author("ada@example.com")).isEqualTo("ada@example.com");
  }

  @Test
  void ownPatternsComeAfterTheRest() {
    var redaction = new Redaction(true, List.of(text -> text.replace("CUST-1", Text.REDACTED)));

    assertThat(redaction.redact("CUST-1 password=CUST-123"))
        .isEqualTo("[redacted] password=[redacted]");
  }

  @Test
  void textWithoutSecretsIsTheSameText() {
    String line = "State changed from up to crashed";

    assertThat(REDACTION.redact(line)).isSameAs(line);
  }

  @Test
  void capitalsOfANameDoNotMatter() {
    for (String name :
        List.of("Password", "PASSWORD", "password", "userPassword", "user_password")) {
      assertThat(REDACTION.redact(name + "=x1"))
          .as(name.toLowerCase(Locale.ROOT))
          .isEqualTo(name + "=[redacted]");
    }
  }

  /**
   * Loggers colour names and values, each by itself; what is not seen may stand between letters.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[33mpassword\u001b[0m=\u001b[31mhunter2\u001b[0m",
        "\u001b[1;33mpassword=\u001b[0mhunter2",
        "pass\u200bword=hun\u00adter2",
        "\ufeffpassword=\u2060hunter2",
      })
  void whatIsBetweenTheLettersHidesNothing(String line) {
    assertThat(REDACTION.redact(line)).isEqualTo("password=[redacted]");
    assertThat(REDACTION.redactLines(List.of(line))).containsExactly("password=[redacted]");
  }
}
