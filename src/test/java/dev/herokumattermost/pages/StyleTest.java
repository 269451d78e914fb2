package dev.herokumattermost.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a machine can check of the style that CONTRIBUTING.md asks of pages. */
class StyleTest {
  /** Decisions stay as they were written. */
  private static final Path DECISIONS = Path.of("docs", "adr");

  private static final int MOST_WORDS = 25;

  /** A pattern that no sentence matches, and what to write in its place. */
  private record Unwanted(Pattern pattern, String instead) {
    static Unwanted of(String line) {
      String[] parts = line.split("\t", 2);
      return new Unwanted(Pattern.compile(parts[0], Pattern.CASE_INSENSITIVE), parts[1]);
    }

    String in(String sentence) {
      return "\"" + sentence + "\": instead of " + pattern + " write: " + instead;
    }
  }

  private static final List<Unwanted> UNWANTED =
      Pages.text(Path.of("src/test/resources/pages/unwanted.tsv"))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Unwanted::of)
          .toList();

  static Stream<Path> pages() throws IOException {
    return Pages.all().stream().filter(page -> !page.startsWith(DECISIONS));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void sentencesAreShort(Path page) {
    assertThat(tooLong(Pages.text(page))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void wordsAreThoseOfTheGlossary(Path page) {
    assertThat(unwanted(Pages.text(page))).isEmpty();
  }

  @Test
  void sentenceIsFoundWhereverItStands() {
    String sentence = "word ".repeat(MOST_WORDS) + "`a b` end.";

    assertThat(
            Stream.of("%s", "* %s", "1. %s", "| a | %s |", "## %s", "Short. %s", "a [%s](b.md)")
                .map(place -> place.formatted(sentence)))
        .allMatch(text -> tooLong(text).size() == 1);
    assertThat(
            Stream.of("```\n%s\n```", "> %s", "\n    %s", "<!-- %s -->")
                .map(place -> place.formatted(sentence)))
        .allMatch(text -> tooLong(text).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "Look at it., true",
    "The look-up finds it., false",
    "Nobody is told., true",
    "A dead letter is kept., false",
    "A letter is kept., true",
    "Dynos `look`., false",
    "It may not post., true"
  })
  void wordIsFound(String sentence, boolean found) {
    assertThat(unwanted(sentence)).hasSize(found ? 1 : 0);
  }

  private static List<String> tooLong(String page) {
    return new Sentences(page)
        .all().stream().filter(sentence -> Sentences.words(sentence) > MOST_WORDS).toList();
  }

  private static List<String> unwanted(String page) {
    return new Sentences(page)
        .all().stream()
            .flatMap(
                sentence ->
                    UNWANTED.stream()
                        .filter(unwanted -> unwanted.pattern().matcher(sentence).find())
                        .map(unwanted -> unwanted.in(sentence)))
            .toList();
  }
}
