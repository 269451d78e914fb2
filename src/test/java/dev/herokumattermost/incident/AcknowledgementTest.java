package dev.herokumattermost.incident;

import static dev.herokumattermost.incident.Seen.crashed;
import static dev.herokumattermost.incident.Seen.up;
import static dev.herokumattermost.incident.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.incident.Acknowledgement.Person;
import dev.herokumattermost.incident.Acknowledgement.Reaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people say by a reaction to the first post, and what it changes. */
class AcknowledgementTest {
  private static final Acknowledgement EYES =
      new Acknowledgement(List.of(new Person("u1", "ada")), List.of());
  private static final Acknowledgement MUTE =
      new Acknowledgement(List.of(), List.of(new Person("u1", "ada")));

  @Test
  void whoeverAcknowledgesEndsTheReminders() {
    crashedAndAcknowledged(EYES)
        .at("03:10")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence();
  }

  @Test
  void whoTakesItBackIsReminded() {
    crashedAndAcknowledged(EYES)
        .at("03:10")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence()
        .reacts(Acknowledgement.NONE)
        .at("03:12")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web still fails: web.1 crashed");
  }

  @Test
  void acknowledgedIsNotMuted() {
    crashedAndAcknowledged(EYES)
        .at("02:06")
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:05"))
        .tells("web fails too: web.2 crashed");
  }

  @Test
  void mutedTellsNothingUntilItIsOver() {
    crashedAndAcknowledged(MUTE)
        .at("02:06")
        .sees(crashed("web.1").since("02:05"), crashed("web.2").since("02:05"))
        .silence()
        .at("02:08")
        .sees(crashed("web.1").since("02:07"), crashed("web.2").since("02:05"))
        .silence()
        .at("03:10")
        .sees(crashed("web.1").since("02:07"), crashed("web.2").since("02:05"))
        .silence()
        .at("03:20")
        .sees(up("web.1").born("03:12"), crashed("web.2").since("02:05"))
        .silence()
        .at("03:30")
        .sees(up("web.1").born("03:12"), up("web.2").born("03:21"))
        .tells("web recovered: web.2");
  }

  @Test
  void nextFailureIsAlertedAgain() {
    Timeline timeline =
        crashedAndAcknowledged(MUTE)
            .at("02:10")
            .sees(up("web.1").born("02:05"), up("web.2"))
            .tells("web recovered: web.1")
            .at("02:14")
            .sees(crashed("web.1").since("02:13"), up("web.2"))
            .tells("web fails again: web.1 crashed");

    assertThat(timeline.app().state().incidents().getFirst().acknowledgement())
        .isEqualTo(Acknowledgement.NONE);
  }

  @Test
  void firstPostShowsWhoKnows() {
    Timeline timeline =
        crashedAndAcknowledged(EYES).at("02:06").sees(crashed("web.1").since("02:01"), up("web.2"));

    assertThat(timeline.headlines())
        .containsExactly(
            "edit: 🔴 **`api` `web`: 1 dyno failing** — since 02:01 UTC, 1 crash · `web.1`");
    timeline.at("02:08").sees(crashed("web.1").since("02:01"), up("web.2"));
    assertThat(timeline.headlines()).isEmpty();
  }

  @Test
  void reactionsAreReadByTheirNameAndPeopleKeepTheirs() {
    var reactions =
        List.of(
            new Reaction("u1", "eyes", Instant.EPOCH),
            new Reaction("u2", "eyes", Instant.EPOCH),
            new Reaction("u3", "mute", Instant.EPOCH),
            new Reaction("u4", "tada", Instant.EPOCH));

    Acknowledgement acknowledged = EYES.from(reactions);

    assertThat(acknowledged.acknowledgedBy())
        .containsExactly(new Person("u1", "ada"), new Person("u2", ""));
    assertThat(acknowledged.mutedBy()).containsExactly(new Person("u3", ""));
    assertThat(acknowledged.acknowledged()).isTrue();
    assertThat(acknowledged.muted()).isTrue();
    assertThat(EYES.muted()).isFalse();
    assertThat(EYES.acknowledged()).isTrue();
    assertThat(MUTE.acknowledged()).isTrue();
    assertThat(Acknowledgement.NONE.acknowledged()).isFalse();
  }

  @Test
  void acknowledgementOfAnotherIncidentChangesNothing() {
    AppState state = crashedAndAcknowledged(EYES).app().state();

    assertThat(state.acknowledged(Map.of("another", MUTE))).isEqualTo(state);
    assertThat(state.acknowledged(Map.of(state.incidents().getFirst().id(), EYES)))
        .isEqualTo(state);
  }

  private static Timeline crashedAndAcknowledged(Acknowledgement acknowledgement) {
    return watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed")
        .reacts(acknowledgement);
  }
}
