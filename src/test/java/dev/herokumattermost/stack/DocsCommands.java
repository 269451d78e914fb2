package dev.herokumattermost.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands of a page in docs/, as somebody would paste them. */
record DocsCommands(String page) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

  /** Of the section with a heading, each block of commands. */
  List<String> under(String heading) {
    String text = text();
    int start = text.indexOf("# " + heading + "\n");
    if (start < 0) {
      throw new IllegalArgumentException("no section \"" + heading + "\" in docs/" + page);
    }
    int next = text.indexOf("\n#", start);
    return BLOCK
        .matcher(next < 0 ? text.substring(start) : text.substring(start, next + 1))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  String text() {
    try {
      return Files.readString(Path.of("docs", page));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
