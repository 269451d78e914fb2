package dev.herokumattermost.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.redact.Corpus.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * How much of the secrets in the measured lines goes, and how much else. What docs/redaction.md
 * says was measured must not become worse.
 */
class RedactionRatesTest {
  private static final Pattern ROW =
      Pattern.compile(
          "\\| (\\w+) \\| (\\d+) \\| (\\d+) % \\| (\\d+) % \\| (\\d+) \\| (\\d+) % \\| (\\d+) % \\|");

  /**
   * Shares in whole percent, rounded down.
   *
   * @param lines how many were measured
   * @param recall of the lines with secrets, those that show none of them any more
   * @param precision of the lines that were changed, those of which only secrets went
   */
  record Rates(int lines, int recall, int precision) {
    static Rates of(List<Case> cases) {
      var secret = cases.stream().filter(Case::hasSecrets).toList();
      var changed = cases.stream().filter(c -> !left(c).equals(c.line())).toList();
      return new Rates(
          cases.size(),
          percent(secret, RedactionRatesTest::showsNone),
          percent(changed, c -> left(c).equals(c.left())));
    }

    private static int percent(List<Case> cases, Predicate<Case> good) {
      return cases.isEmpty()
          ? 100
          : (int) (100 * cases.stream().filter(good).count() / cases.size());
    }
  }

  private static String left(Case played) {
    return Redaction.DEFAULT.redact(played.line());
  }

  /** Neither the whole of a secret nor a half of it is left. */
  private static boolean showsNone(Case played) {
    String left = left(played);
    return played.secrets().stream()
        .noneMatch(
            secret -> {
              int half = Math.min(secret.length(), Math.max(4, secret.length() / 2));
              return left.contains(secret.substring(0, half))
                  || left.contains(secret.substring(secret.length() - half));
            });
  }

  private static Map<String, List<Case>> measured() throws IOException {
    var classes = new TreeMap<String, List<Case>>();
    var all = new ArrayList<Case>();
    for (String file : Corpus.files(Corpus.MEASURED)) {
      List<Case> cases = Corpus.read(Corpus.MEASURED, file);
      classes.put(file.replace(".txt", ""), cases);
      all.addAll(cases);
    }
    classes.put("all", all);
    return classes;
  }

  @TestFactory
  List<DynamicTest> noClassIsWorseThanThePageSays() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    var rows = ROW.matcher(Files.readString(Path.of("docs/redaction.md")));
    Map<String, List<Case>> classes = measured();
    while (rows.find()) {
      List<Case> cases = classes.remove(rows.group(1));
      var all = new Rates(number(rows.group(2)), number(rows.group(3)), number(rows.group(4)));
      var heldOut = new Rates(number(rows.group(5)), number(rows.group(6)), number(rows.group(7)));
      tests.add(DynamicTest.dynamicTest(rows.group(1), () -> assertNotWorse(cases, all, heldOut)));
    }
    assertThat(classes.keySet()).as("classes that the page does not tell of").isEmpty();
    return tests;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static void assertNotWorse(List<Case> cases, Rates all, Rates heldOut) {
    assertNotWorse(Rates.of(cases), all);
    assertNotWorse(Rates.of(cases.stream().filter(Case::heldOut).toList()), heldOut);
  }

  private static void assertNotWorse(Rates now, Rates told) {
    assertThat(now.lines()).as("lines").isEqualTo(told.lines());
    assertThat(now.recall()).as("recall").isGreaterThanOrEqualTo(told.recall());
    assertThat(now.precision()).as("precision").isGreaterThanOrEqualTo(told.precision());
  }

  @Test
  void halfOfTheLinesHaveSecrets() throws IOException {
    List<Case> all = measured().get("all");

    assertThat(all).hasSizeGreaterThan(800);
    assertThat(all.stream().filter(Case::hasSecrets).count() * 100 / all.size())
        .isBetween(45L, 55L);
  }
}
