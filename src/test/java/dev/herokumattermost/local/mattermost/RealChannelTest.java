package dev.herokumattermost.local.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.function.Surroundings;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.mattermost.RealChannel.Unreadable;
import dev.herokumattermost.local.page.ChannelView;
import dev.herokumattermost.rules.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Here the real one is simulated. */
class RealChannelTest {
  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T02:00:00Z"));
  private final SimulatedMattermost mattermost = around.mattermost;
  private final RealChannel channel = channel(mattermost.token());

  @BeforeEach
  void postSomething() {
    var function = new WatchFunction(around.environment(), around.clock, around.table, _ -> {});
    LocalInvocation.invoke(function, Map.of(), new LocalContext(_ -> {}));
    around.api.crashStaying("web.1", 1);
    around.advance(Duration.ofMinutes(2));
    LocalInvocation.invoke(function, Map.of(), new LocalContext(_ -> {}));
  }

  @AfterEach
  void stop() {
    around.close();
  }

  private RealChannel channel(Secret token) {
    return new RealChannel(mattermost.uri(), token, new ChannelName("ops", "alerts"));
  }

  @Test
  void showsWhatTheWatchHasPostedAsItWas() throws Exception {
    channel.refresh();

    assertThat(new ChannelView(channel).posts().values())
        .usingRecursiveComparison()
        .isEqualTo(new ChannelView(mattermost.channel()).posts().values())
        .isNotEqualTo(Map.of().values());
  }

  @Test
  void showsNobodyElsesPosts() throws Exception {
    mattermost.post(mattermost.ada(), "a secret among colleagues");
    channel.refresh();

    assertThat(channel.posts()).hasSize(1).noneMatch(post -> post.message().contains("secret"));
  }

  @Test
  void keepsWhatItKnowsWhenMattermostDoesNotAnswer() throws Exception {
    channel.refresh();
    mattermost.faults().once("GET", Fault.proxyPage(200));

    assertThatThrownBy(channel::refresh).isInstanceOf(Unreadable.class);
    assertThat(channel.posts()).hasSize(1);
  }

  @Test
  void refusalNamesTheStatusAndNotTheToken() {
    assertThatThrownBy(() -> channel(new Secret("wrong-token")).refresh())
        .isInstanceOf(Unreadable.class)
        .hasMessage("Mattermost answers 401");
  }
}
