package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.starting;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A restart of unknown cause is not known to be a failure; the second one is taken for one. */
class WarningTest {
  private static final Route ONCALL =
      new Route(new Route.DefaultChannel(), List.of("@oncall"), Route.Priority.URGENT);

  @Test
  void itCallsNobodyAndHasNoPriority() {
    warned().isRouted(ONCALL.quietly());
  }

  @Test
  void itEndsInSilenceAndItsPostStaysAsItIs() {
    Timeline timeline =
        warned().at("02:04").sees(up("web.1").born("02:01:40"), up("web.2")).silence();

    assertThat(timeline.headlines()).isEmpty();
    assertThat(timeline.app().state().incidents()).noneMatch(Incident::isOpen);
  }

  @Test
  void nobodyIsRemindedOfIt() {
    warned(Timeline.SHORT.withRoute(ONCALL).withSteadyFor(Duration.ofHours(3)))
        .at("03:30")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .silence();
  }

  @Test
  void theSecondWithinTheTimeOfALoopIsAFailure() {
    warned()
        .at("02:03")
        .sees(up("web.1").born("02:02:50"), up("web.2"))
        .tells("web fails after all: web.1 restarting")
        .isRouted(ONCALL)
        .at("02:05")
        .sees(up("web.1").born("02:02:50"), up("web.2"))
        .tells("web recovered: web.1");
  }

  @Test
  void soItIsAfterTheFirstOneWasOver() {
    warned()
        .at("02:04")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .at("02:12")
        .sees(up("web.1").born("02:11:30"), up("web.2"))
        .tells("web fails after all: web.1 restarting")
        .isRouted(ONCALL);
  }

  @Test
  void soItIsInAnIncidentOfItsOwn() {
    warned()
        .at("02:04")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .at("02:24")
        .sees(up("web.1").born("02:23:30"), up("web.2"))
        .tells("web fails: web.1 restarting")
        .isRouted(ONCALL);
  }

  @Test
  void afterThatTimeItIsAWarningAnew() {
    warned()
        .at("02:04")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .at("02:40")
        .sees(up("web.1").born("02:39:30"), up("web.2"))
        .tells("web fails: web.1 restarting, a warning");
  }

  @Test
  void anotherDynosRestartIsAnotherWarning() {
    warned()
        .at("02:03")
        .sees(up("web.1").born("02:01:40"), up("web.2").born("02:02:50"))
        .tells("web fails too: web.2 restarting, a warning")
        .isRouted(ONCALL.quietly());
  }

  @Test
  void aCrashAfterItIsAFailure() {
    warned()
        .at("02:03")
        .sees(crashed("web.1").born("02:01:40").since("02:02:30"), up("web.2"))
        .tells("web fails after all: web.1 crashed")
        .isRouted(ONCALL);
  }

  @Test
  void soIsAStartThatHangsAfterIt() {
    warned()
        .at("02:03")
        .sees(starting("web.1").born("02:02:40"), up("web.2"))
        .tells("web fails after all: web.1 restarting")
        .at("02:06")
        .sees(starting("web.1").born("02:02:40"), up("web.2"))
        .silence();
    watching("api", Timeline.SHORT.withRoute(ONCALL))
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(starting("web.1").born("02:01:40"), up("web.2"))
        .tells("web fails: web.1 restarting, a warning")
        .at("02:05")
        .sees(starting("web.1").born("02:01:40"), up("web.2"))
        .tells("web fails after all: web.1 starting")
        .isRouted(ONCALL);
  }

  @Test
  void itIsNoCrash() {
    assertThat(warned().app().state().incidents().getFirst().crashes()).isZero();
  }

  private static Timeline warned() {
    return warned(Timeline.SHORT.withRoute(ONCALL));
  }

  private static Timeline warned(Rule rule) {
    return watching("api", rule)
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .tells("web fails: web.1 restarting, a warning");
  }
}
