package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;

import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.rules.QuietTime;
import dev.herokumattermost.rules.QuietTime.Handling;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From 01:00 to 07:00 the rule is quiet. */
class QuietHoursTest {
  private static final Route ONCALL =
      new Route(new Route.DefaultChannel(), List.of("@oncall"), Priority.URGENT);

  @Test
  void incidentIsPostedWithoutMentionAndPriority() {
    crashedAtNight(Handling.POST_QUIETLY)
        .tells("web fails: web.1 crashed")
        .isRouted(ONCALL.quietly());
  }

  @Test
  void incidentIsAsLoudAsEverOutsideOfIt() {
    watching("api", rule(Handling.POST_QUIETLY))
        .at("00:50")
        .sees(up("web.1"))
        .at("00:52")
        .sees(crashed("web.1").since("00:51"))
        .isRouted(ONCALL);
  }

  @Test
  void whatStillFailsAtTheEndMentionsPeopleThen() {
    crashedAtNight(Handling.POST_QUIETLY)
        .at("06:58")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence()
        .at("07:00")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web still fails: web.1 crashed")
        .isRouted(ONCALL)
        .at("07:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence();
  }

  @Test
  void whatStillFailsAtTheEndIsToldToThoseWithoutRemindersToo() {
    crashedAtNight(rule(Handling.POST_QUIETLY).withReminders(Rule.Reminders.NEVER))
        .at("07:00")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web still fails: web.1 crashed")
        .at("15:00")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence();
  }

  @Test
  void whatRecoversBeforeTheEndMentionsNobody() {
    crashedAtNight(Handling.POST_QUIETLY)
        .at("02:12")
        .sees(up("web.1").born("02:09"), up("web.2"))
        .tells("web recovered: web.1")
        .at("07:00")
        .sees(up("web.1").born("02:09"), up("web.2"))
        .silence();
  }

  @Test
  void whatSomebodyIsOnIsNotToldAgain() {
    crashedAtNight(Handling.POST_QUIETLY)
        .reacts(new Acknowledgement(List.of(new Person("u1", "ada")), List.of()))
        .at("07:00")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence();
  }

  @Test
  void whatFailsAgainAtNightIsToldQuietlyAndAtTheEnd() {
    watching("api", rule(Handling.POST_QUIETLY))
        .at("00:40")
        .sees(up("web.1"), up("web.2"))
        .at("00:50")
        .sees(crashed("web.1").since("00:49"), up("web.2"))
        .isRouted(ONCALL)
        .at("00:58")
        .sees(up("web.1").born("00:55"), up("web.2"))
        .tells("web recovered: web.1")
        .at("01:02")
        .sees(crashed("web.1").since("01:01"), up("web.2"))
        .tells("web fails again: web.1 crashed")
        .isRouted(ONCALL.quietly())
        .at("07:00")
        .sees(crashed("web.1").since("01:01"), up("web.2"))
        .isRouted(ONCALL);
  }

  @Test
  void remindersWaitForTheEnd() {
    watching("api", rule(Handling.HOLD))
        .at("00:30")
        .sees(up("web.1"), up("web.2"))
        .at("00:32")
        .sees(crashed("web.1").since("00:31"), up("web.2"))
        .isRouted(ONCALL)
        .at("02:00")
        .sees(crashed("web.1").since("00:31"), up("web.2"))
        .silence()
        .at("07:00")
        .sees(crashed("web.1").since("00:31"), up("web.2"))
        .tells("web still fails: web.1 crashed")
        .isRouted(ONCALL);
  }

  @Test
  void incidentIsHeldUntilTheEnd() {
    crashedAtNight(Handling.HOLD)
        .silence()
        .at("06:58")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence()
        .at("07:00")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed")
        .isRouted(ONCALL)
        .at("07:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence()
        .at("07:12")
        .sees(up("web.1").born("07:09"), up("web.2"))
        .tells("web recovered: web.1");
  }

  @Test
  void whatEndsWhileItIsHeldIsNeverTold() {
    crashedAtNight(Handling.HOLD)
        .at("02:12")
        .sees(up("web.1").born("02:09"), up("web.2"))
        .silence()
        .at("07:00")
        .sees(up("web.1").born("02:09"), up("web.2"))
        .silence();
  }

  @Test
  void whatIsUpAgainAndNotYetSteadyAtTheEndIsNotTold() {
    crashedAtNight(Handling.HOLD)
        .at("07:00")
        .sees(up("web.1").born("06:59:30"), up("web.2"))
        .silence()
        .at("07:02")
        .sees(up("web.1").born("06:59:30"), up("web.2"))
        .silence();
  }

  @Test
  void whatFailsAgainAfterTheEndIsTold() {
    crashedAtNight(Handling.HOLD)
        .at("07:00")
        .sees(up("web.1").born("06:59:30"), up("web.2"))
        .silence()
        .at("07:02")
        .sees(crashed("web.1").born("06:59:30").since("07:01"), up("web.2"))
        .tells("web fails: web.1 crashed")
        .isRouted(ONCALL);
  }

  @Test
  void moreFailuresWhileItIsHeldAreToldWithIt() {
    crashedAtNight(Handling.HOLD)
        .at("03:00")
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:59"))
        .silence()
        .at("07:00")
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:59"))
        .tells("web fails: web.1 crashed, web.2 crashed");
  }

  @Test
  void quietTimeThatIsTakenOutOfTheRulesEndsAtOnce() {
    crashedAtNight(Handling.HOLD)
        .silence()
        .withRule(rule(Handling.HOLD).withQuietTimes(List.of()))
        .at("02:04")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed");
  }

  @Test
  void maintenanceModeHoldsBeyondTheEnd() {
    Timeline held =
        watching("api", rule(Handling.HOLD).withQuietInMaintenance(true))
            .at("01:58")
            .sees(up("web.1"), up("web.2"))
            .at("02:02")
            .maintenance(true)
            .sees(crashed("web.1").since("02:01"), up("web.2"))
            .silence();

    held.at("07:00")
        .maintenance(true)
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence()
        .at("07:02")
        .maintenance(false)
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed");
  }

  @Test
  void maintenanceModeThatEndsFirstTellsNothing() {
    watching("api", rule(Handling.HOLD).withQuietInMaintenance(true))
        .at("01:58")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .maintenance(true)
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .at("03:00")
        .maintenance(false)
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence()
        .at("07:00")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed");
  }

  private static Timeline crashedAtNight(Handling incidents) {
    return crashedAtNight(rule(incidents));
  }

  private static Timeline crashedAtNight(Rule rule) {
    return watching("api", rule)
        .at("01:58")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"));
  }

  private static Rule rule(Handling incidents) {
    return Timeline.SHORT
        .withRoute(ONCALL)
        .withQuietTimes(
            List.of(
                new QuietTime(
                    LocalTime.of(1, 0),
                    LocalTime.of(7, 0),
                    EnumSet.allOf(DayOfWeek.class),
                    ZoneId.of("UTC"),
                    incidents)));
  }
}
