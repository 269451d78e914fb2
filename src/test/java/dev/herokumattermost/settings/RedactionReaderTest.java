package dev.herokumattermost.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.redact.OwnPattern;
import dev.herokumattermost.redact.OwnPattern.Unusable;
import dev.herokumattermost.redact.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionReaderTest {
  @Test
  void withoutTheKeyEmailsGoAndNothingElse() {
    assertThat(read("rules: [{steady_for: 2m}]")).isEqualTo(Redaction.DEFAULT);
    assertThat(read("redact: {}")).isEqualTo(new Redaction(true, List.of()));
  }

  @Test
  void emailsAreKeptOnDemand() {
    assertThat(read("redact: {emails: keep}").emails()).isFalse();
    assertThat(read("redact: {emails: hide}").emails()).isTrue();
  }

  @Test
  void patternsAreAppliedInTheirOrder() {
    assertThat(
            read("redact: {patterns: ['CUST-[0-9]{6}', '(?i)an? \\[redacted]']}")
                .redact("the order of a CUST-123456"))
        .isEqualTo("the order of [redacted]");
  }

  @Test
  void patternsReplaceWhatTheyMatch() throws Unusable {
    assertThat(applied("order of CUST-123456 and CUST-1", "CUST-[0-9]{6}"))
        .isEqualTo("order of [redacted] and CUST-1");
    assertThat(applied("a INTERNAL-ID: x1, b", "(?i)internal-id: \\S+", "a"))
        .isEqualTo("[redacted] [redacted] b");
  }

  @Test
  void whatIsAlreadyReplacedIsLeftAlone() throws Unusable {
    assertThat(applied("[redacted] dad", "[a-d]+")).isEqualTo("[redacted] [redacted]");
    assertThat(applied("x [redacted] y", "x .* y")).isEqualTo("[redacted]");
    assertThat(applied("[redacted][redacted]", "d]\\[r")).isEqualTo("[redacte[redacted]edacted]");
    assertThat(applied("a [redacted]", "\\[redacted]|a")).isEqualTo("[redacted] [redacted]");
    assertThat(applied("cost: $1", "cost")).isEqualTo("[redacted]: $1");
  }

  @Test
  void patternThatOftenCannotDecideTakesNoLonger() throws Unusable {
    assertThat(applied("a".repeat(20_000), "(a+)+b")).hasSize(20_000);
  }

  @Test
  void rulesAndRedactionComeFromOneReading() {
    var content =
        WatchFile.parse(
            "rules: [{steady_for: 2m}]\nredact: {emails: keep}", WatchFileTest.settings());

    assertThat(content.redaction().emails()).isFalse();
    assertThat(content.rules().forProcess(new AppName("api"), new ProcessType("web")).steadyFor())
        .isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void everyMistakeIsToldWithItsLine() {
    assertThat(
            mistakes(
                """
                redact:
                  emials: keep
                  patterns:
                    - "[a"
                    - ""
                    - "x*"
                """))
        .containsExactly(
            "watch.yaml line 2, emials is not a key of redact: did you mean emails? use emails,"
                + " patterns",
            "watch.yaml line 4, patterns holds \"[a\", which is no pattern (missing closing ]):"
                + " write it in the syntax of RE2, such as CUST-[0-9]{6}",
            "watch.yaml line 5, patterns holds an empty pattern: fill it or remove it",
            "watch.yaml line 6, patterns holds \"x*\", which matches the empty text: write it in"
                + " the syntax of RE2, such as CUST-[0-9]{6}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redact: yes                      | redact is not a mapping",
        "redcat: {}                       | redcat is not a key of watch.yaml: did you mean redact?",
        "redact: {emails: true}           | emails is neither hide nor keep: write hide or keep",
        "redact: {emails: kepe}           | emails is neither hide nor keep: did you mean keep?",
        "redact: {patterns: x}            | patterns is not a list",
        "redact: {patterns: []}           | patterns is empty",
        "redact: {patterns: [5]}          | patterns holds something that is no text: quote it",
        "redact: {patterns: [(?=a)b]}     | which is no pattern",
        "redact: {patterns: ['\\b']}      | which matches the empty text",
        "redact: {patterns: ['(a{900}){9}']} | which repeats too much",
      })
  void mistakeIsToldWithItsFix(String yaml, String told) {
    assertThat(mistakes(yaml))
        .singleElement()
        .asString()
        .startsWith("watch.yaml line 1")
        .contains(told);
  }

  @Test
  void tooManyAndTooLongPatternsAreMistakes() {
    String many =
        IntStream.rangeClosed(0, RedactionReader.MOST_PATTERNS)
            .mapToObj(i -> "x" + i)
            .collect(Collectors.joining(", "));

    assertThat(mistakes("redact: {patterns: [" + many + "]}"))
        .containsExactly("watch.yaml line 1, patterns are 101: give 100 at most");
    assertThat(mistakes("redact: {patterns: [" + "x".repeat(501) + "]}"))
        .containsExactly(
            "watch.yaml line 1, patterns holds a pattern that is too long: use 500 characters at"
                + " most");
  }

  @Test
  void patternsThatAreTooMuchTogetherAreAMistake() {
    String many =
        IntStream.range(0, 10)
            .mapToObj(i -> "'x" + i + "[0-9a-f]{400}'")
            .collect(Collectors.joining(", "));

    assertThat(mistakes("redact: {patterns: [" + many + "]}"))
        .containsExactly(
            "watch.yaml line 1, patterns are too much to be tried on every line (4040 of 3000):"
                + " give fewer or shorter ones, or repeat less");
  }

  private static String applied(String text, String... patterns) throws Unusable {
    String left = text;
    for (String pattern : patterns) {
      left = OwnPattern.of(pattern).apply(left);
    }
    return left;
  }

  private static Redaction read(String yaml) {
    return WatchFile.parse(yaml, WatchFileTest.settings()).redaction();
  }

  private static List<String> mistakes(String yaml) {
    return catchThrowableOfType(SettingsException.class, () -> read(yaml)).problems().stream()
        .map(Problem::toString)
        .toList();
  }
}
