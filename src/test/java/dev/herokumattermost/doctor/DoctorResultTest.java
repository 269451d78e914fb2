package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoctorResultTest {
  private static final Check OK = Check.ok("table read", "3 items");
  private static final Check WARNING = Check.warning("heroku logs", "403", "widen the scope");
  private static final Check FAILED = Check.failed("app api", "404", "correct HEROKU_APPS");

  @Test
  void theTableLinesUpAndEndsInAConclusion() {
    assertThat(DoctorResult.of(List.of(OK, WARNING, FAILED)).table())
        .isEqualTo(
            """
            ok       table read   3 items
            warning  heroku logs  403
                                  → widen the scope
            failed   app api      404
                                  → correct HEROKU_APPS

            The watch will not work as it is: 1 check failed.""");
  }

  @Test
  void aWarningIsNoFailure() {
    var result = DoctorResult.of(List.of(OK, WARNING));

    assertThat(result.ok()).isTrue();
    assertThat(result.table()).endsWith("The watch will work; 1 check warned.");
    assertThat(DoctorResult.of(List.of(OK)).table()).endsWith("The watch will work.");
  }

  @Test
  void machinesGetEachCheckAndPeopleTheTable() throws Exception {
    var result = DoctorResult.of(List.of(OK, FAILED));

    assertThat(Json.CAMEL_CASE.readMap(Json.CAMEL_CASE.write(result)))
        .containsEntry("ok", false)
        .containsEntry("table", result.table())
        .containsEntry(
            "checks",
            List.of(
                Map.of("check", "table read", "result", "ok", "seen", "3 items"),
                Map.of(
                    "check", "app api",
                    "result", "failed",
                    "seen", "404",
                    "fix", "correct HEROKU_APPS")));
  }

  @Test
  void theLogLineCountsEveryKindOfResult() {
    Check skipped = Check.skipped("heroku logs", "no app can be seen");

    assertThat(DoctorResult.of(List.of(OK, WARNING, FAILED, FAILED, skipped)).summary())
        .isEqualTo("doctor checks=5 ok=1 warnings=1 failed=2 skipped=1");
  }
}
