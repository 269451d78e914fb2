package dev.herokumattermost.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.function.Surroundings;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.local.page.Command;
import dev.herokumattermost.local.page.Controls.Refused;
import dev.herokumattermost.local.page.PlaybackView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page over services that are not its own; here they are simulated as well. */
class RealViewTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  private final Surroundings yours = new Surroundings(NOW);
  private final SimulatedMattermost instead = new SimulatedMattermost(yours.clock);
  private final RealView view =
      new RealView(
          PlaybackView.Services.YOURS_DRY,
          instead.channel().fullName(),
          new StoredItems(yours.table, Surroundings.TABLE),
          "default",
          Optional.of(instead.channel()),
          Duration.ofMinutes(2));

  @AfterEach
  void stop() {
    instead.close();
    yours.close();
  }

  @Test
  void rehearsalPostsOnlyToThePage() throws Exception {
    crashOf("an ordinary line");

    assertThat(yours.posts()).isEmpty();
    assertThat(ShownPage.of(view.state(), view))
        .contains("\"services\":\"YOURS_DRY\"", "\"state\":\"crashed\"", "1 of 2 dynos crashed");
  }

  @Test
  void noSecretReachesThePage() throws Exception {
    crashOf("postgres://api:hunter2@10.0.3.7/api");

    String everything = ShownPage.of(view.state(), view) + view.details(2);
    assertThat(everything).contains("web.1").contains("[redacted]");
    assertThat(everything)
        .doesNotContain(
            "hunter2",
            Surroundings.HEROKU_TOKEN,
            yours.mattermost.token().reveal(),
            instead.token().reveal(),
            "pendingPostId");
  }

  @Test
  void nothingCanBeChanged() {
    assertThatThrownBy(() -> view.carryOut(new Command.Deploy("api"))).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> view.replay("rules: []")).isInstanceOf(Refused.class);
  }

  @Test
  void rehearsalHasNothingOfYourMattermostAndNoHeartbeat() {
    Map<String, String> environment = yours.environment();
    environment.put("MATTERMOST_WEBHOOK_URL", "https://chat.example.com/hooks/x");
    environment.put("HEARTBEAT_URL", "https://example.com/beat");

    assertThat(RealWatch.toldTo(instead, environment))
        .containsEntry("MATTERMOST_URL", instead.uri().toString())
        .containsEntry("HEROKU_APPS", "api,shop")
        .doesNotContainKeys("MATTERMOST_WEBHOOK_URL", "HEARTBEAT_URL");
  }

  private void crashOf(String logged) {
    var function =
        new WatchFunction(
            RealWatch.toldTo(instead, yours.environment()), yours.clock, yours.table, _ -> {});
    pass(function);
    yours.api.print("web.1", logged);
    yours.api.crashStaying("web.1", 1);
    yours.advance(Duration.ofMinutes(2));
    pass(function);
  }

  private void pass(WatchFunction function) {
    view.add(
        yours.clock.instant(),
        LocalInvocation.invoke(function, Map.of(), new LocalContext(_ -> {})),
        Duration.ZERO);
  }
}
