package dev.herokumattermost.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.page.Command.Course;
import dev.herokumattermost.local.page.Command.Crash;
import dev.herokumattermost.local.page.Command.Emoji;
import dev.herokumattermost.local.page.Command.React;
import dev.herokumattermost.local.page.PostView;
import dev.herokumattermost.local.page.ReplayView;
import dev.herokumattermost.local.page.ReplayView.Mistaken;
import dev.herokumattermost.local.page.ReplayView.Mistaken.Mistake;
import dev.herokumattermost.local.page.ReplayView.Played;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private SimulatedWatch watch;

  @BeforeEach
  void play() throws Exception {
    watch = new SimulatedWatch(Map.of());
    pass();
    watch.carryOut(new Crash("api", "web.1", 1, Course.STAYS_DOWN));
    pass();
    var root = watch.services.mattermost.channel().roots().getFirst();
    watch.carryOut(new React(root.notifications().getFirst(), Emoji.EYES));
    pass();
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void byTheSameRulesTheSameIsPosted() throws Exception {
    var posted =
        watch.services.mattermost.channel().posts().stream()
            .map(post -> PostView.of(post, watch.services.mattermost.channel()).text())
            .toList();

    var played = (Played) replayed("rules: [{apps: [api]}]");

    assertThat(played.passes()).isEqualTo(3);
    assertThat(played.posts()).extracting(PostView::text).isEqualTo(posted);
  }

  @Test
  void otherRulesPostOtherwise() throws Exception {
    var urgent = (Played) replayed("rules: [{apps: [api], priority: urgent}]");
    var ignored = (Played) replayed("rules: [{apps: [api], ignore: true}]");

    assertThat(urgent.posts()).extracting(PostView::priority).containsExactly("urgent");
    assertThat(ignored.posts()).isEmpty();
  }

  @Test
  void mistakeNamesItsLineAndWhatToDo() throws Exception {
    var mistaken = (Mistaken) replayed("rules:\n  - apps: [Shop]\n    remind: often\n");

    assertThat(mistaken.mistakes())
        .extracting(Mistake::where)
        .anySatisfy(where -> assertThat(where).contains("line 3", "remind"))
        .anySatisfy(where -> assertThat(where).contains("line 2", "apps"));
    assertThat(mistaken.mistakes()).extracting(Mistake::fix).noneMatch(String::isBlank);
  }

  private ReplayView replayed(String rules) throws Exception {
    return Replay.of(watch.moments(), rules);
  }

  private void pass() {
    watch.moveTo(watch.now().plus(SimulatedWatch.EVERY));
    watch.pass(new LocalContext(_ -> {}));
  }
}
