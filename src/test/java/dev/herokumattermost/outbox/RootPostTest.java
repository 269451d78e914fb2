package dev.herokumattermost.outbox;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.time;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.incident.IncidentStatus;
import dev.herokumattermost.incident.Timeline;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.DeliveryRules.Edit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the first post of an incident is edited, and what becomes of an edit that fails. */
class RootPostTest {
  private static final Instant NOW = time("02:04");

  private final StoredApp outdated = outdated();
  private final Incident incident = outdated.state().incidents().getFirst();

  @Test
  void anotherStatusIsAnEditAndTheSameIsNone() {
    assertThat(DeliveryRules.editsDue(outdated, NOW)).containsExactly(incident.id());
    assertThat(
            DeliveryRules.editsDue(
                DeliveryRules.edited(outdated, new Edit.OfIncident(incident)), NOW))
        .isEmpty();
  }

  @Test
  void editInHandIsLeftAloneUntilItsLeaseHasSettled() {
    StoredApp leased = DeliveryRules.leased(outdated, NOW, NOW.plusSeconds(47));

    assertThat(DeliveryRules.editsDue(leased, NOW.plusSeconds(106))).isEmpty();
    assertThat(DeliveryRules.editsDue(leased, NOW.plusSeconds(107))).hasSize(1);
    assertThat(DeliveryRules.editsDue(DeliveryRules.editReleased(leased, incident.id()), NOW))
        .hasSize(1);
  }

  @Test
  void failedEditIsTriedAgainLater() {
    StoredApp refused = refused(outdated, Refusal.TRANSIENT);

    assertThat(DeliveryRules.editsDue(refused, NOW.plusSeconds(29))).isEmpty();
    assertThat(DeliveryRules.editsDue(refused, NOW.plusSeconds(30))).hasSize(1);
  }

  @Test
  void editIsNotTriedForEver() {
    StoredApp app = outdated;
    for (int attempt = 0; attempt < 1_000; attempt++) {
      app = refused(app, Refusal.CONFIGURATION);
    }
    assertThat(app.isOutdated(incident)).isTrue();

    assertThat(refused(app, Refusal.CONFIGURATION).isOutdated(incident)).isFalse();
  }

  @Test
  void refusedWordsAreNotSentAgain() {
    assertThat(refused(outdated, Refusal.CONTENT).isOutdated(incident)).isFalse();
  }

  @Test
  void postThatIsGoneIsNoRootAnyMore() {
    StoredApp gone = refused(outdated, Refusal.ROOT);

    assertThat(gone.outbox().thread(incident.id()).orElseThrow().root().isPosted()).isFalse();
    assertThat(DeliveryRules.editsDue(gone, NOW)).isEmpty();
  }

  @Test
  void digestIsNeverEdited() {
    StoredApp failed =
        watching("api").mattermostDown().at("02:02").sees(crashed("web.1").since("02:01")).app();
    StoredApp told =
        DeliveryRules.delivered(
            failed,
            failed.outbox().notifications().getFirst(),
            new ChannelPost(new PostId("digest"), true));
    String id = told.state().incidents().getFirst().id();
    StoredApp recovering =
        told.withState(told.state().changing(id, one -> one.withPhase(new Incident.Recovering())));

    assertThat(recovering.outbox().thread(id).orElseThrow().root().posted().id())
        .isEqualTo(new PostId("digest"));
    assertThat(DeliveryRules.editsDue(recovering, NOW)).isEmpty();
  }

  @Test
  void statusSaysHowAnIncidentStands() {
    assertThat(status(new Incident.Failing())).isEqualTo(IncidentStatus.FAILING);
    assertThat(status(new Incident.Recovering())).isEqualTo(IncidentStatus.RECOVERING);
    assertThat(status(new Incident.Ended(NOW, NOW, null))).isEqualTo(IncidentStatus.RECOVERED);
    assertThat(status(new Incident.Ended(NOW, NOW, ClosedReason.IDLE)))
        .isEqualTo(IncidentStatus.CLOSED);
  }

  private IncidentStatus status(Incident.Phase phase) {
    return IncidentStatus.of(incident.withPhase(phase));
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
    assertThat(phase(timeline)).isEqualTo(new Incident.Failing());

    timeline.at("02:03:20").sees(up("web.1").born("02:02:30"), up("web.2").born("02:03")).silence();
    assertThat(phase(timeline)).isEqualTo(new Incident.Recovering());
  }

  private static Incident.Phase phase(Timeline timeline) {
    return timeline.app().state().incidents().getFirst().phase();
  }

  private StoredApp refused(StoredApp app, Refusal kind) {
    return DeliveryRules.notEdited(
        app,
        new Edit.OfIncident(app.state().incidents().getFirst()),
        new Refused(kind, "reason", Duration.ZERO),
        NOW);
  }

  private static StoredApp outdated() {
    return watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .mattermostDown()
        .at("02:03")
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:02:30"))
        .app();
  }
}
