package dev.herokumattermost.watch;

import static dev.herokumattermost.watch.Seen.crashed;
import static dev.herokumattermost.watch.Seen.up;
import static dev.herokumattermost.watch.Timeline.time;
import static dev.herokumattermost.watch.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the first post of an incident is edited, and what becomes of an edit that fails. */
class RootTest {
  private static final Instant NOW = time("02:04");

  private final Memory outdated = outdated();
  private final Incident incident = outdated.incidents().getFirst();

  @Test
  void anotherFaceIsAnEditAndTheSameIsNone() {
    assertThat(Dispatch.editsDue(outdated, NOW)).containsExactly(incident.id());
    assertThat(Dispatch.editsDue(Dispatch.edited(outdated, incident), NOW)).isEmpty();
  }

  @Test
  void editInHandIsLeftAloneUntilItsLeaseHasSettled() {
    Memory leased = Dispatch.leased(outdated, NOW, NOW.plusSeconds(47));

    assertThat(Dispatch.editsDue(leased, NOW.plusSeconds(106))).isEmpty();
    assertThat(Dispatch.editsDue(leased, NOW.plusSeconds(107))).hasSize(1);
    assertThat(Dispatch.editsDue(Dispatch.editReleased(leased, incident), NOW)).hasSize(1);
  }

  @Test
  void failedEditIsTriedAgainLater() {
    Memory refused = refused(outdated, Refusal.TRANSIENT);

    assertThat(Dispatch.editsDue(refused, NOW.plusSeconds(29))).isEmpty();
    assertThat(Dispatch.editsDue(refused, NOW.plusSeconds(30))).hasSize(1);
  }

  @Test
  void editIsNotTriedForEver() {
    Memory memory = outdated;
    for (int attempt = 0; attempt < 150; attempt++) {
      memory = refused(memory, Refusal.CONFIGURATION);
    }
    assertThat(memory.incidents().getFirst().outdated()).isTrue();

    assertThat(refused(memory, Refusal.CONFIGURATION).incidents().getFirst().outdated()).isFalse();
  }

  @Test
  void refusedWordsAreNotSentAgain() {
    assertThat(refused(outdated, Refusal.CONTENT).incidents().getFirst().outdated()).isFalse();
  }

  @Test
  void postThatIsGoneIsNoRootAnyMore() {
    Memory gone = refused(outdated, Refusal.ROOT);

    assertThat(gone.rootOf(incident.id()).isKnown()).isFalse();
    assertThat(Dispatch.editsDue(gone, NOW)).isEmpty();
  }

  @Test
  void digestIsNeverEdited() {
    Memory failed =
        watching("api").mattermostDown().at("02:02").sees(crashed("web.1").since("02:01")).memory();
    Memory told =
        Dispatch.told(failed, failed.outbox().getFirst(), new Posted(new PostId("digest"), true));
    Memory muted = told.changing(told.incidents().getFirst().id(), one -> one.recovering(true));

    assertThat(muted.rootOf(muted.incidents().getFirst().id())).isEqualTo(new PostId("digest"));
    assertThat(Dispatch.editsDue(muted, NOW)).isEmpty();
  }

  @Test
  void faceTellsHowItStands() {
    Incident open = incident.recovering(false);

    assertThat(Face.of(open)).isEqualTo(Face.FAILING);
    assertThat(Face.of(open.recovering(true))).isEqualTo(Face.RECOVERING);
    assertThat(Face.of(open.ended(NOW, NOW, null))).isEqualTo(Face.RECOVERED);
    assertThat(Face.of(open.ended(NOW, NOW, News.Ending.IDLE))).isEqualTo(Face.CLOSED);
    assertThat(Face.shown(open)).startsWith("FAILING ").endsWith(" 2 2 - [] []");
  }

  @Test
  void recoveringIsWhenAllAreUpButNoneForLong() {
    Timeline timeline =
        watching("api")
            .at("02:00")
            .sees(up("web.1"), up("web.2"))
            .at("02:02")
            .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:01"))
            .at("02:03")
            .sees(up("web.1").born("02:02:30"), crashed("web.2").since("02:01"));
    assertThat(timeline.memory().incidents().getFirst().recovering()).isFalse();

    timeline.at("02:03:20").sees(up("web.1").born("02:02:30"), up("web.2").born("02:03")).silence();
    assertThat(timeline.memory().incidents().getFirst().recovering()).isTrue();
  }

  private Memory refused(Memory memory, Refusal kind) {
    return Dispatch.notEdited(
        memory, memory.incidents().getFirst(), new Refused(kind, "reason", Duration.ZERO), NOW);
  }

  private static Memory outdated() {
    return watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .mattermostDown()
        .at("02:03")
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:02:30"))
        .memory();
  }
}
