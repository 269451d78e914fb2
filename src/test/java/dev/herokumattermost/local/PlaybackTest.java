package dev.herokumattermost.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.page.Command.Course;
import dev.herokumattermost.local.page.Command.Crash;
import dev.herokumattermost.local.page.PageState;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaybackTest {
  private final PageState state = new PageState();
  private SimulatedWatch watch;
  private Playback playback;

  @BeforeEach
  void start() throws Exception {
    watch = new SimulatedWatch(Map.of());
    playback = new Playback(watch, state);
  }

  @AfterEach
  void stop() {
    playback.close();
    watch.close();
  }

  @Test
  void showsWhatAPassFoundAndWhatItPosted() throws Exception {
    playback.tryPass();
    playback.carryOut(new Crash("api", "web.1", 1, Course.STAYS_DOWN));
    playback.tryPass();

    assertThat(ShownPage.of(state, playback))
        .contains("\"state\":\"crashed\"", "web.1 failed, crashed", "1 of 2 dynos crashed");
    assertThat(playback.details(2).apps())
        .singleElement()
        .satisfies(
            app -> {
              assertThat(app.item()).contains("\"kind\" : \"failing\"");
              assertThat(app.log()).last().asString().contains("to crashed");
            });
  }

  @Test
  void passThatFailsIsShownAndTheNextOneRuns() throws Exception {
    playback.tryPass();
    watch.services.dynamo.close();
    playback.tryPass();
    playback.tryPass();

    assertThat(ShownPage.of(state, playback)).contains("\"number\":3", "The pass failed: ");
  }
}
