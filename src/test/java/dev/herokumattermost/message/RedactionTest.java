package dev.herokumattermost.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Property
  void secretOfAnyFamilyNeverSurvives(
      @ForAll("secrets") Secret secret,
      @ForAll("words") String before,
      @ForAll("words") String after) {
    String line = before + " " + secret.line() + " " + after;

    assertThat(REDACTION.redact(line)).doesNotContain(secret.secret()).contains(before);
  }

  /** A secret and how it stands in a line. */
  record Secret(String secret, String line) {}

  @Provide
  Arbitrary<Secret> secrets() {
    Arbitrary<String> body =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .withCharRange('0', '9')
            .ofLength(58)
            .filter(text -> text.chars().anyMatch(Character::isDigit));
    Arbitrary<String> form =
        Arbitraries.of(
            "HRKU-" + "AA%s",
            "gh" + "p_%s",
            "github" + "_pat_%s",
            "xox" + "b-%s",
            "sk_" + "live_%s",
            "whs" + "ec_%s",
            "ey" + "J%s",
            "%s",
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
            "PASSWORD '%s'");
    return Combinators.combine(body, form)
        .as((secret, line) -> new Secret(secret, line.formatted(secret)));
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

  /** Were it to grow with the square of the length, it would take half a minute. */
  @ParameterizedTest
  @ValueSource(strings = {"sk-", "key-", "xox-", "AKI" + "A-", "sk-a.", "\\", "token=(", "[", "a@"})
  @Timeout(5)
  void hostileLinesTakeNoLongerThanTheirLength(String piece) {
    String line = "password=" + piece.repeat(200_000 / piece.length());

    assertThat(REDACTION.redact(line).length()).isLessThanOrEqualTo(line.length() + 10);
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
    var redaction = new Redaction(true, List.of(text -> text.replace("CUST-1", Marks.REDACTED)));

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
