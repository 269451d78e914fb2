package dev.herokumattermost.watch;

import static dev.herokumattermost.watch.Seen.crashed;
import static dev.herokumattermost.watch.Seen.up;
import static dev.herokumattermost.watch.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.News.Failed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An item of the table is told whole or not at all, so its log lines must not fill it. */
class KeptLinesTest {
  private static final String[] TYPES = {"web", "worker", "clock", "mailer", "search", "ws"};

  @Test
  void linesOfManyFailuresAtOnceStayWithinAnItem() {
    Memory memory = allCrash(50, "ж".repeat(600));

    assertThat(bytes(memory)).isBetween(100_000L, 150_000L);
    assertThat(openings(memory).toList()).hasSize(TYPES.length).allSatisfy(this::endsWithItsLog);
    assertThat(outbox(memory).toList()).hasSize(TYPES.length).allSatisfy(this::endsWithItsLog);
  }

  @Test
  void linesThatFitStay() {
    Memory memory = allCrash(50, "line");

    assertThat(openings(memory)).allSatisfy(failed -> assertThat(lines(failed)).hasSize(50));
    assertThat(outbox(memory)).allSatisfy(failed -> assertThat(lines(failed)).hasSize(50));
  }

  @Test
  void manyLettersPutBackStayWithinAnItem() {
    Memory memory = allCrash(50, "line");
    Notice letter = allCrash(50, "ж".repeat(600)).outbox().getFirst();
    for (int i = 0; i < 50; i++) {
      var id = new NoticeId(letter.id().value() + i);
      memory =
          Dispatch.putBack(
              memory,
              new Notice(
                  id,
                  letter.thread(),
                  letter.news(),
                  letter.address(),
                  letter.at(),
                  letter.pendingPostId(),
                  letter.attempts()));
    }

    assertThat(memory.outbox()).hasSize(TYPES.length + 50);
    assertThat(bytes(memory)).isLessThan(150_000);
  }

  private static Memory allCrash(int logLines, String text) {
    var timeline = watching("api", rule(logLines)).mattermostDown().at("02:00");
    timeline.sees(Stream.of(TYPES).map(type -> up(type + ".1")).toArray(Seen[]::new));
    timeline.at("02:02");
    for (String type : TYPES) {
      IntStream.range(0, logLines)
          .forEach(i -> timeline.logAlso("02:01:%02d %s.1: %02d %s".formatted(i, type, i, text)));
    }
    return timeline
        .sees(
            Stream.of(TYPES)
                .map(type -> crashed(type + ".1").since("02:01:59"))
                .toArray(Seen[]::new))
        .memory();
  }

  private void endsWithItsLog(Failed failed) {
    assertThat(lines(failed)).isNotEmpty();
    assertThat(lines(failed).getLast().text()).startsWith("49 ");
  }

  private static Stream<Failed> openings(Memory memory) {
    return memory.incidents().stream().flatMap(one -> Stream.ofNullable(one.root().opening()));
  }

  private static Stream<Failed> outbox(Memory memory) {
    return memory.outbox().stream().map(Notice::news).map(Failed.class::cast);
  }

  private static List<LogLine> lines(Failed failed) {
    return failed.dynos().stream().flatMap(dyno -> dyno.lastLines().stream()).toList();
  }

  private static long bytes(Memory memory) {
    return Stream.concat(openings(memory), outbox(memory))
        .flatMap(failed -> lines(failed).stream())
        .mapToLong(line -> line.text().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private static Rule rule(int logLines) {
    Rule base = Rule.DEFAULT;
    return new Rule(
        base.apps(),
        base.processes(),
        base.alertOn(),
        base.ignore(),
        base.quietInMaintenance(),
        base.steadyFor(),
        base.reminders(),
        base.crashLoop(),
        base.address(),
        logLines);
  }
}
