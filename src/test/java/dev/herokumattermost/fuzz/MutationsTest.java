package dev.herokumattermost.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The fuzzer finds what there is to find, and the same each time. */
class MutationsTest {
  private static final List<String> RIGHT = List.of("{\"a\": [1, \"b\", null]}");

  @Test
  void seedDecidesEverything() {
    assertThat(new Mutations(new Random(7)).of(RIGHT))
        .isEqualTo(new Mutations(new Random(7)).of(RIGHT));
  }

  @Test
  void inputsDiffer() {
    var seen = new TreeSet<String>();
    for (int seed = 0; seed < 1_000; seed++) {
      seen.add(new Mutations(new Random(seed)).of(RIGHT));
    }
    assertThat(seen).hasSizeGreaterThan(500);
  }

  @Test
  void whatIsNotDeclaredIsFound() {
    assertThatThrownBy(
            () ->
                Fuzz.run(
                    "a parser with a mistake",
                    2_000,
                    RIGHT,
                    Set.of(),
                    input -> {
                      if (input.contains("[[")) {
                        throw new IllegalStateException("a mistake");
                      }
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dfuzz.seed=")
        .hasRootCauseMessage("a mistake");
  }
}
