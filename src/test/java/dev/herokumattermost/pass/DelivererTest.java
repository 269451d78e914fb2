package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.dyno.Lookup.Unknown;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.incident.IncidentEvent.Closed;
import dev.herokumattermost.incident.Seen;
import dev.herokumattermost.incident.Timeline;
import dev.herokumattermost.outbox.ChannelPost;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.Delivery;
import dev.herokumattermost.outbox.Delivery.Form;
import dev.herokumattermost.outbox.DeliveryResult.Delivered;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryState;
import dev.herokumattermost.outbox.DeliveryState.Due;
import dev.herokumattermost.outbox.DeliveryState.Leased;
import dev.herokumattermost.outbox.DeliveryState.Uncertain;
import dev.herokumattermost.outbox.DeliveryState.Waiting;
import dev.herokumattermost.outbox.Notification;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.PostId;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an outbox in one pass, whatever the channel and the table answer. */
class DelivererTest {
  private static final AppName API = new AppName("api");
  private static final Instant NOW = ScriptedPorts.NOW;
  private static final Instant END = NOW.plusSeconds(40);
  private static final Instant SETTLED = NOW.plus(Delivery.SETTLED);
  private static final Route.Target BILLING = new Route.NamedChannel(ChannelName.parse("ops/bill"));
  private static final ChannelPost THERE = new ChannelPost(new PostId("there"), false);
  private static final Refused NO_ANSWER = new Refused(Refusal.AMBIGUOUS, "no answer");

  private final TestClock clock = new TestClock();
  private final MemoryStore store = new MemoryStore();
  private final RecordingChannel channel = new RecordingChannel();
  private final List<String> troubles = new ArrayList<>();
  private final Deliverer deliverer =
      new Deliverer(
          channel,
          store,
          Presentation.DEFAULT,
          clock,
          new Deadline(clock, END),
          troubles,
          new AppFailures(UnaryOperator.identity()));

  // The look after an end that nobody knows.

  @Test
  void postWhoseAnswerWasLostIsFoundAtOnce() throws Exception {
    channel.answers.add(NO_ANSWER);
    channel.found.add(new Known<>(Optional.of(THERE)));

    StoredApp after = deliver(notification("a#1"));

    assertThat(channel.posts).hasSize(1);
    assertThat(posted()).containsExactly("a#1");
    assertThat(after.outbox().notifications()).isEmpty();
    assertThat(troubles).isEmpty();
  }

  @Test
  void whatIsNotThereYetCanStillCome() throws Exception {
    channel.answers.add(NO_ANSWER);

    StoredApp after = deliver(notification("a#1"));

    assertThat(channel.lookedFor).hasSize(1);
    assertThat(states(after)).containsExactly(new Uncertain(SETTLED));
    assertThat(posted()).isEmpty();
  }

  @Test
  void lookWithoutAnAnswerSaysNothing() throws Exception {
    channel.answers.add(NO_ANSWER);
    channel.found.add(new Unknown<>(false, "timed out"));

    assertThat(states(deliver(notification("a#1")))).containsExactly(new Uncertain(SETTLED));
  }

  @Test
  void webhookHasNothingToLookWith() throws Exception {
    channel.webhook = true;
    channel.answers.add(NO_ANSWER);

    assertThat(states(deliver(notification("a#1")))).containsExactly(new Uncertain(SETTLED));
    assertThat(channel.lookedFor).isEmpty();
  }

  @Test
  void thereIsNoLookWhenThePassIsAlmostOver() throws Exception {
    channel.answers.add(NO_ANSWER);
    channel.duringPosts = () -> clock.advance(Duration.ofMillis(38_001));

    deliver(notification("a#1"));

    assertThat(channel.lookedFor).isEmpty();
  }

  // The look before a repeat.

  @Test
  void whatIsFoundBeforeARepeatIsNotPosted() throws Exception {
    channel.found.add(new Known<>(Optional.of(THERE)));

    StoredApp after = deliver(uncertain(notification("a#1")));

    assertThat(channel.posts).isEmpty();
    assertThat(posted()).containsExactly("a#1");
    assertThat(after.outbox().notifications()).isEmpty();
  }

  @Test
  void whatIsCertainlyAbsentIsPosted() throws Exception {
    deliver(uncertain(notification("a#1")));

    assertThat(channel.lookedFor).hasSize(1);
    assertThat(channel.posts).hasSize(1);
  }

  @Test
  void whatWasAbsentIsNoLongerUncertainWhenItsRepeatIsRefused() throws Exception {
    channel.answers.add(new Refused(Refusal.TRANSIENT, "429"));

    assertThat(states(deliver(uncertain(notification("a#1")))))
        .containsExactly(new Waiting(NOW.plusSeconds(30)));
  }

  @Test
  void webhookRepeatsWithoutALook() throws Exception {
    channel.webhook = true;

    deliver(uncertain(notification("a#1")));

    assertThat(channel.lookedFor).isEmpty();
    assertThat(posted()).containsExactly("a#1");
  }

  @Test
  void refusedLookPostsNothingMoreToThatChannelInThisPass() throws Exception {
    channel.found.add(new Unknown<>(true, "403"));

    StoredApp after =
        deliver(
            uncertain(notification("a#1")), notification("b#1"), in(BILLING, notification("c#1")));

    assertThat(posted()).containsExactly("c#1");
    assertThat(states(after)).containsExactly(new Uncertain(SETTLED), new Due());
    assertThat(troubles).containsExactly("a#1 not delivered: AMBIGUOUS, could not look: 403");
  }

  @Test
  void whatCannotBeLookedForInAGoneChannelGoesToTheDefaultOne() throws Exception {
    channel.found.add(new Unknown<>(true, "404"));

    deliver(uncertain(in(BILLING, notification("a#1"))));

    assertThat(channel.posts)
        .singleElement()
        .satisfies(post -> assertThat(post.target()).isEqualTo(BILLING.instead()));
    assertThat(posted()).containsExactly("a#1");
  }

  @Test
  void anotherChannelThatDoesNotAnswerIsNotTakenForGone() throws Exception {
    channel.found.add(new Unknown<>(false, "timed out"));

    StoredApp after = deliver(uncertain(in(BILLING, notification("a#1"))));

    assertThat(channel.posts).isEmpty();
    assertThat(states(after)).containsExactly(new Uncertain(SETTLED));
    assertThat(after.outbox().notifications().getFirst().route().target()).isEqualTo(BILLING);
  }

  // Other channels.

  @Test
  void newChannelIsSavedBeforeAnythingIsPostedThere() throws Exception {
    channel.answers.add(new Refused(Refusal.CHANNEL, "archived"));
    var saved = new ArrayList<Route.Target>();
    channel.duringPosts =
        () -> saved.add(store.apps.get(API).outbox().notifications().getFirst().route().target());

    deliver(in(BILLING, notification("a#1")));

    assertThat(saved).containsExactly(BILLING, BILLING.instead());
    assertThat(posted()).containsExactly("a#1");
  }

  @Test
  void whatComesAfterAMovedThreadIsDeliveredInTheSamePass() throws Exception {
    channel.answers.add(new Refused(Refusal.CHANNEL, "archived"));

    deliver(
        in(BILLING, notification("a#1")), in(BILLING, notification("a#2")), notification("b#1"));

    assertThat(posted()).containsExactly("a#1", "a#2", "b#1");
    assertThat(channel.posts)
        .extracting(OutgoingPost::target)
        .containsExactly(BILLING, BILLING.instead(), BILLING.instead(), Route.DEFAULT.target());
  }

  @Test
  void nothingIsPostedToTheNewChannelIfThatCannotBeSaved() throws Exception {
    channel.answers.add(new Refused(Refusal.CHANNEL, "archived"));
    store.beforeNextSave(() -> {});
    store.beforeNextSave(() -> store.failures = 1);

    deliver(in(BILLING, notification("a#1")));

    assertThat(channel.posts).hasSize(1);
    assertThat(posted()).isEmpty();
  }

  @Test
  void wrongConfigurationOfOneChannelLeavesTheOthers() throws Exception {
    channel.answers.add(new Refused(Refusal.CONFIGURATION, "401"));

    StoredApp after =
        deliver(notification("a#1"), notification("b#1"), in(BILLING, notification("c#1")));

    assertThat(posted()).containsExactly("c#1");
    assertThat(states(after)).containsExactly(new Waiting(NOW.plusSeconds(600)), new Due());
  }

  // How often, and how long.

  @Test
  void nothingIsAskedOfAServerThatFails() throws Exception {
    channel.answers.add(new Refused(Refusal.TRANSIENT, "429"));

    StoredApp after =
        deliver(notification("a#1"), notification("b#1"), in(BILLING, notification("c#1")));

    assertThat(channel.posts).hasSize(1);
    assertThat(states(after))
        .containsExactly(new Waiting(NOW.plusSeconds(30)), new Due(), new Due());
  }

  @Test
  void postIsMadeSmallerUntilItIsTaken() throws Exception {
    channel.answers.add(new Refused(Refusal.PRIORITY, "no licence"));
    channel.answers.add(new Refused(Refusal.CONTENT, "too long"));

    deliver(notification("a#1"));

    assertThat(channel.posts).hasSize(3);
    assertThat(channel.posts.getLast().post().attachments()).isEmpty();
    assertThat(posted()).containsExactly("a#1");
  }

  @Test
  void fourAttemptsAreEnoughForOnePass() throws Exception {
    for (int i = 0; i < 9; i++) {
      channel.answers.add(new Refused(Refusal.ROOT, "no such root"));
    }

    StoredApp after = deliver(notification("a#1"));

    assertThat(channel.posts).hasSize(4);
    assertThat(after.outbox().notifications().getFirst().delivery().attempts()).isEqualTo(4);
  }

  @Test
  void contentThatIsRefusedHoldsUpItsThreadAlone() throws Exception {
    for (int i = 0; i < 4; i++) {
      channel.answers.add(new Refused(Refusal.CONTENT, "rejected by a plugin"));
    }

    StoredApp after = deliver(notification("a#1"), notification("a#2"), notification("b#1"));

    assertThat(posted()).containsExactly("b#1");
    assertThat(states(after)).containsExactly(new Waiting(NOW.plusSeconds(600)), new Due());
    assertThat(after.outbox().notifications().getFirst().delivery().form()).isEqualTo(Form.PLAIN);
  }

  @Test
  void callMayTakeEightSecondsAndNoLongerThanThePass() throws Exception {
    channel.duringPosts = () -> clock.advance(Duration.ofSeconds(35));

    deliver(notification("a#1"), notification("b#1"));

    assertThat(channel.times).containsExactly(Duration.ofSeconds(8), Duration.ofSeconds(5));
  }

  @Test
  void inTheLastTwoSecondsNothingIsBegun() throws Exception {
    channel.duringPosts = () -> clock.advance(Duration.ofSeconds(38));

    StoredApp after = deliver(notification("a#1"), notification("b#1"), notification("c#1"));

    assertThat(posted()).as("with two seconds left a call is begun").containsExactly("a#1", "b#1");
    assertThat(states(after)).as("not uncertain: it was not tried").containsExactly(new Due());
  }

  @Test
  void whatThePassNoLongerFindsInTheOutboxIsLeftAlone() throws Exception {
    LeasedApp leased = leased(notification("a#1"));

    deliverer.deliver(leased.with(StoredApp.unknown(API)));

    assertThat(channel.posts).isEmpty();
  }

  // What the table has of it.

  @Test
  void deliveryIsRecordedOnWhatAnotherPassWrote() throws Exception {
    LeasedApp leased = leased(notification("a#1"));
    store.beforeNextSave(
        () ->
            store.apps.computeIfPresent(API, (_, app) -> touched(with(app, notification("b#1")))));

    StoredApp after = deliverer.deliver(leased);

    assertThat(ids(after)).containsExactly("b#1");
    assertThat(store.apps.get(API)).isEqualTo(after);
    assertThat(troubles).isEmpty();
  }

  @Test
  void afterThreeConflictsTheAppIsLeftToTheNextPass() throws Exception {
    LeasedApp leased = leased(notification("a#1"), notification("b#1"));
    for (int i = 0; i < 9; i++) {
      store.beforeNextSave(() -> store.apps.computeIfPresent(API, (_, app) -> touched(app)));
    }
    int before = store.writes();

    deliverer.deliver(leased);

    assertThat(store.writes()).isEqualTo(before + 3);
    assertThat(channel.posts).hasSize(1);
    assertThat(store.apps.get(API).outbox().notifications())
        .extracting(one -> one.delivery().state())
        .as("the lease stays, so that the next pass looks first")
        .containsExactly(new Leased(END, new Due()), new Leased(END, new Due()));
    assertThat(posted()).as("what is in the channel").containsExactly("a#1");
    assertThat(troubles)
        .containsExactly("api: a delivery could not be recorded, others write the app too");
  }

  @Test
  void appThatIsGoneFromTheTableIsNotBroughtBack() throws Exception {
    LeasedApp leased = leased(notification("a#1"));
    store.apps.clear();

    deliverer.deliver(leased);

    assertThat(store.apps).isEmpty();
    assertThat(troubles).hasSize(1);
  }

  @Test
  void nothingMoreIsPostedOfAnAppThatCannotBeSaved() throws Exception {
    LeasedApp leased = leased(notification("a#1"), notification("b#1"));
    store.failures = 1;

    deliverer.deliver(leased);

    assertThat(posted()).containsExactly("a#1");
    assertThat(channel.posts).hasSize(1);
    assertThat(troubles)
        .containsExactly("api: a delivery could not be recorded: TransactionCanceledException");
  }

  @Test
  void passThatDeliversNothingWritesOnlyThatItGaveBack() throws Exception {
    LeasedApp leased = leased(notification("a#1"));
    clock.advance(Duration.ofSeconds(39));
    int before = store.writes();

    deliverer.deliver(leased);

    assertThat(store.writes()).isEqualTo(before + 1);
    assertThat(states(store.apps.get(API))).containsExactly(new Due());
  }

  // After a day.

  @Test
  void whatCannotBeDeliveredForADayIsSetAsideWithAllItsReasons() throws Exception {
    channel.answers.add(new Refused(Refusal.TRANSIENT, "503"));

    StoredApp after = deliver(old(notification("a#1")));

    assertThat(after.outbox().notifications()).isEmpty();
    assertThat(store.deadLetters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.app()).isEqualTo(API);
              assertThat(letter.setAsideAt()).isEqualTo(NOW);
              assertThat(letter.notification().delivery().refusals())
                  .extracting(Delivery.PastRefusal::reason)
                  .containsExactly("503");
            });
    assertThat(deliverer.setAside()).extracting(NotificationId::value).containsExactly("a#1");
    assertThat(troubles).last().isEqualTo("a#1 set aside: it could not be delivered for a day");
  }

  @Test
  void lastAttemptAfterADayCanStillDeliver() throws Exception {
    deliver(old(notification("a#1")));

    assertThat(posted()).containsExactly("a#1");
    assertThat(store.deadLetters).isEmpty();
  }

  @Test
  void deadLettersKeepTheOrderOfTheOutbox() throws Exception {
    channel.answers.add(new Refused(Refusal.TRANSIENT, "503"));

    deliver(old(notification("a#1")), old(notification("b#1")), old(notification("a#2")));

    assertThat(store.deadLetters)
        .extracting(letter -> letter.notification().id().value())
        .as("of a thread together, for the second is the end of what the first reports")
        .containsExactly("a#1", "a#2", "b#1");
  }

  @Test
  void deadLettersAreKeptOnceThoughAnotherPassWasFirst() throws Exception {
    channel.answers.add(new Refused(Refusal.TRANSIENT, "503"));
    LeasedApp leased = leased(old(notification("a#1")));
    store.beforeNextSave(() -> store.apps.computeIfPresent(API, (_, app) -> touched(app)));

    deliverer.deliver(leased);

    assertThat(store.deadLetters).extracting(DeadLetter::app).containsExactly(API);
    assertThat(store.apps.get(API).outbox().notifications()).isEmpty();
  }

  @Test
  void cancelledTransactionLeavesWhatWasToBeSetAsideInTheOutbox() throws Exception {
    channel.answers.add(new Refused(Refusal.TRANSIENT, "503"));
    LeasedApp leased = leased(old(notification("a#1")));
    store.failures = 1;

    deliverer.deliver(leased);

    assertThat(store.deadLetters).isEmpty();
    assertThat(ids(store.apps.get(API))).containsExactly("a#1");
    assertThat(troubles).last().asString().contains("could not be recorded");
  }

  // Many openings in one post.

  @Test
  void fiveOpeningsAreFivePosts() throws Exception {
    deliverer.digests(openings(5));

    assertThat(channel.posts).isEmpty();
  }

  @Test
  void sixOpeningsAreOnePost() throws Exception {
    List<LeasedApp> after = deliverer.digests(openings(6));

    assertThat(channel.posts).hasSize(1);
    assertThat(channel.posts.getFirst().notifications()).hasSize(6);
    assertThat(posted()).hasSize(6);
    assertThat(after)
        .allSatisfy(
            one -> {
              assertThat(one.waiting()).isEmpty();
              assertThat(store.apps.get(one.app().app())).isEqualTo(one.app());
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatFollowsGoesBelowTheFirstPostIfItsIdIsKnown(boolean webhook) throws Exception {
    channel.webhook = webhook;
    LeasedApp opening = openings(1).getFirst();
    Notification first = opening.waiting().getFirst();

    StoredApp after = deliverer.deliver(opening);

    assertThat(posted()).hasSize(1);
    assertThat(after.rootOf(first))
        .isEqualTo(webhook ? Optional.empty() : Optional.of(new PostId("post1")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void digestIsTheFirstPostOfEachOfItsThreads(boolean webhook) throws Exception {
    channel.webhook = webhook;

    List<LeasedApp> after = deliverer.digests(openings(11));

    assertThat(after)
        .flatExtracting(one -> one.app().outbox().threads())
        .extracting(thread -> thread.root().posted())
        .hasSize(11)
        .allSatisfy(
            root -> {
              if (webhook) {
                assertThat(root).isNull();
              } else {
                assertThat(root.id()).isEqualTo(new PostId("post1"));
                assertThat(root.shared()).as("and is never edited for one of them").isTrue();
              }
            });
  }

  @Test
  void appThatIsNotRecordedIsLeftOutOfTheSecondAttempt() throws Exception {
    channel.answers.add(new Refused(Refusal.PRIORITY, "no licence"));
    List<LeasedApp> apps = openings(12);
    store.failures = 1;

    deliverer.digests(apps);

    assertThat(channel.posts)
        .extracting(post -> post.notifications().size())
        .containsExactly(12, 11);
  }

  @Test
  void digestThatIsTooLongSaysNothingAboutItsParts() throws Exception {
    channel.answers.add(new Refused(Refusal.CONTENT, "too long"));
    channel.answers.add(new Refused(Refusal.CONTENT, "too long"));

    List<LeasedApp> apps = openings(11);

    assertThat(deliverer.digests(apps)).isEqualTo(apps);
    assertThat(posted()).isEmpty();
  }

  @Test
  void digestIsTriedAgainWithoutItsPriority() throws Exception {
    channel.answers.add(new Refused(Refusal.PRIORITY, "no licence"));

    deliverer.digests(openings(11));

    assertThat(channel.posts).hasSize(2);
    assertThat(posted()).hasSize(11);
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSIENT", "AMBIGUOUS"})
  void afterADigestWithoutAnAnswerNothingIsPostedByItself(Refusal kind) throws Exception {
    channel.answers.add(new Refused(kind, "503"));

    for (LeasedApp one : deliverer.digests(openings(11))) {
      deliverer.deliver(one);
    }

    assertThat(channel.posts).hasSize(1);
    assertThat(store.apps.values())
        .flatExtracting(app -> app.outbox().notifications())
        .allMatch(one -> one.delivery().isUncertain() == (kind == Refusal.AMBIGUOUS));
  }

  @Test
  void appWhoseDigestIsNotRecordedGetsNothingMore() throws Exception {
    List<LeasedApp> apps = openings(11);
    store.failures = 1;

    for (LeasedApp one : deliverer.digests(apps)) {
      assertThat(deliverer.deliver(one)).isEqualTo(one.app());
    }

    assertThat(channel.posts).hasSize(1);
    assertThat(store.apps.values())
        .filteredOn(app -> !app.outbox().notifications().isEmpty())
        .as("its lease runs out, and the next pass looks first")
        .singleElement()
        .satisfies(app -> assertThat(states(app)).hasOnlyElementsOfType(Leased.class));
  }

  // Without a table.

  @Test
  void unstoredDeliverySaysWhatIsThereAndWhatWentWrong() throws Exception {
    channel.answers.add(new Delivered(new PostId("post1")));
    channel.answers.add(new Refused(Refusal.CONFIGURATION, "401"));

    UnstoredDelivery delivery =
        UnstoredDelivery.of(
            with(StoredApp.unknown(API), notification("a#1"), notification("b#1")),
            channel,
            Presentation.DEFAULT,
            clock,
            END);

    assertThat(delivery.posted()).extracting(NotificationId::value).containsExactly("a#1");
    assertThat(delivery.troubles()).containsExactly("b#1 not delivered: CONFIGURATION, 401");
  }

  private List<LeasedApp> openings(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            number ->
                Timeline.watching("app-" + number)
                    .mattermostDown()
                    .at("02:02")
                    .sees(Seen.crashed("web.1"))
                    .app())
        .map(app -> saved(app.withRevision(0)))
        .toList();
  }

  private StoredApp deliver(Notification... notifications) throws InterruptedException {
    return deliverer.deliver(leased(notifications));
  }

  private LeasedApp leased(Notification... notifications) {
    return saved(with(StoredApp.unknown(API), notifications));
  }

  private LeasedApp saved(StoredApp app) {
    LeasedApp leased = LeasedApp.of(app, SETTLED, END);
    try {
      return leased.with(store.save(leased.app(), List.of()).orElseThrow());
    } catch (MemoryStore.NotSaved impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static StoredApp with(StoredApp app, Notification... notifications) {
    return app.changingOutbox(outbox -> outbox.withNotifications(Arrays.asList(notifications)));
  }

  /** As another pass would leave it. */
  private static StoredApp touched(StoredApp app) {
    return app.withRevision(app.revision() + 1);
  }

  private static Notification notification(String id) {
    var event = new Closed(new ProcessType("web"), List.of("web.1"), ClosedReason.IDLE, NOW);
    String thread = id.substring(0, id.indexOf('#'));
    return new Notification(
        new NotificationId(id), thread, event, Route.DEFAULT, NOW, "unguessable", Delivery.NEW);
  }

  private static Notification old(Notification notification) {
    return notification.withAt(NOW.minus(Duration.ofHours(24)));
  }

  private static Notification uncertain(Notification notification) {
    return notification.withDelivery(notification.delivery().withState(new Uncertain(NOW)));
  }

  private static Notification in(Route.Target target, Notification notification) {
    return notification.withRoute(notification.route().to(target));
  }

  private List<String> posted() {
    return deliverer.posted().stream().map(NotificationId::value).toList();
  }

  private static List<String> ids(StoredApp app) {
    return app.outbox().notifications().stream().map(one -> one.id().value()).toList();
  }

  private static List<DeliveryState> states(StoredApp app) {
    return app.outbox().notifications().stream().map(one -> one.delivery().state()).toList();
  }
}
