package dev.herokumattermost.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is marked in a text, and what is left of it. */
class TextTest {
  @ParameterizedTest
  @CsvSource({
    "abcdef, 2, 4, ab[redacted]ef",
    "abcdef, 0, 6, [redacted]",
    "abcdef, 0, 1, [redacted]bcdef",
    "abcdef, 3, 3, abcdef",
    "abcdef, 4, 3, abcdef"
  })
  void markedStretchIsReplaced(String chars, int from, int to, String left) {
    var text = new Text(chars);
    text.mark(from, to);

    assertThat(text.redacted()).isEqualTo(left);
  }

  /** Otherwise a half of its sign would be left. */
  @ParameterizedTest
  @CsvSource({
    "a[redacted]b, 0, 2, [redacted]b",
    "a[redacted]b, 10, 12, a[redacted]",
    "a[redacted]b, 5, 6, a[redacted]b",
    "[redacted]b, 0, 1, [redacted]b",
    "[redacted]b, 9, 10, [redacted]b",
    "a[redacted]b, 0, 1, [redacted][redacted]b",
    "a[redacted]b, 11, 12, a[redacted][redacted]",
    "[redacted][redacted], 12, 13, [redacted][redacted]",
    "[redacted] [redacted], 0, 0, [redacted] [redacted]"
  })
  void whatWasTakenOutBeforeGoesAsAWholeOrNotAtAll(String chars, int from, int to, String left) {
    var text = new Text(chars);
    text.mark(from, to);

    assertThat(text.redacted()).isEqualTo(left);
  }

  @Test
  void whatIsMarkedIsKnown() {
    var text = new Text("abc");
    text.mark(0, 2);

    assertThat(text.isMarked(-1)).isFalse();
    assertThat(text.isMarked(0)).isTrue();
    assertThat(text.isMarked(1)).isTrue();
    assertThat(text.isMarked(2)).isFalse();
  }

  @Test
  void outsideOfATextThereIsNothing() {
    var text = new Text("ab");

    assertThat(text.at(-1)).isEqualTo('\0');
    assertThat(text.at(2)).isEqualTo('\0');
    assertThat(text.is(-1, Text.LOWER)).isFalse();
    assertThat(text.is(2, Text.SPACE)).isFalse();
    assertThat(text.cut(-3, 9)).isEqualTo("ab");
    assertThat(text.end(0, Text.LOWER)).isEqualTo(2);
    assertThat(text.has("abc", 0)).isFalse();
    assertThat(text).hasToString("ab");
  }

  @ParameterizedTest
  @CsvSource({
    "a, 2",
    "z, 2",
    "A, 4",
    "Z, 4",
    "0, 1",
    "9, 1",
    "_, 8",
    "-, 8",
    "+, 16",
    "/, 16",
    "' ', 32",
    "'\t', 32",
    "\u00a0, 32",
    "\u2028, 32",
    "'\"', 64",
    "`, 64",
    "\\, 128",
    "=, 256",
    "@, 0",
    "[, 0",
    "{, 0",
    "':', 0",
    "é, 0",
    "\u0080, 0",
    "\u007f, 0"
  })
  void charactersAreOfKinds(char c, int kind) {
    assertThat(Text.kind(c)).isEqualTo(kind);
  }
}
