package dev.herokumattermost.local.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PicturePageTest {
  @Test
  void showsWhatIsSent() throws IOException {
    assertThat(PicturePage.page())
        .contains("<code>api</code> <code>web</code>: 1 of 4 dynos crashed</strong>")
        .contains("<em>urgent</em>")
        .contains("border-left-color: #d24b4e")
        .contains("<div><b>What to do</b>")
        .contains("in `fetch': key not found")
        .contains("<code>api</code> <code>web</code>: recovered</strong>");
  }

  @Test
  void loadsNothing() throws IOException {
    assertThat(PicturePage.page()).doesNotContain("src=", "url(", "@import", "<script", "<link");
  }
}
