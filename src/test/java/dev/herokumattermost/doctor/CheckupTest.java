package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckupTest {
  private static final Check OK = Check.ok("table read", "3 items");
  private static final Check WARNING = Check.warning("heroku logs", "403", "widen the scope");
  private static final Check FAILED = Check.failed("app api", "404", "correct HEROKU_APPS");

  @Test
  void theTableLinesUpAndEndsInAVerdict() {
    assertThat(new Checkup(List.of(OK, WARNING, FAILED)).table())
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
    var checkup = new Checkup(List.of(OK, WARNING));

    assertThat(checkup.ok()).isTrue();
    assertThat(checkup.table()).endsWith("The watch will work; 1 check warned.");
    assertThat(new Checkup(List.of(OK)).table()).endsWith("The watch will work.");
  }

  @Test
  void machinesGetEachCheckAndPeopleTheTable() {
    var checkup = new Checkup(List.of(OK, FAILED));

    assertThat(checkup.toMap())
        .containsEntry("ok", false)
        .containsEntry("table", checkup.table())
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
}
