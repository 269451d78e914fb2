package dev.herokumattermost.watch;

import static dev.herokumattermost.watch.Timeline.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.Address.Priority;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.News.Closed;
import dev.herokumattermost.watch.News.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How notices leave an outbox. */
class DispatchTest {
  private static final Instant NOW = time("02:02");
  private static final Instant LEASE = time("02:03:40");
  private static final Destination BILLING = Destination.of("ops/billing");

  @Test
  void everythingUntriedIsDueInOrder() {
    Memory memory = waiting(notice("a#1", "a"), notice("b#1", "b"), notice("a#2", "a"));

    assertThat(due(memory, NOW)).containsExactly("a#1", "b#1", "a#2");
  }

  @Test
  void nothingOvertakesAnEarlierNoticeOfItsThread() {
    Memory memory = waiting(notice("a#1", "a"), notice("b#1", "b"), notice("a#2", "a"));

    Memory refused = refuse(memory, "a#1", Refusal.TRANSIENT, Duration.ZERO);

    assertThat(due(refused, NOW)).containsExactly("b#1");
    assertThat(due(refused, NOW.plusSeconds(30))).containsExactly("a#1", "b#1", "a#2");
  }

  @Test
  void toldLeavesTheOutboxAndBecomesTheRoot() {
    Memory memory =
        Timeline.watching("api").mattermostDown().at("02:02").sees(Seen.crashed("web.1")).memory();
    Notice notice = memory.outbox().getFirst();

    Memory told = Dispatch.told(memory, notice, new Posted(new PostId("post"), false));

    assertThat(told.outbox()).isEmpty();
    assertThat(told.rootOf(notice.thread())).isEqualTo(new PostId("post"));
  }

  @Test
  void laterPostsOfAThreadAreNotItsRoot() {
    Memory memory = Timeline.watching("api").at("02:02").sees(Seen.crashed("web.1")).memory();
    Notice later = notice("later", memory.incidents().getFirst().id());

    Memory told = Dispatch.told(memory, later, new Posted(new PostId("reply"), false));

    assertThat(told.rootOf(later.thread())).isEqualTo(new PostId("post1"));
  }

  @Test
  void webhookNeverLearnsTheRoot() {
    Memory memory = waiting(notice("a#1", "a"));

    Memory told =
        Dispatch.told(memory, memory.outbox().getFirst(), new Posted(PostId.UNKNOWN, false));

    assertThat(told.outbox()).isEmpty();
    assertThat(told.rootOf("a").isKnown()).isFalse();
  }

  @Test
  void lostRootBeginsTheThreadAnewAtOnce() {
    Memory memory = Timeline.watching("api").at("02:02").sees(Seen.crashed("web.1")).memory();
    String thread = memory.incidents().getFirst().id();
    Memory waiting = memory.withOutbox(List.of(notice("next", thread)));

    Memory refused = refuse(waiting, "next", Refusal.ROOT, Duration.ZERO);

    assertThat(refused.rootOf(thread).isKnown()).isFalse();
    assertThat(due(refused, NOW)).containsExactly("next");
  }

  @Test
  void channelThatCannotBeToldMovesTheWholeThreadToTheDefaultOne() {
    Memory memory = routed();
    Incident incident = memory.incidents().getFirst();
    Memory rooted = memory.changing(incident.id(), DispatchTest::rootedInBilling);
    Memory waiting =
        rooted.withOutbox(
            List.of(
                in(BILLING, notice("a", incident.id())),
                in(BILLING, notice("b", incident.id())),
                in(BILLING, notice("c", "another"))));

    Memory moved = refuse(waiting, "a", Refusal.CHANNEL, Duration.ZERO);

    assertThat(moved.outbox())
        .extracting(notice -> notice.address().destination())
        .containsExactly(BILLING.instead(), BILLING.instead(), BILLING);
    assertThat(moved.outbox().getFirst().address().mentions()).containsExactly("@here");
    assertThat(moved.incidents().getFirst().destination()).isEqualTo(BILLING.instead());
    assertThat(moved.rootOf(incident.id()).isKnown()).isFalse();
  }

  @Test
  void whatIsMovedStaysInHandAndIsNoLongerDoubtful() {
    Memory memory = waiting(in(BILLING, notice("a#1", "a")));
    Memory doubtful = refuse(memory, "a#1", Refusal.AMBIGUOUS, Duration.ZERO);
    Memory leased = Dispatch.leased(doubtful, NOW.plusSeconds(60), LEASE);

    Memory moved = refuse(leased, "a#1", Refusal.CHANNEL, Duration.ZERO);

    Attempts attempts = moved.outbox().getFirst().attempts();
    assertThat(attempts.leasedUntil()).isEqualTo(LEASE);
    assertThat(attempts.doubtful()).isFalse();
    assertThat(attempts.troubles()).hasSize(1);
  }

  @Test
  void whatMayBeInTheOldChannelIsStillLookedForThere() {
    Memory memory = waiting(in(BILLING, notice("a#1", "a")), in(BILLING, notice("a#2", "a")));
    Memory doubtful = refuse(memory, "a#2", Refusal.AMBIGUOUS, Duration.ZERO);

    Memory moved = refuse(doubtful, "a#1", Refusal.CHANNEL, Duration.ZERO);

    assertThat(moved.outbox().getLast()).isEqualTo(doubtful.outbox().getLast());
  }

  @Test
  void whatAnotherPassHasMovedStaysAsItIs() {
    Memory memory = routed();
    Notice asTried = memory.outbox().getFirst();
    Memory moved = refuse(memory, asTried.id().value(), Refusal.CHANNEL, Duration.ZERO);
    Memory told =
        Dispatch.told(moved, moved.outbox().getFirst(), new Posted(new PostId("there"), false));

    assertThat(Dispatch.rerouted(told, asTried, "reason", NOW)).isEqualTo(told);
  }

  @Test
  void firstPostInAnotherChannelIsNoRootForWhatGoesElsewhere() {
    Memory memory = routed();
    Incident incident = memory.incidents().getFirst();
    Memory rooted = memory.changing(incident.id(), DispatchTest::rootedInBilling);
    Notice here = in(BILLING, notice("a", incident.id()));
    Notice elsewhere = in(Destination.DEFAULT, notice("b", incident.id()));

    assertThat(rooted.rootOf(here)).isEqualTo(new PostId("there"));
    assertThat(rooted.rootOf(elsewhere).isKnown()).isFalse();
    assertThat(Dispatch.told(rooted, elsewhere, new Posted(new PostId("post"), false)))
        .isEqualTo(rooted.withOutbox(memory.outbox()));
  }

  @Test
  void firstPostInAChannelThatCannotBeToldIsEditedLater() {
    Memory memory = routed();
    Incident incident = rootedInBilling(memory.incidents().getFirst());
    Memory rooted = memory.changing(incident.id(), _ -> incident);
    var refused = new Refused(Refusal.CHANNEL, "reason", Duration.ZERO);

    Memory later = Dispatch.notEdited(rooted, incident, refused, NOW);

    assertThat(later.rootOf(incident.id())).isEqualTo(new PostId("there"));
    assertThat(later.incidents().getFirst().root().edit().nextAt()).isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void whatFollowsInAMovedThreadDoesNotSaySoAgain() {
    Timeline timeline = Timeline.watching("api", routedTo(BILLING)).mattermostDown();
    Memory memory = timeline.at("02:02").sees(Seen.crashed("web.1")).memory();
    Memory moved =
        refuse(memory, memory.outbox().getFirst().id().value(), Refusal.CHANNEL, Duration.ZERO);
    Memory told =
        Dispatch.told(moved, moved.outbox().getFirst(), new Posted(new PostId("post"), false));

    Memory reminded = timeline.remembering(told).at("04:02").sees(Seen.crashed("web.1")).memory();

    assertThat(reminded.outbox())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.address().destination()).isEqualTo(Destination.DEFAULT);
              assertThat(notice.address().mentions()).containsExactly("@here");
              assertThat(reminded.rootOf(notice)).isEqualTo(new PostId("post"));
            });
  }

  @ParameterizedTest
  @CsvSource({"1, 30", "2, 60", "3, 120", "4, 240", "5, 480", "6, 600", "40, 600"})
  void transientRefusalsAreTriedAgainLaterAndLater(int refusals, long seconds) {
    Memory memory = waiting(notice("a#1", "a"));
    for (int i = 0; i < refusals; i++) {
      memory = refuse(memory, "a#1", Refusal.TRANSIENT, Duration.ZERO);
    }

    Attempts attempts = memory.outbox().getFirst().attempts();
    assertThat(attempts.nextAt()).isEqualTo(NOW.plusSeconds(seconds));
    assertThat(attempts.count()).isEqualTo(refusals);
    assertThat(attempts.troubles())
        .containsExactly(new Attempts.Trouble("reason", refusals, NOW, NOW));
    assertThat(attempts.doubtful()).isFalse();
  }

  @Test
  void whatMattermostAskedForIsHonoured() {
    Memory memory = waiting(notice("a#1", "a"));

    Memory refused = refuse(memory, "a#1", Refusal.TRANSIENT, Duration.ofSeconds(90));

    assertThat(refused.outbox().getFirst().attempts().nextAt()).isEqualTo(NOW.plusSeconds(90));
  }

  @Test
  void unknownEndWaitsUntilItIsSettledAndIsDoubtful() {
    Memory memory = waiting(notice("a#1", "a"));

    Memory refused = refuse(memory, "a#1", Refusal.AMBIGUOUS, Duration.ZERO);

    Attempts attempts = refused.outbox().getFirst().attempts();
    assertThat(attempts.doubtfulSince()).isEqualTo(NOW);
    assertThat(due(refused, NOW.plusSeconds(59))).isEmpty();
    assertThat(due(refused, NOW.plusSeconds(60))).containsExactly("a#1");
  }

  @Test
  void absentIsNoLongerDoubtful() {
    Memory refused = refuse(waiting(notice("a#1", "a")), "a#1", Refusal.AMBIGUOUS, Duration.ZERO);

    Memory absent = Dispatch.absent(refused, refused.outbox().getFirst());

    assertThat(absent.outbox().getFirst().attempts().doubtful()).isFalse();
  }

  @Test
  void refusedPriorityIsLeftOutAtOnce() {
    Memory once = refuse(waiting(notice("a#1", "a")), "a#1", Refusal.PRIORITY, Duration.ZERO);

    assertThat(once.outbox().getFirst().attempts().form())
        .isEqualTo(Attempts.Form.WITHOUT_PRIORITY);
    assertThat(due(once, NOW)).containsExactly("a#1");
  }

  @Test
  void sameReasonIsCountedWhateverTheRequest() {
    Memory memory = waiting(notice("a#1", "a"));
    for (int minute = 0; minute < 30; minute++) {
      Notice notice = memory.outbox().getFirst();
      var refused =
          new Refused(
              Refusal.TRANSIENT,
              minute % 2 == 0 ? "503 (request r" + minute + ")" : "no answer",
              Duration.ZERO);
      memory = Dispatch.refused(memory, notice, refused, NOW.plusSeconds(60L * minute));
    }

    assertThat(memory.outbox().getFirst().attempts().troubles())
        .containsExactly(
            new Attempts.Trouble("503 (request r28)", 15, NOW, NOW.plusSeconds(28 * 60)),
            new Attempts.Trouble("no answer", 15, NOW.plusSeconds(60), NOW.plusSeconds(29 * 60)));
  }

  @Test
  void afterADayANoticeHasExpired() {
    Notice notice = notice("a#1", "a");

    assertThat(Dispatch.expired(notice, NOW.plusSeconds(86_399))).isFalse();
    assertThat(Dispatch.expired(notice, NOW.plusSeconds(86_400))).isTrue();
  }

  @Test
  void anEndIsGivenUpWithWhatItEndsAndWhatSaysMoreIsNot() {
    var reminder = new News.Reminder(new ProcessType("web"), List.of(), NOW, 1);
    Notice failure = notice("a#1", "a").telling(reminder);
    Notice end = notice("a#3", "a").telling(new News.SightRestored(NOW, NOW));
    Notice other = notice("b#1", "b");

    assertThat(Dispatch.givenUpWith(waiting(failure, other, end), failure))
        .containsExactly(failure, end);
    assertThat(Dispatch.setAside(waiting(failure, other, end), List.of(failure, end)).outbox())
        .containsExactly(other);

    Notice more = notice("a#2", "a").telling(reminder);
    assertThat(Dispatch.givenUpWith(waiting(failure, more, end), failure)).containsExactly(failure);
  }

  @Test
  void whatIsPutBackComesFirstInFullAndIsStillDoubtful() {
    Memory refused = refuse(waiting(notice("a#1", "a")), "a#1", Refusal.CONTENT, Duration.ZERO);
    Memory doubtful = refuse(refused, "a#1", Refusal.AMBIGUOUS, Duration.ZERO);
    Notice letter = doubtful.outbox().getFirst();
    Memory aside = Dispatch.setAside(doubtful, List.of(letter));
    assertThat(aside.outbox()).isEmpty();

    Memory back = Dispatch.putBack(aside.withOutbox(List.of(notice("a#2", "a"))), letter);

    assertThat(due(back, NOW)).containsExactly("a#1", "a#2");
    Attempts attempts = back.outbox().getFirst().attempts();
    assertThat(attempts.form()).isEqualTo(Attempts.Form.FULL);
    assertThat(attempts.doubtful()).isTrue();
    assertThat(Dispatch.putBack(back, letter)).isEqualTo(back);
  }

  @Test
  void refusedContentIsTriedOnceMoreAsPlainText() {
    Memory once = refuse(waiting(notice("a#1", "a")), "a#1", Refusal.CONTENT, Duration.ZERO);
    Memory twice = refuse(once, "a#1", Refusal.CONTENT, Duration.ZERO);

    assertThat(once.outbox().getFirst().attempts().form()).isEqualTo(Attempts.Form.PLAIN);
    assertThat(due(once, NOW)).containsExactly("a#1");
    assertThat(due(twice, NOW.plusSeconds(599))).isEmpty();
    assertThat(due(twice, NOW.plusSeconds(600))).containsExactly("a#1");
  }

  @Test
  void wrongConfigurationIsTriedSlowly() {
    Memory refused =
        refuse(waiting(notice("a#1", "a")), "a#1", Refusal.CONFIGURATION, Duration.ZERO);

    assertThat(due(refused, NOW.plusSeconds(599))).isEmpty();
    assertThat(due(refused, NOW.plusSeconds(600))).containsExactly("a#1");
  }

  @Test
  void leaseKeepsAnOverlappingPassAway() {
    Memory leased = Dispatch.leased(waiting(notice("a#1", "a")), NOW, LEASE);

    assertThat(due(leased, NOW.plusSeconds(1))).isEmpty();
    assertThat(Dispatch.leased(leased, NOW.plusSeconds(1), LEASE.plusSeconds(1))).isEqualTo(leased);
  }

  @Test
  void expiredLeaseIsDueOnceItIsSettledAndDoubtful() {
    Memory leased = Dispatch.leased(waiting(notice("a#1", "a")), NOW, LEASE);
    assertThat(leased.outbox().getFirst().attempts().doubtful()).isFalse();
    assertThat(due(leased, LEASE.plusSeconds(59))).isEmpty();

    Memory again = Dispatch.leased(leased, LEASE.plusSeconds(60), LEASE.plusSeconds(160));

    assertThat(again.outbox().getFirst().attempts().doubtfulSince()).isEqualTo(LEASE);
  }

  @Test
  void releasedIsDueAtOnceAndNotDoubtful() {
    Memory leased = Dispatch.leased(waiting(notice("a#1", "a")), NOW, LEASE);

    Memory released = Dispatch.released(leased, leased.outbox().getFirst());

    assertThat(due(released, NOW)).containsExactly("a#1");
    assertThat(released).isEqualTo(waiting(notice("a#1", "a")));
  }

  @Test
  void noticeKeepsItsPendingPostIdToItself() {
    assertThat(notice("a#1", "a").toString()).contains("a#1").doesNotContain("unguessable");
  }

  private static List<String> due(Memory memory, Instant at) {
    return Dispatch.due(memory, at).stream().map(notice -> notice.id().value()).toList();
  }

  private static Memory refuse(Memory memory, String id, Refusal kind, Duration retryAfter) {
    Notice notice = Dispatch.find(memory, new NoticeId(id)).orElseThrow();
    return Dispatch.refused(memory, notice, new Refused(kind, "reason", retryAfter), NOW);
  }

  private static Memory waiting(Notice... notices) {
    return Memory.nothing(new AppName("api")).withOutbox(Arrays.asList(notices));
  }

  /** A crash that waits to be told in another channel. */
  private static Memory routed() {
    return Timeline.watching("api", routedTo(BILLING))
        .mattermostDown()
        .at("02:02")
        .sees(Seen.crashed("web.1"))
        .memory();
  }

  private static Rule routedTo(Destination destination) {
    Rule rule = Rule.DEFAULT;
    return new Rule(
        rule.apps(),
        rule.processes(),
        rule.alertOn(),
        rule.ignore(),
        rule.quietInMaintenance(),
        rule.steadyFor(),
        rule.reminders(),
        rule.crashLoop(),
        new Address(destination, List.of("@here"), Priority.URGENT),
        rule.logLines());
  }

  private static Incident rootedInBilling(Incident incident) {
    return incident.having(
        incident.root().at(new Posted(new PostId("there"), false), notice("first", incident.id())));
  }

  private static Notice in(Destination destination, Notice notice) {
    return notice.to(new Address(destination, List.of("@here"), Priority.URGENT));
  }

  private static Notice notice(String id, String thread) {
    var news = new Closed(new ProcessType("web"), List.of("web.1"), Ending.IDLE, NOW);
    return new Notice(
        new NoticeId(id), thread, news, Address.DEFAULT, NOW, "unguessable", Attempts.NONE);
  }
}
