package dev.herokumattermost.dyno;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLineTest {
  @Test
  void linesAreReadInOrderOfTime() {
    assertThat(
            LogLine.parse(
                """
                2026-05-04T02:01:11.500000+00:00 heroku[web.1]: State changed from up to crashed
                2026-05-04T02:01:10.250000+00:00 app[web.1]: out of luck
                """))
        .containsExactly(
            new LogLine(Instant.parse("2026-05-04T02:01:10.25Z"), "app", "web.1", "out of luck"),
            new LogLine(
                Instant.parse("2026-05-04T02:01:11.5Z"),
                "heroku",
                "web.1",
                "State changed from up to crashed"));
  }

  @Test
  void offsetsAreUnderstood() {
    assertThat(LogLine.parse("2026-05-04T04:01:10.000000+02:00 heroku[web.1]: Cycling"))
        .extracting(LogLine::at)
        .containsExactly(Instant.parse("2026-05-04T02:01:10Z"));
  }

  @Test
  void whatIsNoLogLineIsPassedOver() {
    assertThat(
            LogLine.parse(
                """

                <html>
                2026-99-99T02:01:10.000000+00:00 heroku[web.1]: Cycling
                2026-05-04T02:01:10.000000+00:00 other[web.1]: Cycling
                  at Some.stackTrace(heroku[web.1]: Cycling)
                """))
        .isEmpty();
  }

  @Test
  void emptyTextIsALineToo() {
    assertThat(LogLine.parse("2026-05-04T02:01:10.000000+00:00 app[web.1]:"))
        .extracting(LogLine::text)
        .containsExactly("");
  }
}
