package dev.herokumattermost.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.discovery.Discovered;
import dev.herokumattermost.discovery.KnownApps;
import dev.herokumattermost.discovery.Renamed;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.incident.Acknowledgement;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.RaisedEvent;
import dev.herokumattermost.incident.Visibility.Blind;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.rules.Glob;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DiscoveredStatesTest {
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  private static final AppName API = new AppName("api");
  private static final AppName WEB = new AppName("web");
  private static final AppName SHOP = new AppName("shop");

  @Test
  void incidentOfAGoneAppEndsForThatReason() {
    var states = DiscoveredStates.of(found(Set.of(API)), kept(failing(API, 4)), NOW);

    assertThat(states.removed()).isEmpty();
    assertThat(states.written())
        .singleElement()
        .satisfies(
            app -> {
              assertThat(app.revision()).isEqualTo(4);
              assertThat(app.state().everRead()).isFalse();
              assertThat(app.state().incidents())
                  .extracting(Incident::phase)
                  .containsExactly(new Incident.Ended(NOW, NOW, ClosedReason.GONE));
              assertThat(app.outbox().notifications()).isEmpty();
            });
  }

  @Test
  void incidentThatEndsSoIsInTheHistory() {
    assertThat(DiscoveredStates.of(found(Set.of(API)), kept(failing(API, 4)), NOW).ended())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.app()).isEqualTo(API);
              assertThat(entry.until()).isEqualTo(NOW);
            });
    assertThat(
            DiscoveredStates.of(
                    found(new Renamed(API, WEB)), kept(failing(API, 4), failing(WEB, 9)), NOW)
                .ended())
        .as("of the app that had the name")
        .extracting(HistoryEntry::app)
        .containsExactly(WEB);
  }

  @Test
  void goneAppOfWhichNothingIsKnownIsNotWritten() {
    assertThat(DiscoveredStates.of(found(Set.of(API)), Map.of(), NOW).isNothing()).isTrue();
    assertThat(
            DiscoveredStates.of(found(Set.of(API)), kept(StoredApp.unknown(API)), NOW).isNothing())
        .isTrue();
  }

  @Test
  void renamedAppTakesAllThatIsKnownOfItAlong() {
    StoredApp api = failing(API, 4);

    var states = DiscoveredStates.of(found(new Renamed(API, WEB)), kept(api), NOW);

    assertThat(states.removed()).containsExactly(api);
    assertThat(states.written())
        .containsExactly(api.withState(api.state().withApp(WEB)).withRevision(0));
    assertThat(states.appliedTo(kept(api)))
        .containsExactly(Map.entry(WEB, states.written().getFirst().withRevision(1)));
  }

  @Test
  void whatAnEarlierAppOfThatNameLeftIsNotLost() {
    StoredApp left = failing(WEB, 9);

    var states =
        DiscoveredStates.of(found(new Renamed(API, WEB)), kept(failing(API, 4), left), NOW);

    assertThat(states.written())
        .singleElement()
        .satisfies(
            app -> {
              assertThat(app.revision()).isEqualTo(9);
              assertThat(app.state().incidents())
                  .extracting(Incident::id, Incident::isOpen)
                  .containsExactly(tuple("api/web@" + NOW, true), tuple("web/web@" + NOW, false));
            });
  }

  @Test
  void appsThatSwapTheirNamesSwapWhatIsKnownOfThem() {
    StoredApp api = failing(API, 4);
    StoredApp web = failing(WEB, 9);

    var states =
        DiscoveredStates.of(
            found(new Renamed(API, WEB), new Renamed(WEB, API)), kept(api, web), NOW);

    assertThat(states.removed()).isEmpty();
    assertThat(states.written())
        .containsExactly(
            api.withState(api.state().withApp(WEB)).withRevision(9),
            web.withState(web.state().withApp(API)).withRevision(4));
  }

  @Test
  void nameThatPassesOnAlongAChainIsFreedAtItsBeginning() {
    StoredApp api = failing(API, 4);
    StoredApp web = failing(WEB, 9);

    var states =
        DiscoveredStates.of(
            found(new Renamed(API, WEB), new Renamed(WEB, SHOP)), kept(api, web), NOW);

    assertThat(states.removed()).containsExactly(api);
    assertThat(states.written())
        .extracting(StoredApp::app, StoredApp::revision)
        .containsExactly(tuple(WEB, 9L), tuple(SHOP, 0L));
  }

  @Test
  void renameThatWasSavedBeforeIsNotMadeTwice() {
    assertThat(
            DiscoveredStates.of(found(new Renamed(API, WEB)), kept(failing(WEB, 1)), NOW)
                .isNothing())
        .isTrue();
  }

  @Test
  void threadAboutWhatCannotBeReadIsFoundUnderTheNewName() {
    var blind = new Blind(3, NOW, true, null, null);
    StoredApp api =
        StoredApp.unknown(API)
            .after(
                AppState.unknown(API).withVisibility(blind),
                List.of(
                    new RaisedEvent(
                        blind.thread(API),
                        new BecameBlind(Cause.NOT_FOUND, "404", NOW, List.of()),
                        Route.DEFAULT)),
                NOW,
                () -> "pending");

    StoredApp web =
        DiscoveredStates.of(found(new Renamed(API, WEB)), kept(api), NOW).written().getFirst();

    assertThat(web.outbox().thread(blind.thread(WEB))).isPresent();
    assertThat(web.outbox().notifications())
        .singleElement()
        .satisfies(
            waiting -> {
              assertThat(waiting.thread()).isEqualTo(blind.thread(WEB));
              assertThat(waiting.id()).isEqualTo(api.outbox().notifications().getFirst().id());
            });
  }

  private static Discovered found(Renamed... renamed) {
    return new Discovered(known(), List.of(renamed), Set.of(), Set.of(), List.of());
  }

  private static Discovered found(Set<AppName> gone) {
    return new Discovered(known(), List.of(), gone, Set.of(), List.of());
  }

  private static KnownApps known() {
    return KnownApps.none(new Selection(List.of(new Selection.Matching(Glob.ANY)), List.of()));
  }

  private static Map<AppName, StoredApp> kept(StoredApp... apps) {
    var kept = new TreeMap<AppName, StoredApp>();
    for (StoredApp app : apps) {
      kept.put(app.app(), app);
    }
    return kept;
  }

  private static StoredApp failing(AppName app, long revision) {
    var incident =
        new Incident(
            app + "/web@" + NOW,
            new ProcessType("web"),
            NOW,
            NOW,
            List.of(),
            1,
            Set.of(),
            new Incident.Failing(),
            Acknowledgement.NONE,
            null);
    return StoredApp.unknown(app)
        .withRevision(revision)
        .withState(AppState.unknown(app).withEverRead(true).withIncidents(List.of(incident)));
  }
}
