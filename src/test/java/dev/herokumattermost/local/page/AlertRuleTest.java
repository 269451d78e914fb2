package dev.herokumattermost.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.Change;
import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Diagnosis;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final Dyno DYNO =
      new Dyno(
          new DynoId("1"),
          "web.1",
          new ProcessType("web"),
          DynoState.UP,
          1,
          NOW,
          NOW,
          "Standard-1X");

  static Stream<DiagnosedChange> everyDiagnosis() {
    var restarted = new Change.Restarted(DYNO, DYNO, false);
    return Stream.of(
            Stream.of(Diagnosis.Reason.values()).map(Diagnosis.Harmless::new),
            Stream.of(ClosedReason.values()).map(why -> new Diagnosis.Left("web.1", why)),
            Stream.of("crashed", "starting", "down", "restarting", "hibernating")
                .map(AlertRuleTest::failed),
            Stream.of(new Diagnosis.Steady(DYNO), new Diagnosis.MaintenanceOver()))
        .flatMap(diagnoses -> diagnoses)
        .map(diagnosis -> new DiagnosedChange(restarted, diagnosis));
  }

  private static Diagnosis failed(String state) {
    var failing = new FailingDyno("web.1", new DynoState(state), NOW, 1, 1, false);
    return new Diagnosis.Failed(DYNO, Failure.of(failing, 1), List.of(), false);
  }

  @ParameterizedTest
  @MethodSource("everyDiagnosis")
  void everyDiagnosisHasItsRule(DiagnosedChange change) {
    assertThat(AlertRule.all()).containsKey(AlertRule.anchorOf(change.summary()));
  }

  @Test
  void everyRuleLeadsToItsExample() throws Exception {
    String page =
        new String(PageFiles.at("docs/scenarios.md").orElseThrow().bytes(), StandardCharsets.UTF_8);

    assertThat(AlertRule.all()).hasSizeGreaterThan(30);
    assertThat(AlertRule.all().keySet())
        .allSatisfy(anchor -> assertThat(page).contains("id=\"" + anchor + "\""));
  }
}
