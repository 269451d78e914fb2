package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines of a log are told with a failure. */
class LogExcerptTest {
  private static final Instant CRASH = Instant.parse("2026-05-04T02:01:10Z");

  @Test
  void theLastOnesOfTheDynoAreToldInOrder() {
    List<LogLine> log =
        List.of(
            app("web.1", 3, "one"),
            app("web.2", 2, "another dyno's"),
            app("web.1", 2, "two"),
            app("web.1", 1, "three"));

    assertThat(told(log, 2)).containsExactly("two", "three");
    assertThat(told(log, 10)).containsExactly("one", "two", "three");
    assertThat(told(log, 0)).isEmpty();
  }

  @Test
  void whatHerokuStartedAfterTheCrashIsNotOfIt() {
    assertThat(told(List.of(app("web.1", 1, "before"), app("web.1", -3, "after")), 10))
        .containsExactly("before");
  }

  @Test
  void whatWasThereBeforeItWasStartedIsNotOfItEither() {
    List<LogLine> log =
        List.of(
            app("web.1", 9, "before"),
            heroku(8, "State changed from crashed to starting"),
            app("web.1", 7, "its own"),
            app("web.2", 5, "another's"),
            heroku(-1, "State changed from crashed to starting"));

    assertThat(told(log, 10)).containsExactly("its own");
  }

  @Test
  void anotherDynosStartDoesNotEndIt() {
    List<LogLine> log =
        List.of(
            app("web.1", 9, "its own"),
            new LogLine(
                CRASH.minusSeconds(5), "heroku", "web.2", "State changed from up to starting"));

    assertThat(told(log, 10)).containsExactly("its own");
  }

  @Test
  void linesOfHalfADayAgoSayNothingOfIt() {
    List<LogLine> log =
        List.of(
            app("web.1", Duration.ofHours(13).toSeconds(), "yesterday's"),
            app("web.1", Duration.ofHours(11).toSeconds(), "today's"));

    assertThat(told(log, 10)).containsExactly("today's");
  }

  @Test
  void bothNamesOfADynoCountWhereTheyChange() {
    List<LogLine> log = List.of(app("web-a", 2, "before"), app("web-b", 1, "since"));

    assertThat(LogExcerpt.of(log, Set.of("web-a", "web-b"), CRASH, 10)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "State changed from up to crashed",
        "Process exited with status 1",
        "Starting process with command `rails s --key hunter2`",
        "Stopping all processes with SIGTERM",
      })
  void whatThePostSaysAnywayAndTheCommandAreLeftOut(String text) {
    assertThat(told(List.of(heroku(text)), 10)).isEmpty();
    assertThat(told(List.of(app("web.1", 1, text)), 10)).as("by the app itself").hasSize(1);
  }

  @Test
  void thePlatformsErrorsAreTold() {
    assertThat(told(List.of(heroku("Error R14 (Memory quota exceeded)")), 10)).hasSize(1);
  }

  @Test
  void blankLinesDoNotCount() {
    assertThat(told(List.of(app("web.1", 2, "text"), app("web.1", 1, "  ")), 1))
        .containsExactly("text");
  }

  @Test
  void aLongLineIsCutAndSaysSo() {
    String told = told(List.of(app("web.1", 1, "x".repeat(501))), 1).getFirst();

    assertThat(told).hasSize(500).endsWith("x…");
    assertThat(told(List.of(app("web.1", 1, "x".repeat(500))), 1).getFirst()).endsWith("xx");
  }

  @Test
  void noPairIsTornApart() {
    IntStream.rangeClosed(495, 501)
        .forEach(
            before ->
                assertThat(
                        told(List.of(app("web.1", 1, "x".repeat(before) + "😀😀😀")), 1).getFirst())
                    .hasSizeLessThanOrEqualTo(500)
                    .doesNotContainPattern("[\\ud800-\\udbff](?![\\udc00-\\udfff])"));
  }

  private static List<String> told(List<LogLine> log, int count) {
    return LogExcerpt.of(log, Set.of("web.1"), CRASH, count).stream().map(LogLine::text).toList();
  }

  private static LogLine app(String dyno, long secondsBefore, String text) {
    return new LogLine(CRASH.minusSeconds(secondsBefore), "app", dyno, text);
  }

  private static LogLine heroku(String text) {
    return heroku(1, text);
  }

  private static LogLine heroku(long secondsBefore, String text) {
    return new LogLine(CRASH.minusSeconds(secondsBefore), "heroku", "web.1", text);
  }
}
