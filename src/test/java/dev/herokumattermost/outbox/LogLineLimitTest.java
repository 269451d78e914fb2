package dev.herokumattermost.outbox;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.incident.IncidentEvent.DynosFailed;
import dev.herokumattermost.incident.Seen;
import dev.herokumattermost.rules.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An item of the table is told whole or not at all, so its log lines must not fill it. */
class LogLineLimitTest {
  private static final String[] TYPES = {"web", "worker", "clock", "mailer", "search", "ws"};

  @Test
  void linesOfManyFailuresAtOnceStayWithinAnItem() {
    StoredApp app = allCrash(50, "ж".repeat(600));

    assertThat(bytes(app)).isBetween(100_000L, 150_000L);
    assertThat(openings(app).toList()).hasSize(TYPES.length).allSatisfy(this::endsWithItsLog);
    assertThat(outbox(app).toList()).hasSize(TYPES.length).allSatisfy(this::endsWithItsLog);
  }

  @Test
  void linesThatFitStay() {
    StoredApp app = allCrash(50, "line");

    assertThat(openings(app)).allSatisfy(failed -> assertThat(lines(failed)).hasSize(50));
    assertThat(outbox(app)).allSatisfy(failed -> assertThat(lines(failed)).hasSize(50));
  }

  @Test
  void manyDeadLettersPutBackStayWithinAnItem() {
    StoredApp app = allCrash(50, "line");
    Notification deadLetter = allCrash(50, "ж".repeat(600)).outbox().notifications().getFirst();
    for (int i = 0; i < 50; i++) {
      var id = new NotificationId(deadLetter.id().value() + i);
      app = DeliveryRules.putBack(app, deadLetter.withId(id));
    }

    assertThat(app.outbox().notifications()).hasSize(TYPES.length + 50);
    assertThat(bytes(app)).isLessThan(150_000);
  }

  private static StoredApp allCrash(int logLines, String text) {
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
        .app();
  }

  private void endsWithItsLog(DynosFailed failed) {
    assertThat(lines(failed)).isNotEmpty();
    assertThat(lines(failed).getLast().text()).startsWith("49 ");
  }

  private static Stream<DynosFailed> openings(StoredApp app) {
    return app.outbox().threads().stream().flatMap(one -> Stream.ofNullable(one.root().opening()));
  }

  private static Stream<DynosFailed> outbox(StoredApp app) {
    return app.outbox().notifications().stream()
        .map(Notification::event)
        .map(DynosFailed.class::cast);
  }

  private static List<LogLine> lines(DynosFailed failed) {
    return failed.report().dynos().stream().flatMap(dyno -> dyno.logLines().stream()).toList();
  }

  private static long bytes(StoredApp app) {
    return Stream.concat(openings(app), outbox(app))
        .flatMap(failed -> lines(failed).stream())
        .mapToLong(line -> line.text().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private static Rule rule(int logLines) {
    return Rule.DEFAULT.withLogLines(logLines);
  }
}
