package dev.herokumattermost.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.redact.Corpus.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionCorpusTest {
  static List<Case> lines() throws IOException {
    var cases = new ArrayList<Case>();
    for (String file : Corpus.files(Corpus.FOLDER)) {
      cases.addAll(Corpus.read(Corpus.FOLDER, file));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("lines")
  void secretsGoAndTheRestStays(Case played) {
    assertThat(Redaction.DEFAULT.redact(played.line()).equals(played.left())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void redactingTwiceIsRedactingOnce(Case played) {
    assertThat(Redaction.DEFAULT.redact(played.left())).isEqualTo(played.left());
  }

  @Test
  void corpusIsWhole() throws IOException {
    assertThat(Corpus.files(Corpus.FOLDER))
        .containsExactly("edges.txt", "pairs.txt", "stays.txt", "tokens.txt");
    assertThat(lines()).hasSizeGreaterThan(390);
  }
}
