package dev.herokumattermost.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a post calls, and where it was meant to go. */
class ReroutedNoteTest {
  @Test
  void whatIsWhereItShouldBeSaysNothing() {
    assertThat(ReroutedNote.note(new Route.DefaultChannel())).isEmpty();
    assertThat(ReroutedNote.note(new Route.NamedChannel(ChannelName.parse("ops/billing"))))
        .isEmpty();
    assertThat(ReroutedNote.noteOnSome(new Route.DefaultChannel())).isEmpty();
  }

  @Test
  void whatIsNotSaysWhereAndWhy() {
    Route.Target instead = new Route.NamedChannel(ChannelName.parse("ops/billing")).instead();

    assertThat(ReroutedNote.note(instead))
        .isEqualTo(
            "_For `ops/billing`, but the bot cannot post there: invite it or correct `channel`._");
    assertThat(ReroutedNote.noteOnSome(instead)).startsWith("_Some for `ops/billing`, but");
  }

  @Test
  void mentionsStandSideBySide() {
    assertThat(Mentions.text(List.of())).isEmpty();
    assertThat(Mentions.text(List.of("@here", "@ada", "@here"))).isEqualTo("@here @ada");
  }
}
