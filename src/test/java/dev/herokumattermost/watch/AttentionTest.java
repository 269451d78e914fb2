package dev.herokumattermost.watch;

import static dev.herokumattermost.watch.Seen.crashed;
import static dev.herokumattermost.watch.Seen.up;
import static dev.herokumattermost.watch.Timeline.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.Attention.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people say by a reaction to the first post, and what it changes. */
class AttentionTest {
  private static final Attention EYES = new Attention(List.of(new Person("u1", "ada")), List.of());
  private static final Attention MUTE = new Attention(List.of(), List.of(new Person("u1", "ada")));

  @Test
  void whoeverAcknowledgesEndsTheReminders() {
    crashedAndHeard(EYES).at("03:10").sees(crashed("web.1").since("02:01"), up("web.2")).silence();
  }

  @Test
  void whoTakesItBackIsReminded() {
    crashedAndHeard(EYES)
        .at("03:10")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .silence()
        .hears(Attention.NONE)
        .at("03:12")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web still fails: web.1 crashed");
  }

  @Test
  void acknowledgedIsNotMuted() {
    crashedAndHeard(EYES)
        .at("02:06")
        .sees(crashed("web.1").since("02:01"), crashed("web.2").since("02:05"))
        .tells("web fails too: web.2 crashed");
  }

  @Test
  void mutedTellsNothingUntilItIsOver() {
    crashedAndHeard(MUTE)
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
  void nextTroubleIsHeardAgain() {
    Timeline timeline =
        crashedAndHeard(MUTE)
            .at("02:10")
            .sees(up("web.1").born("02:05"), up("web.2"))
            .tells("web recovered: web.1")
            .at("02:14")
            .sees(crashed("web.1").since("02:13"), up("web.2"))
            .tells("web fails again: web.1 crashed");

    assertThat(timeline.memory().incidents().getFirst().attention()).isEqualTo(Attention.NONE);
  }

  @Test
  void firstPostShowsWhoKnows() {
    Timeline timeline =
        crashedAndHeard(EYES).at("02:06").sees(crashed("web.1").since("02:01"), up("web.2"));

    assertThat(timeline.headlines())
        .containsExactly("edit: 🔴 **`api` `web`: 1 dyno failing** since 02:01:00 UTC, 1 crash");
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

    Attention heard = EYES.heard(reactions);

    assertThat(heard.acknowledgedBy())
        .containsExactly(new Person("u1", "ada"), new Person("u2", ""));
    assertThat(heard.mutedBy()).containsExactly(new Person("u3", ""));
    assertThat(heard.heeded()).isTrue();
    assertThat(heard.muted()).isTrue();
    assertThat(EYES.muted()).isFalse();
    assertThat(EYES.heeded()).isTrue();
    assertThat(MUTE.heeded()).isTrue();
    assertThat(Attention.NONE.heeded()).isFalse();
  }

  @Test
  void whatIsHeardOfAnotherIncidentChangesNothing() {
    Memory memory = crashedAndHeard(EYES).memory();

    assertThat(Judge.heard(memory, Map.of("another", MUTE))).isSameAs(memory);
    assertThat(Judge.heard(memory, Map.of(memory.incidents().getFirst().id(), EYES)))
        .isSameAs(memory);
  }

  private static Timeline crashedAndHeard(Attention attention) {
    return watching("api")
        .at("02:00")
        .sees(up("web.1"), up("web.2"))
        .at("02:02")
        .sees(crashed("web.1").since("02:01"), up("web.2"))
        .tells("web fails: web.1 crashed")
        .hears(attention);
  }
}
