package dev.herokumattermost.local.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelMarkdownTest {
  @Test
  void whoIsCalledStandsOutButNotInCode() {
    assertThat(ChannelMarkdown.html("a @oncall, `@oncall`"))
        .isEqualTo("<p>a <span class=\"mention\">@oncall</span>, <code>@oncall</code></p>\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://evil.example/pixel.png)",
      })
  void htmlIsSafeWhateverTheTextIs(String text) {
    assertThat(ChannelMarkdown.html(text))
        .doesNotContain("<script", "<img", "href=\"javascript", "href=\"data");
  }
}
