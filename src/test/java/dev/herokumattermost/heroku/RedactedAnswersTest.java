package dev.herokumattermost.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.function.Surroundings;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.redact.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Heroku sends enters without secrets, and with everything that tells a cause. */
class RedactedAnswersTest {
  private static final AppName API = new AppName("api");
  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Http http = new Http(Duration.ofSeconds(5));
  private HerokuApi heroku;

  @BeforeEach
  void connect() {
    heroku =
        new HerokuApi(
            http,
            around.heroku.uri(),
            new Secret(Surroundings.HEROKU_TOKEN),
            Redaction.DEFAULT,
            around.clock);
  }

  @AfterEach
  void close() {
    http.close();
    around.close();
  }

  @Test
  void platformsLinesEnterAsTheyAre() throws InterruptedException {
    around.api.memoryVastlyExceeded("web.1");
    around.api.bootTimeout("web.2");
    around.api.memoryExceeded("web.1");
    around.api.cycle("web.1");
    around.api.restart();
    around.advance(Duration.ofMinutes(1));

    List<LogLine> raw =
        LogLine.parse(known(heroku.log(API, "", soon()))).stream()
            .filter(RedactedAnswersTest::ofPlatform)
            .toList();

    assertThat(
            known(heroku.log(API, soon())).stream()
                .filter(RedactedAnswersTest::ofPlatform)
                .toList())
        .isEqualTo(raw);
    assertThat(raw)
        .extracting(LogLine::text)
        .contains(
            "Process exited with status 137",
            "State changed from up to crashed",
            "Error R15 (Memory quota vastly exceeded)",
            "Error R10 (Boot timeout) -> Web process failed to bind to $PORT within 60 seconds of"
                + " launch",
            "Error R14 (Memory quota exceeded)",
            "Cycling",
            "Restarting");
  }

  @Test
  void keyOfSeveralLinesLosesItsBodyThoughOthersSpeakBetween() throws InterruptedException {
    around.api.print("web.1", "-----BEGIN PRIVATE KEY-----");
    around.api.print("web.2", "hello");
    around.api.print("web.1", "kq9fLx2Z");
    around.api.print("web.2", "world");
    around.api.print("web.1", "-----END PRIVATE KEY-----");

    assertThat(known(heroku.log(API, soon())))
        .extracting(LogLine::text)
        .contains("hello", "world", "-----END PRIVATE KEY-----", "[redacted]")
        .doesNotContain("kq9fLx2Z");
  }

  @Test
  void releasesEnterWithoutSecretsAndAddresses() throws InterruptedException {
    around.api.deploy("4f2d2e92 token=abc123", "ada@example.com");

    assertThat(known(heroku.releases(API, soon())))
        .extracting(Release::description, Release::author)
        .contains(tuple("Deploy 4f2d2e92 token=[redacted]", "ada"));
  }

  private Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20), around.clock);
  }

  private static boolean ofPlatform(LogLine line) {
    return line.source().equals("heroku");
  }

  private static <T> T known(Lookup<T> lookup) {
    assertThat(lookup).isInstanceOf(Lookup.Known.class);
    return ((Lookup.Known<T>) lookup).value();
  }
}
