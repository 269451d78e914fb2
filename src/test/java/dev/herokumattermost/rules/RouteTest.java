package dev.herokumattermost.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.rules.Route.DefaultChannel;
import dev.herokumattermost.rules.Route.DefaultInsteadOf;
import dev.herokumattermost.rules.Route.NamedChannel;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Route.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  private static final ChannelName OPS = new ChannelName("team", "ops");
  private static final Target NAMED = new NamedChannel(OPS);
  private static final Target INSTEAD = new DefaultInsteadOf(OPS);
  private static final Target DEFAULT = new DefaultChannel();

  @Test
  void whatGoesToTheDefaultChannelInsteadIsInTheDefaultChannel() {
    assertThat(NAMED.instead()).isEqualTo(INSTEAD);
    assertThat(INSTEAD.plainly()).isEqualTo(DEFAULT);
    assertThat(INSTEAD.isDefault()).isTrue();
    assertThat(INSTEAD.isSameChannel(DEFAULT)).isTrue();
    assertThat(INSTEAD.describe()).isEqualTo("default");
  }

  @Test
  void namedChannelIsItselfAlone() {
    assertThat(NAMED.isDefault()).isFalse();
    assertThat(NAMED.isSameChannel(DEFAULT)).isFalse();
    assertThat(NAMED.describe()).isEqualTo("team/ops");
  }

  @Test
  void defaultChannelHasNoOtherInstead() {
    assertThat(DEFAULT.instead()).isEqualTo(DEFAULT);
    assertThat(INSTEAD.instead()).isEqualTo(INSTEAD);
  }

  @Test
  void withoutPriorityItIsAsLoud() {
    var route = new Route(NAMED, List.of("@here"), Priority.URGENT);

    assertThat(route.withoutPriority().priority()).isEqualTo(Priority.NONE);
    assertThat(route.withoutPriority().mentions()).containsExactly("@here");
    assertThat(route.quietly().mentions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"team/ops", "a1/x", "my-team/0_ops-2"})
  void channelIsNamedByItsHandles(String name) {
    assertThat(ChannelName.parse(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ops", "team/ops/x", "Team/ops", "team/Ops Alerts", "1team/ops", "t/ops", "team/"})
  void namesOnTheScreenAreRefused(String name) {
    assertThatThrownBy(() -> ChannelName.parse(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
