package dev.herokumattermost.wording;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"web.1", "@all", "@channel", "**bold** [link](http://example.com)", "~x~"})
  void plainTextIsShownAsItIs(String text) {
    assertThat(Markdown.code(text)).isEqualTo("`" + text + "`");
  }

  @Test
  void backticksCannotEndTheCode() {
    assertThat(Markdown.code("a` @all ```b")).isEqualTo("`a' @all '''b`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\r\n\r\nb",
        "a\tb",
        "a\u0000b",
        "a\u2028b",
        "a\u0085b",
        "a\u001b\u0007b"
      })
  void lineBreaksAndControlsBecomeOneSpace(String text) {
    assertThat(Markdown.code(text)).isEqualTo("`a b`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u202Eb",
        "a\u2066b",
        "a\u200Bb",
        "a\u200Fb",
        "a\uFEFFb",
        "a\u061Cb",
        "a\u00ADb"
      })
  void whatCannotBeSeenOrTurnsTheTextAroundIsTakenOut(String text) {
    assertThat(Markdown.code(text)).isEqualTo("`a b`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "\u200B"})
  void emptyTextStillIsCode(String text) {
    assertThat(Markdown.code(text)).isEqualTo("`?`");
  }

  @Test
  void longTextIsCutAndSaysSo() {
    assertThat(Markdown.code("x".repeat(120))).isEqualTo("`" + "x".repeat(120) + "`");
    assertThat(Markdown.code("x".repeat(121))).isEqualTo("`" + "x".repeat(119) + "…`");
  }

  @Test
  void emojiIsNeverCutInHalf() {
    assertThat(Markdown.code("🔥".repeat(121))).isEqualTo("`" + "🔥".repeat(119) + "…`");
  }

  @Property
  void anyTextIsOneShortPieceOfCode(@ForAll String text) {
    String code = Markdown.code(text);

    assertThat(code).startsWith("`").endsWith("`").hasSizeLessThanOrEqualTo(2 + 2 * 120);
    assertThat(code.substring(1, code.length() - 1)).isNotBlank().doesNotContain("`");
    assertThat(code.lines()).hasSize(1);
  }
}
