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
            "_Meant for `ops/billing`, which cannot be told: it does not exist, is archived, or does"
                + " not let us in._");
    assertThat(ReroutedNote.noteOnSome(instead))
        .startsWith("_Some of this is meant for `ops/billing`");
  }

  @Test
  void mentionsStandSideBySide() {
    assertThat(Mentions.text(List.of())).isEmpty();
    assertThat(Mentions.text(List.of("@here", "@ada", "@here"))).isEqualTo("@here @ada");
  }
}
