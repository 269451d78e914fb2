package dev.herokumattermost.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.watch.Destination;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a post calls, and where it was meant to go. */
class ReroutedTest {
  @Test
  void whatIsWhereItShouldBeSaysNothing() {
    assertThat(Rerouted.note(Destination.DEFAULT)).isEmpty();
    assertThat(Rerouted.note(Destination.of("ops/billing"))).isEmpty();
    assertThat(Rerouted.noteOnSome(Destination.DEFAULT)).isEmpty();
  }

  @Test
  void whatIsNotSaysWhereAndWhy() {
    Destination instead = Destination.of("ops/billing").instead();

    assertThat(Rerouted.note(instead))
        .isEqualTo(
            "_Meant for `ops/billing`, which cannot be told: it does not exist, is archived, or does"
                + " not let us in._");
    assertThat(Rerouted.noteOnSome(instead)).startsWith("_Some of this is meant for `ops/billing`");
  }

  @Test
  void nameOfAChannelCannotSpoilTheLine() {
    assertThat(Rerouted.note(new Destination("", "ops/`@all")))
        .startsWith("_Meant for `ops/'@all`,");
  }

  @Test
  void mentionsStandSideBySide() {
    assertThat(Mentions.text(List.of())).isEmpty();
    assertThat(Mentions.text(List.of("@here", "@ada", "@here"))).isEqualTo("@here @ada");
  }
}
