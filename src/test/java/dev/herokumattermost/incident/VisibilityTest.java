package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Timeline.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.dyno.Reading.Dynos;
import dev.herokumattermost.incident.VisibilityEvent.AllBlind;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failed reads: reported once, never taken for a failure or a recovery. */
class VisibilityTest {
  private static final AppName API = new AppName("api");
  private static final Instant FIRST = time("02:02");
  private static final Route ONCALL =
      new Route(new Route.DefaultChannel(), List.of("@oncall"), Priority.NONE);

  private final StoredApp known =
      Timeline.watching("api")
          .at("02:00")
          .sees(Seen.crashed("web.1").since("01:00"), Seen.up("web.2"))
          .app();

  @Test
  void thirdFailedReadInARowIsToldOnce() {
    StoredApp once = lost(known, 0);
    StoredApp twice = lost(once, 2);
    StoredApp thrice = lost(twice, 4);

    assertThat(once.outbox().notifications()).isEmpty();
    assertThat(twice.outbox().notifications()).isEmpty();
    assertThat(events(thrice))
        .containsExactly(new BecameBlind(Cause.NOT_FOUND, "404", FIRST, List.of()));
    assertThat(lost(thrice, 6)).isEqualTo(thrice);
  }

  @Test
  void failedReadsThatAreNotInARowAreNotTold() {
    StoredApp app = known;
    for (int minute = 0; minute < 20; minute += 6) {
      app = lost(lost(app, minute), minute + 2);
      app = restored(app, after(minute + 4));
    }

    assertThat(app).isEqualTo(known);
  }

  @Test
  void blindnessChangesNoDynoAndNoIncident() {
    StoredApp blind = lost(lost(lost(known, 0), 2), 4);

    assertThat(blind.state().dynos()).isEqualTo(known.state().dynos());
    assertThat(blind.state().incidents()).isEqualTo(known.state().incidents());
  }

  @Test
  void visibilityIsReportedInTheSameThread() {
    StoredApp told = told(lost(lost(lost(known, 0), 2), 4));
    StoredApp restored = restored(told, after(10));

    assertThat(events(restored)).containsExactly(new VisibleAgain(FIRST, after(10)));
    assertThat(restored.rootOf(restored.outbox().notifications().getFirst()))
        .hasValue(new PostId("root"));
    StoredApp toldAgain = told(restored);
    assertThat(restored(toldAgain, after(12))).isEqualTo(toldAgain);
  }

  @Test
  void lossAndReturnBothUndeliveredAreOneNotification() {
    StoredApp restored = restored(lost(lost(lost(known, 0), 2), 4), after(10));

    assertThat(events(restored)).containsExactly(new VisibleAgain(FIRST, after(10)));
  }

  @Test
  void nextLossIsAThreadOfItsOwn() {
    StoredApp seeing = told(restored(told(lost(lost(lost(known, 0), 2), 4)), after(10)));
    StoredApp again = lost(lost(lost(seeing, 20), 22), 24);

    Notification notification = again.outbox().notifications().getFirst();
    assertThat(notification.thread()).isEqualTo("visibility/api@2026-05-04T02:22:00Z");
    assertThat(again.rootOf(notification)).isEmpty();
  }

  @Test
  void accountWideCauseIsOneOutageForAllApps() {
    AccountOutage outage =
        outage(blind("api", Cause.UNAUTHORIZED), blind("web", Cause.UNAUTHORIZED));

    assertThat(outage.example()).map(Blind::cause).contains(Cause.UNAUTHORIZED);
    assertThat(outage.explains(blind("api", Cause.UNAUTHORIZED))).isTrue();
    assertThat(outage.explains(blind("api", Cause.NOT_FOUND))).isFalse();
  }

  @Test
  void reportForTheAccountNamesTheApps() {
    StoredApp account = StoredApp.unknown(AppState.ACCOUNT);
    List<AppName> hidden = List.of(API, new AppName("web"));
    for (int i = 0; i < 3; i++) {
      account = lost(account, blind("api", Cause.UNAUTHORIZED), hidden, FIRST);
    }

    assertThat(events(account))
        .containsExactly(new BecameBlind(Cause.UNAUTHORIZED, "404", FIRST, hidden));
  }

  @Test
  void noAppReadableMentionsAndReminds() {
    var rule = Rule.DEFAULT.withRoute(ONCALL);
    List<AppName> all = List.of(API);
    StoredApp account = StoredApp.unknown(AppState.ACCOUNT);
    for (int minute = 0; minute < 4; minute += 2) {
      account = allLost(account, all, rule, minute);
    }
    assertThat(account.outbox().notifications()).isEmpty();

    account = allLost(account, all, rule, 4);
    assertThat(events(account))
        .containsExactly(new AllBlind(Cause.UNAUTHORIZED, "404", FIRST, all, false));
    assertThat(account.outbox().notifications().getFirst().route()).isEqualTo(ONCALL);

    StoredApp told = told(account);
    assertThat(allLost(told, all, rule, 33)).isEqualTo(told);
    StoredApp reminded = allLost(told, all, rule, 34);
    assertThat(events(reminded))
        .containsExactly(new AllBlind(Cause.UNAUTHORIZED, "404", FIRST, all, true));
    StoredApp toldAgain = told(reminded);
    assertThat(allLost(toldAgain, all, rule, 34 + 239)).isEqualTo(toldAgain);
    assertThat(events(allLost(toldAgain, all, rule, 34 + 240))).hasSize(1);
  }

  /** First most apps, which mentions nobody, and then all of them. */
  @Test
  void theLastAppThatBecomesUnreadableMentions() {
    StoredApp account = StoredApp.unknown(AppState.ACCOUNT);
    for (int minute = 0; minute < 6; minute += 2) {
      account = lost(account, blind("api", Cause.UNAUTHORIZED), List.of(API), after(minute));
    }
    account = told(account);

    StoredApp dark = allLost(account, List.of(API), Rule.DEFAULT.withRoute(ONCALL), 8);
    assertThat(events(dark))
        .containsExactly(new AllBlind(Cause.UNAUTHORIZED, "404", FIRST, List.of(API), false));
    assertThat(dark.outbox().notifications().getFirst().route().mentions())
        .containsExactly("@oncall");
  }

  private static StoredApp allLost(StoredApp app, List<AppName> apps, Rule rule, int minute) {
    return app.after(
        VisibilityTransition.allReadsFailed(
            app.state(), blind("api", Cause.UNAUTHORIZED), apps, rule, after(minute)),
        after(minute),
        () -> "pending");
  }

  @Test
  void halfOfTheAppsAreNotTheAccount() {
    assertThat(outage(blind("api", Cause.TIMED_OUT), clear("web")).example()).isEmpty();
    assertThat(
            outage(blind("api", Cause.TIMED_OUT), blind("a", Cause.TIMED_OUT), clear("web"))
                .example())
        .isPresent();
  }

  @Test
  void missingAppsAreTheirOwnTrouble() {
    assertThat(outage(blind("api", Cause.NOT_FOUND), blind("web", Cause.NOT_FOUND)).example())
        .isEmpty();
  }

  @Test
  void onlyAppThatIsForbiddenIsItsOwnTrouble() {
    assertThat(outage(blind("api", Cause.FORBIDDEN)).example()).isEmpty();
    assertThat(outage(blind("api", Cause.FORBIDDEN), blind("b", Cause.FORBIDDEN)).example())
        .isPresent();
  }

  @Test
  void appsWhoseTurnNeverCameAreExplainedByTheCause() {
    AccountOutage outage = outage(blind("api", Cause.TIMED_OUT), blind("b", Cause.NOT_ATTEMPTED));

    assertThat(outage.example()).map(Blind::cause).contains(Cause.TIMED_OUT);
    assertThat(outage.explains(blind("b", Cause.NOT_ATTEMPTED))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void clearViewExplainsNothing(Cause cause) {
    assertThat(outage(clear("api")).explains(blind("web", cause))).isFalse();
  }

  @Test
  void missingLogPermissionIsReportedOnceUntilLogsCanBeReadAgain() {
    StoredApp account = StoredApp.unknown(AppState.ACCOUNT);
    StoredApp refused = logsAsked(account, Optional.of("403 forbidden"), FIRST);

    assertThat(events(refused))
        .containsExactly(new PermissionMissing("read logs", "403 forbidden"));
    assertThat(logsAsked(refused, Optional.of("403 forbidden"), after(2))).isEqualTo(refused);

    StoredApp allowed = logsAsked(told(refused), Optional.empty(), after(4));
    assertThat(allowed.outbox().notifications()).isEmpty();
    assertThat(logsAsked(allowed, Optional.empty(), after(6))).isEqualTo(allowed);
    assertThat(logsAsked(allowed, Optional.of("403"), after(8)).outbox().notifications())
        .hasSize(1);
  }

  private StoredApp lost(StoredApp app, int minute) {
    return lost(app, blind("api", Cause.NOT_FOUND), List.of(), after(minute));
  }

  private static StoredApp lost(StoredApp app, Blind blind, List<AppName> apps, Instant now) {
    return app.after(
        VisibilityTransition.readFailed(app.state(), blind, apps, now), now, () -> "pending");
  }

  private static StoredApp restored(StoredApp app, Instant now) {
    return app.after(VisibilityTransition.readSucceeded(app.state(), now), now, () -> "pending");
  }

  private static StoredApp logsAsked(StoredApp app, Optional<String> refusal, Instant now) {
    return app.after(
        VisibilityTransition.logsAsked(app.state(), refusal, now), now, () -> "pending");
  }

  private static Instant after(int minutes) {
    return FIRST.plusSeconds(60L * minutes);
  }

  private static StoredApp told(StoredApp app) {
    StoredApp next = app;
    for (Notification notification : app.outbox().notifications()) {
      next =
          DeliveryRules.delivered(next, notification, new ChannelPost(new PostId("root"), false));
    }
    return next;
  }

  private static List<AlertEvent> events(StoredApp app) {
    return app.outbox().notifications().stream().map(Notification::event).toList();
  }

  private static AccountOutage outage(Reading... readings) {
    return AccountOutage.of(new ArrayList<>(Arrays.asList(readings)));
  }

  private static Blind blind(String app, Cause cause) {
    return new Blind(new AppName(app), cause, "404");
  }

  private static Reading clear(String app) {
    return new Dynos(new AppName(app), FIRST, List.of());
  }
}
