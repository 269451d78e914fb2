package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.in;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;

import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a notice calls: those a rule names, but only when something begins or grows worse. */
class LoudnessTest {
  private static final Route ONCALL =
      new Route(
          new Route.NamedChannel(ChannelName.parse("ops/night")),
          List.of("@oncall"),
          Priority.URGENT);
  private static final Route QUIET =
      new Route(new Route.NamedChannel(ChannelName.parse("ops/night")), List.of(), Priority.NONE);

  @Test
  void anOpeningCalls() {
    crashedOnce().isRouted(ONCALL);
  }

  @Test
  void moreOfTheSameDoesNot() {
    crashedOnce()
        .at("02:04")
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:03"), up("web.3"))
        .tells("web fails too: web.2 crashed")
        .isRouted(QUIET);
  }

  @Test
  void recoveryDoesNotAndFailingAgainDoes() {
    crashedOnce()
        .at("02:08")
        .sees(up("web.1").born("02:04"), up("web.2"))
        .tells("web recovered: web.1")
        .isRouted(QUIET)
        .at("02:10")
        .sees(crashed("web.1").since("02:09"), up("web.2"))
        .tells("web fails again: web.1 crashed")
        .isRouted(ONCALL);
  }

  @Test
  void aReminderCallsForNobodyHasAnswered() {
    crashedOnce()
        .at("02:32")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web still fails: web.1 crashed")
        .isRouted(ONCALL);
  }

  @Test
  void aCrashLoopCalls() {
    crashedOnce()
        .at("02:04")
        .sees(crashed("web.1").since("02:03"), up("web.2"))
        .at("02:06")
        .sees(crashed("web.1").since("02:05"), up("web.2"))
        .tells("web loops: web.1, 3 crashes")
        .isRouted(ONCALL);
  }

  @Test
  void whatIsOverBeforeItCouldBeToldCallsNobody() {
    start()
        .mattermostDown()
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .mattermostUp()
        .at("02:14")
        .sees(up("web.1").born("02:10"), up("web.2"))
        .tells("web was over: web.1 crashed")
        .isRouted(QUIET);
  }

  /** The reminder then calls whoever is to look. */
  @Test
  void whatFailedBeforeTheWatchBeganCallsNobody() {
    watching("api", Rule.DEFAULT.withRoute(ONCALL))
        .at("02:00")
        .sees(crashed("web.1").since("01:00"), up("web.2"))
        .isRouted(QUIET)
        .at("02:32")
        .sees(crashed("web.1").since("01:00"), up("web.2"))
        .isRouted(ONCALL);
  }

  @Test
  void aCrashThatIsUpAgainCallsNobody() {
    start()
        .at("02:02")
        .log("02:01:30 web.1: State changed from up to crashed")
        .sees(up("web.1").born("02:01:40"), up("web.2"))
        .tells("web fails: web.1 crashed")
        .isRouted(QUIET);
  }

  @Test
  void theLastDynoThatFailsCalls() {
    crashedOnce()
        .at("02:04")
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:03"))
        .tells("web fails too: web.2 crashed")
        .isRouted(ONCALL);
  }

  @ParameterizedTest
  @CsvSource({"up, 00:00, NONE", "crashed, 02:01, URGENT"})
  void anOutageIsUrgentByDefault(String other, String since, Priority priority) {
    watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), in(other, "web.2").since(since))
        .isRouted(new Route(new Route.DefaultChannel(), List.of(), priority));
  }

  private static Timeline start() {
    Rule rule = Rule.DEFAULT;
    return watching(
            "api",
            new Rule(
                rule.apps(),
                rule.processes(),
                rule.alertOn(),
                false,
                false,
                true,
                rule.steadyFor(),
                rule.reminders(),
                rule.crashLoop(),
                ONCALL,
                rule.logLines(),
                rule.guide(),
                rule.quietTimes()))
        .at("02:00")
        .sees(up("web.1"), up("web.2"));
  }

  private static Timeline crashedOnce() {
    return start()
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed");
  }
}
