package dev.herokumattermost.outbox;

import static dev.herokumattermost.incident.Timeline.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentEvent;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.Seen;
import dev.herokumattermost.incident.Timeline;
import dev.herokumattermost.incident.VisibilityEvent;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryResult.Refuser;
import dev.herokumattermost.outbox.DeliveryState.Leased;
import dev.herokumattermost.outbox.DeliveryState.Waiting;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How notices leave an outbox. */
class DeliveryRulesTest {
  private static final Instant NOW = time("02:02");
  private static final Instant LEASE = time("02:03:40");
  private static final Route.Target BILLING =
      new Route.NamedChannel(ChannelName.parse("ops/billing"));

  @Test
  void everythingUntriedIsDueInOrder() {
    StoredApp app =
        waiting(notification("a#1", "a"), notification("b#1", "b"), notification("a#2", "a"));

    assertThat(due(app, NOW)).containsExactly("a#1", "b#1", "a#2");
  }

  @Test
  void nothingOvertakesAnEarlierNoticeOfItsThread() {
    StoredApp app =
        waiting(notification("a#1", "a"), notification("b#1", "b"), notification("a#2", "a"));

    StoredApp refused = refuse(app, "a#1", Refusal.TRANSIENT, Duration.ZERO);

    assertThat(due(refused, NOW)).containsExactly("b#1");
    assertThat(due(refused, NOW.plusSeconds(30))).containsExactly("a#1", "b#1", "a#2");
  }

  @Test
  void toldLeavesTheOutboxAndBecomesTheRoot() {
    StoredApp app =
        Timeline.watching("api").mattermostDown().at("02:02").sees(Seen.crashed("web.1")).app();
    Notification notification = app.outbox().notifications().getFirst();

    StoredApp told =
        DeliveryRules.delivered(app, notification, new ChannelPost(new PostId("post"), false));

    assertThat(told.outbox().notifications()).isEmpty();
    assertThat(told.rootOf(notification)).hasValue(new PostId("post"));
  }

  @Test
  void laterPostsOfAThreadAreNotItsRoot() {
    StoredApp app = Timeline.watching("api").at("02:02").sees(Seen.crashed("web.1")).app();
    Notification later = notification("later", app.state().incidents().getFirst().id());

    StoredApp told =
        DeliveryRules.delivered(app, later, new ChannelPost(new PostId("reply"), false));

    assertThat(told.rootOf(later)).hasValue(new PostId("post1"));
  }

  @Test
  void webhookNeverLearnsTheRoot() {
    StoredApp app = waiting(notification("a#1", "a"));

    Notification notification = app.outbox().notifications().getFirst();
    StoredApp told = DeliveryRules.delivered(app, notification);

    assertThat(told.outbox().notifications()).isEmpty();
    assertThat(told.rootOf(notification)).isEmpty();
  }

  @Test
  void lostRootBeginsTheThreadAnewAtOnce() {
    StoredApp app = Timeline.watching("api").at("02:02").sees(Seen.crashed("web.1")).app();
    String thread = app.state().incidents().getFirst().id();
    StoredApp waiting = waiting(app, notification("next", thread));

    StoredApp refused = refuse(waiting, "next", Refusal.ROOT, Duration.ZERO);

    assertThat(refused.rootOf(notification("next", thread))).isEmpty();
    assertThat(due(refused, NOW)).containsExactly("next");
  }

  @Test
  void channelThatCannotBeToldMovesTheWholeThreadToTheDefaultOne() {
    StoredApp app = routed();
    Incident incident = app.state().incidents().getFirst();
    StoredApp waiting =
        waiting(
            rootedInBilling(app),
            in(BILLING, notification("a", incident.id())),
            in(BILLING, notification("b", incident.id())),
            in(BILLING, notification("c", "another")));

    StoredApp moved = refuse(waiting, "a", Refusal.CHANNEL, Duration.ZERO);

    assertThat(moved.outbox().notifications())
        .extracting(notification -> notification.route().target())
        .containsExactly(BILLING.instead(), BILLING.instead(), BILLING);
    assertThat(moved.outbox().notifications().getFirst().route().mentions())
        .containsExactly("@here");
    AlertThread thread = moved.outbox().thread(incident.id()).orElseThrow();
    assertThat(thread.target()).isEqualTo(BILLING.instead());
    assertThat(thread.root().isPosted()).isFalse();
  }

  @Test
  void whatIsMovedStaysInHandAndIsNoLongerDoubtful() {
    StoredApp app = waiting(in(BILLING, notification("a#1", "a")));
    StoredApp doubtful = refuse(app, "a#1", Refusal.AMBIGUOUS, Duration.ZERO);
    StoredApp leased = DeliveryRules.leased(doubtful, NOW.plusSeconds(60), LEASE);

    StoredApp moved = refuse(leased, "a#1", Refusal.CHANNEL, Duration.ZERO);

    Delivery attempts = moved.outbox().notifications().getFirst().delivery();
    assertThat(attempts.state()).isEqualTo(new Leased(LEASE, new Waiting(NOW.plusSeconds(60))));
    assertThat(attempts.isUncertain()).isFalse();
    assertThat(attempts.refusals()).hasSize(1);
  }

  @Test
  void whatMayBeInTheOldChannelIsStillLookedForThere() {
    StoredApp app =
        waiting(in(BILLING, notification("a#1", "a")), in(BILLING, notification("a#2", "a")));
    StoredApp doubtful = refuse(app, "a#2", Refusal.AMBIGUOUS, Duration.ZERO);

    StoredApp moved = refuse(doubtful, "a#1", Refusal.CHANNEL, Duration.ZERO);

    assertThat(moved.outbox().notifications().getLast())
        .isEqualTo(doubtful.outbox().notifications().getLast());
  }

  @Test
  void whatAnotherPassHasMovedStaysAsItIs() {
    StoredApp app = routed();
    Notification asTried = app.outbox().notifications().getFirst();
    StoredApp moved = refuse(app, asTried.id().value(), Refusal.CHANNEL, Duration.ZERO);
    StoredApp told =
        DeliveryRules.delivered(
            moved,
            moved.outbox().notifications().getFirst(),
            new ChannelPost(new PostId("there"), false));

    assertThat(DeliveryRules.rerouted(told, asTried, new Refused(Refusal.CHANNEL, "reason"), NOW))
        .isEqualTo(told);
  }

  @Test
  void firstPostInAnotherChannelIsNoRootForWhatGoesElsewhere() {
    StoredApp app = routed();
    Incident incident = app.state().incidents().getFirst();
    StoredApp rooted = rootedInBilling(app);
    Notification here = in(BILLING, notification("a", incident.id()));
    Notification elsewhere = in(new Route.DefaultChannel(), notification("b", incident.id()));

    assertThat(rooted.rootOf(here)).hasValue(new PostId("there"));
    assertThat(rooted.rootOf(elsewhere)).isEmpty();
    assertThat(
            DeliveryRules.delivered(rooted, elsewhere, new ChannelPost(new PostId("post"), false)))
        .isEqualTo(rooted);
  }

  @Test
  void firstPostInAChannelThatCannotBeToldIsEditedLater() {
    StoredApp app = routed();
    Incident incident = app.state().incidents().getFirst();
    StoredApp rooted = rootedInBilling(app);
    var refused = new Refused(Refusal.CHANNEL, "reason", Duration.ZERO);

    StoredApp later =
        DeliveryRules.notEdited(rooted, new DeliveryRules.Edit.OfIncident(incident), refused, NOW);

    RootPost root = later.outbox().thread(incident.id()).orElseThrow().root();
    assertThat(root.posted().id()).isEqualTo(new PostId("there"));
    assertThat(root.edit().state()).isEqualTo(new Waiting(NOW.plusSeconds(600)));
  }

  @Test
  void whatFollowsInAMovedThreadDoesNotSaySoAgain() {
    Timeline timeline = Timeline.watching("api", routedTo(BILLING)).mattermostDown();
    StoredApp app = timeline.at("02:02").sees(Seen.crashed("web.1")).app();
    StoredApp moved =
        refuse(
            app,
            app.outbox().notifications().getFirst().id().value(),
            Refusal.CHANNEL,
            Duration.ZERO);
    StoredApp told =
        DeliveryRules.delivered(
            moved,
            moved.outbox().notifications().getFirst(),
            new ChannelPost(new PostId("post"), false));

    StoredApp reminded = timeline.with(told).at("04:02").sees(Seen.crashed("web.1")).app();

    assertThat(reminded.outbox().notifications())
        .singleElement()
        .satisfies(
            notification -> {
              assertThat(notification.route().target()).isEqualTo(new Route.DefaultChannel());
              assertThat(notification.route().mentions()).containsExactly("@here");
              assertThat(reminded.rootOf(notification)).hasValue(new PostId("post"));
            });
  }

  @ParameterizedTest
  @CsvSource({"1, 30", "2, 60", "3, 120", "4, 240", "5, 480", "6, 600", "40, 600"})
  void transientRefusalsAreTriedAgainLaterAndLater(int refusals, long seconds) {
    StoredApp app = waiting(notification("a#1", "a"));
    for (int i = 0; i < refusals; i++) {
      app = refuse(app, "a#1", Refusal.TRANSIENT, Duration.ZERO);
    }

    Delivery attempts = app.outbox().notifications().getFirst().delivery();
    assertThat(attempts.state()).isEqualTo(new Waiting(NOW.plusSeconds(seconds)));
    assertThat(attempts.attempts()).isEqualTo(refusals);
    assertThat(attempts.refusals())
        .containsExactly(
            new Delivery.PastRefusal(Refuser.MATTERMOST, "reason", refusals, NOW, NOW));
    assertThat(attempts.isUncertain()).isFalse();
  }

  @Test
  void whatMattermostAskedForIsHonoured() {
    StoredApp app = waiting(notification("a#1", "a"));

    StoredApp refused = refuse(app, "a#1", Refusal.TRANSIENT, Duration.ofSeconds(90));

    assertThat(refused.outbox().notifications().getFirst().delivery().state())
        .isEqualTo(new Waiting(NOW.plusSeconds(90)));
  }

  @Test
  void unknownEndWaitsUntilItIsSettledAndIsDoubtful() {
    StoredApp app = waiting(notification("a#1", "a"));

    StoredApp refused = refuse(app, "a#1", Refusal.AMBIGUOUS, Duration.ZERO);

    Delivery attempts = refused.outbox().notifications().getFirst().delivery();
    assertThat(attempts.isUncertain()).isTrue();
    assertThat(due(refused, NOW.plusSeconds(59))).isEmpty();
    assertThat(due(refused, NOW.plusSeconds(60))).containsExactly("a#1");
  }

  @Test
  void absentIsNoLongerDoubtful() {
    StoredApp refused =
        refuse(waiting(notification("a#1", "a")), "a#1", Refusal.AMBIGUOUS, Duration.ZERO);

    StoredApp absent = DeliveryRules.absent(refused, refused.outbox().notifications().getFirst());

    assertThat(absent.outbox().notifications().getFirst().delivery().isUncertain()).isFalse();
  }

  @Test
  void refusedPriorityIsLeftOutAtOnce() {
    StoredApp once =
        refuse(waiting(notification("a#1", "a")), "a#1", Refusal.PRIORITY, Duration.ZERO);

    assertThat(once.outbox().notifications().getFirst().delivery().form())
        .isEqualTo(Delivery.Form.WITHOUT_PRIORITY);
    assertThat(due(once, NOW)).containsExactly("a#1");
  }

  @Test
  void sameReasonIsCountedWhateverTheRequest() {
    StoredApp app = waiting(notification("a#1", "a"));
    for (int minute = 0; minute < 30; minute++) {
      Notification notification = app.outbox().notifications().getFirst();
      var refused =
          new Refused(
              Refusal.TRANSIENT,
              minute % 2 == 0 ? "503 (request r" + minute + ")" : "no answer",
              Duration.ZERO);
      app = DeliveryRules.refused(app, notification, refused, NOW.plusSeconds(60L * minute));
    }

    assertThat(app.outbox().notifications().getFirst().delivery().refusals())
        .containsExactly(
            new Delivery.PastRefusal(
                Refuser.MATTERMOST, "503 (request r28)", 15, NOW, NOW.plusSeconds(28 * 60)),
            new Delivery.PastRefusal(
                Refuser.MATTERMOST,
                "no answer",
                15,
                NOW.plusSeconds(60),
                NOW.plusSeconds(29 * 60)));
  }

  @Test
  void afterADayANoticeHasExpired() {
    Notification notification = notification("a#1", "a");

    assertThat(DeliveryRules.expired(notification, NOW.plusSeconds(86_399))).isFalse();
    assertThat(DeliveryRules.expired(notification, NOW.plusSeconds(86_400))).isTrue();
  }

  @Test
  void anEndIsGivenUpWithWhatItEndsAndWhatSaysMoreIsNot() {
    var reminder =
        new IncidentEvent.StillFailing(new ProcessType("web"), List.of(), 1, NOW, 1, NOW);
    Notification failure = notification("a#1", "a").withEvent(reminder);
    Notification end =
        notification("a#3", "a").withEvent(new VisibilityEvent.VisibleAgain(NOW, NOW));
    Notification other = notification("b#1", "b");

    assertThat(DeliveryRules.givenUpWith(waiting(failure, other, end), failure))
        .containsExactly(failure, end);
    assertThat(
            DeliveryRules.setAside(waiting(failure, other, end), List.of(failure, end))
                .outbox()
                .notifications())
        .containsExactly(other);

    Notification more = notification("a#2", "a").withEvent(reminder);
    assertThat(DeliveryRules.givenUpWith(waiting(failure, more, end), failure))
        .containsExactly(failure);
  }

  @Test
  void whatIsPutBackComesFirstInFullAndIsStillDoubtful() {
    StoredApp refused =
        refuse(waiting(notification("a#1", "a")), "a#1", Refusal.CONTENT, Duration.ZERO);
    StoredApp doubtful = refuse(refused, "a#1", Refusal.AMBIGUOUS, Duration.ZERO);
    Notification deadLetter = doubtful.outbox().notifications().getFirst();
    StoredApp aside = DeliveryRules.setAside(doubtful, List.of(deadLetter));
    assertThat(aside.outbox().notifications()).isEmpty();

    StoredApp back = DeliveryRules.putBack(waiting(aside, notification("a#2", "a")), deadLetter);

    assertThat(due(back, NOW)).as("what was taken last can still arrive").isEmpty();
    assertThat(due(back, NOW.plus(Delivery.SETTLED))).containsExactly("a#1", "a#2");
    Delivery attempts = back.outbox().notifications().getFirst().delivery();
    assertThat(attempts.form()).isEqualTo(Delivery.Form.FULL);
    assertThat(attempts.isUncertain()).isTrue();
    assertThat(DeliveryRules.putBack(back, deadLetter)).isEqualTo(back);
  }

  @Test
  void refusedContentIsTriedOnceMoreAsPlainText() {
    StoredApp once =
        refuse(waiting(notification("a#1", "a")), "a#1", Refusal.CONTENT, Duration.ZERO);
    StoredApp twice = refuse(once, "a#1", Refusal.CONTENT, Duration.ZERO);

    assertThat(once.outbox().notifications().getFirst().delivery().form())
        .isEqualTo(Delivery.Form.PLAIN);
    assertThat(due(once, NOW)).containsExactly("a#1");
    assertThat(due(twice, NOW.plusSeconds(599))).isEmpty();
    assertThat(due(twice, NOW.plusSeconds(600))).containsExactly("a#1");
  }

  @Test
  void wrongConfigurationIsTriedSlowly() {
    StoredApp refused =
        refuse(waiting(notification("a#1", "a")), "a#1", Refusal.CONFIGURATION, Duration.ZERO);

    assertThat(due(refused, NOW.plusSeconds(599))).isEmpty();
    assertThat(due(refused, NOW.plusSeconds(600))).containsExactly("a#1");
  }

  @Test
  void leaseKeepsAnOverlappingPassAway() {
    StoredApp leased = DeliveryRules.leased(waiting(notification("a#1", "a")), NOW, LEASE);

    assertThat(due(leased, NOW.plusSeconds(1))).isEmpty();
    assertThat(DeliveryRules.leased(leased, NOW.plusSeconds(1), LEASE.plusSeconds(1)))
        .isEqualTo(leased);
  }

  @Test
  void expiredLeaseIsDueOnceItIsSettledAndDoubtful() {
    StoredApp leased = DeliveryRules.leased(waiting(notification("a#1", "a")), NOW, LEASE);
    assertThat(leased.outbox().notifications().getFirst().delivery().isUncertain()).isFalse();
    assertThat(due(leased, LEASE.plusSeconds(59))).isEmpty();

    StoredApp again = DeliveryRules.leased(leased, LEASE.plusSeconds(60), LEASE.plusSeconds(160));

    assertThat(again.outbox().notifications().getFirst().delivery().isUncertain()).isTrue();
  }

  @Test
  void releasedIsDueAtOnceAndNotDoubtful() {
    StoredApp leased = DeliveryRules.leased(waiting(notification("a#1", "a")), NOW, LEASE);

    StoredApp released = DeliveryRules.released(leased, leased.outbox().notifications().getFirst());

    assertThat(due(released, NOW)).containsExactly("a#1");
    assertThat(released).isEqualTo(waiting(notification("a#1", "a")));
  }

  @Test
  void noticeKeepsItsPendingPostIdToItself() {
    assertThat(notification("a#1", "a").toString()).contains("a#1").doesNotContain("unguessable");
  }

  private static List<String> due(StoredApp app, Instant at) {
    return DeliveryRules.due(app, at).stream()
        .map(notification -> notification.id().value())
        .toList();
  }

  private static StoredApp refuse(StoredApp app, String id, Refusal kind, Duration retryAfter) {
    Notification notification = DeliveryRules.find(app, new NotificationId(id)).orElseThrow();
    return DeliveryRules.refused(app, notification, new Refused(kind, "reason", retryAfter), NOW);
  }

  private static StoredApp waiting(Notification... notifications) {
    return waiting(StoredApp.unknown(new AppName("api")), notifications);
  }

  private static StoredApp waiting(StoredApp app, Notification... notifications) {
    return app.changingOutbox(outbox -> outbox.withNotifications(Arrays.asList(notifications)));
  }

  /** A crash that waits to be told in another channel. */
  private static StoredApp routed() {
    return Timeline.watching("api", routedTo(BILLING))
        .mattermostDown()
        .at("02:02")
        .sees(Seen.crashed("web.1"))
        .app();
  }

  private static Rule routedTo(Route.Target target) {
    return Rule.DEFAULT.withRoute(new Route(target, List.of("@here"), Priority.URGENT));
  }

  /** The same app, with the root post of its only incident in that channel, and an empty outbox. */
  private static StoredApp rootedInBilling(StoredApp app) {
    String thread = app.state().incidents().getFirst().id();
    var post = new ChannelPost(new PostId("there"), false);
    return DeliveryRules.delivered(waiting(app), in(BILLING, notification("first", thread)), post);
  }

  private static Notification in(Route.Target target, Notification notification) {
    return notification.withRoute(new Route(target, List.of("@here"), Priority.URGENT));
  }

  private static Notification notification(String id, String thread) {
    var news = new Closed(new ProcessType("web"), List.of("web.1"), ClosedReason.IDLE, NOW);
    return new Notification(
        new NotificationId(id), thread, news, Route.DEFAULT, NOW, "unguessable", Delivery.NEW);
  }
}
