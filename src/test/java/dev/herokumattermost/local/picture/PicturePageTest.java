package dev.herokumattermost.local.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PicturePageTest {
  @Test
  void pictureWasTakenOfThisPage() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(PicturePage.page().getBytes(UTF_8));

    assertThat(Files.readString(Path.of("docs/images/post.sha256")).strip())
        .as("take the picture again, as docs/architecture.md says under \"The picture of a post\"")
        .isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void pushShowsMessageAndFallback() throws IOException {
    assertThat(PicturePage.page())
        .containsPattern("heroku-watch: 🔴 api web: 1 of 4 dynos crashed[^<]*<br>[^<]*web\\.1");
  }

  @Test
  void showsWhatIsSent() throws IOException {
    assertThat(PicturePage.page())
        .contains("<code>api</code> <code>web</code>: 1 of 4 dynos crashed</strong>")
        .contains("border-left-color: #d24b4e")
        .contains("<div><b>What to do</b>")
        .contains("in `fetch': key not found")
        .contains("<code>api</code> <code>web</code>: recovered after 7 min</strong>");
  }

  @Test
  void loadsNothing() throws IOException {
    assertThat(PicturePage.page()).doesNotContain("src=", "url(", "@import", "<script", "<link");
  }
}
