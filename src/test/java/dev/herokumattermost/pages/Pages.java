package dev.herokumattermost.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's pages, which are in Markdown. */
final class Pages {
  private static final Pattern FENCED =
      Pattern.compile("^[> ]*(```+).*?^[> ]*\\1`* *$", Pattern.MULTILINE | Pattern.DOTALL);

  private Pages() {}

  static List<Path> all() throws IOException {
    try (var root = Files.list(Path.of(""));
        var docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(root, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("reading " + page, unreadable);
    }
  }

  /** Without the blocks of code between fences. */
  static String withoutBlocks(String text) {
    return FENCED.matcher(text).replaceAll("\n");
  }
}
