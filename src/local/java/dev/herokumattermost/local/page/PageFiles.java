package dev.herokumattermost.local.page;

import dev.herokumattermost.local.markdown.PageMarkdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of the live page, and the project's own pages, as the browser gets them. */
final class PageFiles {
  private static final Path FOLDER = Path.of("src", "local", "page");
  private static final Map<String, String> PAGE =
      Map.of(
          "", "text/html",
          "page.css", "text/css",
          "page.js", "text/javascript",
          "icon.svg", "image/svg+xml");

  /** Of the project: its pages and their pictures, and nothing else. */
  private static final Pattern MARKDOWN =
      Pattern.compile("(docs/(adr/)?([a-z0-9-]+|README)|[A-Z]+)\\.md");

  private static final Pattern PICTURE = Pattern.compile("docs/images/[a-z0-9-]+\\.png");

  /** A file as it is sent. */
  record Sent(String type, byte[] bytes) {}

  private PageFiles() {}

  /**
   * What is at a path; empty if nothing is.
   *
   * @param path below the token, without a slash at its beginning
   */
  static Optional<Sent> at(String path) throws IOException {
    if (PAGE.containsKey(path)) {
      Path file = FOLDER.resolve(path.isEmpty() ? "index.html" : path);
      return Optional.of(new Sent(PAGE.get(path) + "; charset=utf-8", Files.readAllBytes(file)));
    }
    if (MARKDOWN.matcher(path).matches() && Files.exists(Path.of(path))) {
      return Optional.of(new Sent("text/html; charset=utf-8", document(path)));
    }
    return PICTURE.matcher(path).matches() && Files.exists(Path.of(path))
        ? Optional.of(new Sent("image/png", Files.readAllBytes(Path.of(path))))
        : Optional.empty();
  }

  private static byte[] document(String path) throws IOException {
    String markdown = Files.readString(Path.of(path));
    String title = markdown.lines().findFirst().orElse(path).replaceFirst("^# ", "");
    String up = path.replaceAll("[^/]+/", "../").replaceFirst("[^/]+$", "");
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        <link rel="stylesheet" href="%spage.css">
        <link rel="icon" href="%sicon.svg">
        <body class="document">
        <p><a href="%s.">Back to the live page</a></p>
        <main>
        %s</main>
        </html>
        """
        .formatted(title, up, up, up, PageMarkdown.html(markdown))
        .getBytes(StandardCharsets.UTF_8);
  }
}
