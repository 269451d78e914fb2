package dev.herokumattermost.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPatternTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUST-[0-9]{6}",
        "(?i)\\b[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){3,7}\\b",
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "(?:[0-9]{4}-){3}[0-9]{4}",
        "\\p{Greek}+",
        "[({]x{3}",
        "\\Q({\\Ex{3}",
        "x{1,}",
        "x{y"
      })
  void ordinaryPatternsAreTaken(String pattern) throws OwnPattern.Unusable {
    assertThat(OwnPattern.of(pattern).size()).isLessThan(OwnPattern.LARGEST);
  }

  /** Compiled, the first of them takes 400 MB. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "((a{1000}[(]){1000}){1000}",
        "((a{1000}\\Q(\\E){1000}){1000}",
        "((a{1000}\\(){1000}){1000}",
        "(((x{10}){10}){10}){10}",
        "(?:[^]](a{1000})){1000}",
        "((a{9}){9}){99}"
      })
  void whatRepeatsTooMuchIsRefusedBeforeItIsCompiled(String pattern) {
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(() -> OwnPattern.of(pattern)).hasMessage("repeats too much");

    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x* | matches the empty text",
        "| matches the empty text",
        "(?:ab)? | matches the empty text",
        "^ | matches the empty text",
        "\\b | matches the empty text",
        "x{0,3} | matches the empty text",
        "( | is no pattern (missing closing ))",
        "x{2000} | repeats too much",
        "(?:[a-z0-9]{9}[^x]){99} | repeats too much"
      })
  void unusablePatternSaysWhy(String pattern, String why) {
    assertThatThrownBy(() -> OwnPattern.of(pattern == null ? "" : pattern))
        .isInstanceOf(OwnPattern.Unusable.class)
        .hasMessage(why);
  }

  /** What the patterns of one file may have together is counted in the same measure. */
  @ParameterizedTest
  @CsvSource({"x{900}, true", "x{990}, true", "x{999}, false", "x{1001}, false"})
  void programHasAThousandStepsAtMost(String pattern, boolean usable) {
    if (usable) {
      assertThatCode(() -> OwnPattern.of(pattern)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> OwnPattern.of(pattern)).hasMessage("repeats too much");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nothing here, nothing here",
    "x CUST-12 y CUST-3, x [redacted] y [redacted]",
    "CUST-12[redacted]CUST-3, [redacted][redacted][redacted]",
    "[redacted] CUST-1 [redacted] CUST-2, [redacted] [redacted] [redacted] [redacted]"
  })
  void matchesAreReplaced(String text, String left) throws OwnPattern.Unusable {
    assertThat(OwnPattern.of("CUST-[0-9]+").apply(text)).isEqualTo(left);
  }

  @Test
  void whatWasTakenOutBeforeIsLeftAlone() throws OwnPattern.Unusable {
    OwnPattern letters = OwnPattern.of("[a-z]+");

    assertThat(letters.apply("[redacted]")).isEqualTo("[redacted]");
    assertThat(letters.apply("ab [redacted] cd [redacted] ef"))
        .isEqualTo("[redacted] [redacted] [redacted] [redacted] [redacted]");
    assertThat(OwnPattern.of("x\\[red").apply("x[redacted] y")).isEqualTo("[redacted]acted] y");
    assertThat(OwnPattern.of("ed\\] y").apply("x [redacted] y")).isEqualTo("x [redact[redacted]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\[red", "ted\\]", "\\[redacted\\]", "dact"})
  void nothingOfItsSignIsReplaced(String pattern) throws OwnPattern.Unusable {
    assertThat(OwnPattern.of(pattern).apply("x [redacted] y")).isEqualTo("x [redacted] y");
  }

  @Test
  void sizeIsThatOfTheProgram() throws OwnPattern.Unusable {
    assertThat(OwnPattern.of("x{998}").size()).isEqualTo(OwnPattern.LARGEST);
    assertThat(OwnPattern.of("x").size()).isEqualTo(3);
  }

  @Test
  void hundredMatchesAreReplacedOneByOne() throws OwnPattern.Unusable {
    assertThat(OwnPattern.of("a").apply("ab".repeat(100)))
        .isEqualTo((Text.REDACTED + "b").repeat(100));
  }

  @Test
  void behindTooManyMatchesEverythingGoes() throws OwnPattern.Unusable {
    assertThat(OwnPattern.of("a").apply("ab".repeat(200)))
        .isEqualTo((Text.REDACTED + "b").repeat(100) + Text.REDACTED);
  }

  @Test
  void ownPatternsSeeNoMoreThanSoMuchOfALine() throws OwnPattern.Unusable {
    var redaction = new Redaction(true, List.of(OwnPattern.of("CUST-[0-9]+")));
    String line = "x ".repeat(3_000) + "CUST-1";

    assertThat(redaction.redact(line))
        .hasSizeLessThanOrEqualTo(Redaction.LONGEST_TEXT_FOR_OWN_PATTERNS)
        .startsWith("x x ")
        .endsWith(" x " + Redaction.CUT);
    assertThat(Redaction.DEFAULT.redact(line)).isEqualTo(line);
  }

  @Test
  void patternIsNotTold() throws OwnPattern.Unusable {
    UnaryOperator<String> own = OwnPattern.of("hunter2");

    assertThat(new Redaction(true, List.of(own)).toString()).doesNotContain("hunter2");
  }
}
