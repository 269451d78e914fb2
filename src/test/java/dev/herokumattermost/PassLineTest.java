package dev.herokumattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.Action.Watch;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Report.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassLineTest {
  private static final Watch TICK =
      new Watch(Optional.of(Instant.parse("2026-11-24T09:30:00Z")), false);

  @Test
  void aQuietPassIsItsFigures() {
    assertThat(PassLine.of(TICK, report(3, List.of(), List.of(), List.of())))
        .isEqualTo(
            "pass tick=2026-11-24T09:30:00Z apps=3 blind=0 changes=0 posted=0 waiting=0"
                + " calls=3 writes=0 ms=120");
  }

  @Test
  void eachAppIsNamedWithWhatWasSeenToldAndWentWrong() {
    String line =
        PassLine.of(
            TICK,
            report(
                3,
                List.of(new Blind(new AppName("web-eu"), Cause.NOT_FOUND, "404 not_found")),
                List.of(new NotificationId("api/web@2026-11-24T09:29:10Z#1")),
                List.of("shop not saved: no\nanswer")));

    assertThat(line)
        .contains(
            "posted=1",
            " | shop not saved: no answer",
            " | web-eu: blind, NOT_FOUND, 404 not_found",
            " | api/web@2026-11-24T09:29:10Z#1: posted")
        .doesNotContain("\n");
  }

  @Test
  void aRehearsalWithoutATickSaysSo() {
    var rehearsal = new Watch(Optional.empty(), true);

    assertThat(PassLine.of(rehearsal, report(1, List.of(), List.of(), List.of())))
        .startsWith("rehearsal tick=none apps=1 ");
  }

  @Test
  void whatIsTooMuchForOneLineIsCounted() {
    List<Blind> blind =
        IntStream.range(0, 3000)
            .mapToObj(i -> new Blind(new AppName("app-" + i), Cause.TIMED_OUT, "no answer in 5 s"))
            .toList();

    String line = PassLine.of(TICK, report(3000, blind, List.of(), List.of("api not saved")));

    assertThat(line)
        .hasSizeLessThan(PassLine.LONGEST + 40)
        .contains(" | api not saved | app-0: blind")
        .matches(".* \\| … and \\d+ more");
  }

  static Report report(
      int apps, List<Blind> blind, List<NotificationId> posted, List<String> troubles) {
    return new Report(
        List.of(),
        apps,
        new Coverage(apps, 1, Duration.ofMinutes(2), true, 0),
        blind,
        Map.of(),
        List.of(),
        posted,
        List.of(),
        List.of(),
        0,
        Duration.ZERO,
        List.of(),
        List.of(),
        List.of(),
        troubles,
        List.of(),
        apps,
        OptionalInt.of(4321),
        1,
        0,
        Duration.ofMillis(120));
  }
}
