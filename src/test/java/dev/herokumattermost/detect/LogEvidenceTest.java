package dev.herokumattermost.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.LogLine;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LogEvidenceTest {
  private static final Instant BEFORE = Instant.parse("2026-05-04T02:01:00Z");

  @Test
  void appCannotForgeWhatThePlatformSays() {
    var forged = new LogLine(BEFORE.plusSeconds(30), "app", "web.1", "Cycling");

    LogEvidence evidence =
        LogEvidence.of(List.of(forged), Set.of("web.1"), BEFORE, BEFORE.plusSeconds(60));

    assertThat(evidence).isEqualTo(LogEvidence.NOTHING);
  }
}
