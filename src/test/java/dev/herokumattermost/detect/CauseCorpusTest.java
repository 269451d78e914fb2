package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * How often a hint is given and how often it is right. What docs/causes.md says was measured must
 * not become worse.
 */
class CauseCorpusTest {
  private static final Pattern ROW =
      Pattern.compile("\\| ([a-z -]+) \\| (\\d+) \\| (\\d+) \\| (\\d+) % \\| (\\d+) % \\|");

  /** Causes that no process logs; other tests hold them. */
  private static final Set<FailureCause> NOT_LOGGED = Set.of(FailureCause.RELEASE_PHASE_FAILED);

  /**
   * What was measured, in whole percent, rounded down.
   *
   * @param silent how many incidents must get no hint
   * @param precision of the hints that were given, those that are right
   * @param recall of the incidents with a cause, those that got the right hint
   */
  record Rates(int incidents, int silent, int precision, int recall) {
    static Rates of(List<LabelledIncident> all) {
      long given = all.stream().filter(one -> one.hint().isPresent()).count();
      long right = all.stream().filter(one -> one.hint().filter(one::isRight).isPresent()).count();
      long caused = all.stream().filter(one -> one.label().isPresent()).count();
      return new Rates(
          all.size(), all.size() - (int) caused, percent(right, given), percent(right, caused));
    }

    private static int percent(long some, long all) {
      return all == 0 ? 100 : (int) (100 * some / all);
    }
  }

  private static List<LabelledIncident> writtenAgainst() throws IOException {
    return LabelledIncident.read("written-against.txt");
  }

  private static List<LabelledIncident> heldOut() throws IOException {
    return LabelledIncident.read("held-out.txt");
  }

  private static List<LabelledIncident> all() throws IOException {
    var all = new ArrayList<>(writtenAgainst());
    all.addAll(heldOut());
    return all;
  }

  @TestFactory
  List<DynamicTest> everyIncidentThatTheRulesWereWrittenAgainstIsRight() throws IOException {
    return writtenAgainst().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.place(),
                    () ->
                        assertThat(one.hint().map(one::isRight).orElse(one.label().isEmpty()))
                            .as(one::toString)
                            .isTrue()))
        .toList();
  }

  @TestFactory
  List<DynamicTest> nothingIsWorseThanThePageSays() throws IOException {
    Map<String, Rates> measured =
        new TreeMap<>(
            Map.of(
                "all", Rates.of(all()),
                "written against", Rates.of(writtenAgainst()),
                "held out", Rates.of(heldOut())));
    var tests = new ArrayList<DynamicTest>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/causes.md")));
    while (row.find()) {
      Rates now = measured.remove(row.group(1).strip());
      var told =
          new Rates(
              Integer.parseInt(row.group(2)),
              Integer.parseInt(row.group(3)),
              Integer.parseInt(row.group(4)),
              Integer.parseInt(row.group(5)));
      tests.add(DynamicTest.dynamicTest(row.group(1), () -> assertNotWorse(now, told)));
    }
    assertThat(measured).as("rows that the page lacks").isEmpty();
    return tests;
  }

  private static void assertNotWorse(Rates now, Rates told) {
    assertThat(now).isNotNull();
    assertThat(now.incidents()).as("incidents").isEqualTo(told.incidents());
    assertThat(now.silent()).as("silent").isEqualTo(told.silent());
    assertThat(now.precision()).as("precision").isGreaterThanOrEqualTo(told.precision());
    assertThat(now.recall()).as("recall").isGreaterThanOrEqualTo(told.recall());
    assertThat(now.precision()).as("precision that is promised").isGreaterThanOrEqualTo(95);
  }

  @Test
  void atLeastEveryFifthIncidentIsHeldOutAndManyMustGetNoHint() throws IOException {
    Rates all = Rates.of(all());

    assertThat(all.incidents()).isGreaterThanOrEqualTo(200);
    assertThat(all.silent()).isGreaterThanOrEqualTo(60);
    assertThat(heldOut().size() * 5).isGreaterThanOrEqualTo(all.incidents());
  }

  @Test
  void everyCauseIsThereInAtLeastThreeStacks() throws IOException {
    var stacks = new EnumMap<FailureCause, Set<String>>(FailureCause.class);
    for (LabelledIncident one : all()) {
      one.label()
          .ifPresent(
              cause ->
                  stacks
                      .computeIfAbsent(cause, _ -> new HashSet<>())
                      .add(one.stack().split("[, ]", 2)[0]));
    }

    assertThat(stacks.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FailureCause.values())
                .filter(cause -> !NOT_LOGGED.contains(cause))
                .toList());
    assertThat(stacks).allSatisfy((_, some) -> assertThat(some).hasSizeGreaterThanOrEqualTo(3));
  }
}
