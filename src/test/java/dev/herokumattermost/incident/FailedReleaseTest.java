package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.in;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;

import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A release whose release phase failed changes no dyno, and is told all the same. */
class FailedReleaseTest {
  private static final Route ONCALL =
      new Route(new Route.DefaultChannel(), List.of("@oncall"), Route.Priority.URGENT);

  @Test
  void itIsToldOnceAndCallsNobody() {
    inReleasePhase(Timeline.SHORT.withRoute(ONCALL))
        .at("02:04")
        .releaseInVain(43, "02:01")
        .sees(up("web.1"))
        .diagnoses("release: releasephaseover → harmless, release phase over")
        .tells("release v43 failed")
        .isRouted(ONCALL.quietly())
        .at("02:06")
        .sees(up("web.1"))
        .diagnoses()
        .silence()
        .at("02:08")
        .releaseInVain(43, "02:01")
        .sees(crashed("web.1").since("02:07"))
        .tells("web fails: web.1 crashed");
  }

  @Test
  void itIsToldWhileItsDynoIsStillListed() {
    inReleasePhase(Timeline.SHORT)
        .at("02:04")
        .releaseInVain(43, "02:01")
        .sees(up("web.1"), in("crashed", "release.1234").born("02:01:30").since("02:03"))
        .tells("release v43 failed")
        .at("02:06")
        .sees(up("web.1"), in("crashed", "release.1234").born("02:01:30").since("02:03"))
        .diagnoses()
        .silence()
        .at("02:08")
        .sees(up("web.1"))
        .diagnoses()
        .silence();
  }

  @Test
  void herokuIsAskedAgainWhileItHasNotSaidHowThePhaseEnded() {
    inReleasePhase(Timeline.SHORT)
        .at("02:04")
        .sees(up("web.1"))
        .silence()
        .at("02:06")
        .releaseInVain(43, "02:01")
        .sees(up("web.1"))
        .tells("release v43 failed");
  }

  @Test
  void nobodyAsksForEver() {
    inReleasePhase(Timeline.SHORT)
        .at("03:08")
        .sees(up("web.1"))
        .silence()
        .at("03:10")
        .sees(up("web.1"))
        .diagnoses();
  }

  @Test
  void whatIsFoundWithOtherEvidenceIsToldToo() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .releaseInVain(43, "02:01")
        .sees(crashed("web.1").since("02:01:30"))
        .tells("web fails: web.1 crashed", "release v43 failed");
  }

  @Test
  void oneThatSucceededIsSilent() {
    inReleasePhase(Timeline.SHORT)
        .at("02:04")
        .release(43, "02:01")
        .sees(up("web.1").born("02:03").release(43))
        .silence();
  }

  @Test
  void oneThatALaterReleaseReplacedIsNoNews() {
    inReleasePhase(Timeline.SHORT)
        .at("02:04")
        .releaseInVain(43, "02:01")
        .release(44, "02:03")
        .sees(up("web.1").born("02:03").release(44))
        .silence();
  }

  @Test
  void neitherIsOneOfADayAgo() {
    watching("api")
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .releaseInVain(43, "-1 02:01")
        .sees(crashed("web.1").since("02:01:30"))
        .tells("web fails: web.1 crashed");
  }

  @Test
  void theRuleMayNotWantIt() {
    inReleasePhase(Timeline.SHORT.withFailedReleases(false))
        .at("02:04")
        .releaseInVain(43, "02:01")
        .sees(up("web.1"))
        .diagnoses()
        .silence();
  }

  private static Timeline inReleasePhase(Rule rule) {
    return watching("api", rule)
        .at("02:00")
        .sees(up("web.1"))
        .at("02:02")
        .sees(up("web.1"), in("up", "release.1234").born("02:01:30"))
        .silence();
  }
}
