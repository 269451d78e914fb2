package dev.herokumattermost.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines as logs have them, in src/test/resources/redaction; README.txt there tells their form. */
class RedactionCorpusTest {
  private static final Path FOLDER = Path.of("src/test/resources/redaction");

  /** Keeps scanners of Git hosts away; not part of a line. */
  private static final String SPLIT = "·";

  record Case(String line, String left) {
    @Override
    public String toString() {
      return line;
    }
  }

  static List<Case> lines() throws IOException {
    var cases = new ArrayList<Case>();
    for (String file : List.of("tokens.txt", "pairs.txt", "stays.txt")) {
      String line = "";
      for (String row : Files.readAllLines(FOLDER.resolve(file))) {
        String text = row.length() < 2 ? "" : row.substring(2).replace(SPLIT, "");
        switch (row.isEmpty() ? '#' : row.charAt(0)) {
          case '=' -> cases.add(new Case(text, text));
          case '<' -> line = text;
          case '>' -> cases.add(new Case(line, text));
          default -> assertThat(row).startsWith("#");
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("lines")
  void secretsGoAndTheRestStays(Case played) {
    assertThat(Redaction.DEFAULT.redact(played.line)).isEqualTo(played.left);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void redactingTwiceIsRedactingOnce(Case played) {
    assertThat(Redaction.DEFAULT.redact(played.left)).isEqualTo(played.left);
  }

  @Test
  void corpusIsWhole() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("README.txt", "tokens.txt", "pairs.txt", "stays.txt");
    }
    assertThat(lines()).hasSizeGreaterThan(200);
  }
}
