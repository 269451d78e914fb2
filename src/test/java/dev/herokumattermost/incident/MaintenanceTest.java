package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;

import dev.herokumattermost.rules.Rule;
import org.junit.jupiter.api.Test;

/** Maintenance mode stops the router, not the dynos: what fails is told, unless a rule says not. */
class MaintenanceTest {
  @Test
  void failureInMaintenanceIsToldAndSaysSo() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .maintenance(true)
        .sees(crashed("web.1").since("02:01"))
        .tells("web fails: web.1 crashed, in maintenance");
  }

  @Test
  void ruleKeepsItQuietUntilTheMaintenanceEnds() {
    heldBack()
        .at("02:04")
        .maintenance(true)
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .diagnoses("web: heldback → harmless, in maintenance")
        .silence()
        .at("02:06")
        .maintenance(false)
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed")
        .at("02:08")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence()
        .at("02:12")
        .sees(up("web.1").born("02:09"), up("web.2"))
        .tells("web recovered: web.1");
  }

  @Test
  void whatRecoversDuringTheMaintenanceIsNeverTold() {
    heldBack()
        .at("02:06")
        .maintenance(true)
        .sees(up("web.1").born("02:03"), up("web.2"))
        .silence()
        .at("02:08")
        .sees(up("web.1").born("02:03"), up("web.2"))
        .diagnoses()
        .silence();
  }

  @Test
  void whileNobodyCanSayWhetherItIsOverItStaysQuiet() {
    heldBack().at("02:04").sees(crashed("web.1").since("02:01"), up("web.2")).silence();
  }

  @Test
  void quietIncidentHasNoReminders() {
    heldBack()
        .at("04:00")
        .maintenance(true)
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence();
  }

  @Test
  void moreFailuresInAQuietIncidentAreToldWithItsEnd() {
    heldBack()
        .at("02:04")
        .maintenance(true)
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:03"))
        .silence()
        .at("02:06")
        .maintenance(false)
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:03"))
        .tells("web fails: web.1 crashed, web.2 crashed");
  }

  @Test
  void ruleIsLoudOutsideOfMaintenance() {
    watching("api", quiet())
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .maintenance(false)
        .sees(crashed("web.1").since("02:01"))
        .tells("web fails: web.1 crashed");
  }

  private static Timeline heldBack() {
    return watching("api", quiet())
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .maintenance(true)
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence();
  }

  private static Rule quiet() {
    return Timeline.SHORT.withQuietInMaintenance(true);
  }
}
