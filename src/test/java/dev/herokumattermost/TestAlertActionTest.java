package dev.herokumattermost;

import static dev.herokumattermost.function.Surroundings.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.function.Surroundings;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.rules.ChannelName;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Route.Priority;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestAlertActionTest {
  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void isToldLikeARealOneAndSaysThatItIsNone() throws IOException {
    assertThat(testAlert(Map.of("action", "test-alert")))
        .isEqualTo(Map.of("ok", true, "posted", List.of("ops/alerts"), "problems", List.of()));

    SimulatedPost post = around.posts().getFirst();
    assertThat(around.posts()).hasSize(1);
    assertThat(post.message() + post.props())
        .contains("sample-app", "web.1", "A sample alert: nothing is wrong");
    assertThat(Files.readString(Path.of("docs/doctor.md"))).contains(post.message());
    assertThat(log).containsExactly("test-alert posted=[ops/alerts] missed=[]");
  }

  @Test
  void leavesNothingInTheTableAndAsksHerokuNothing() {
    testAlert(Map.of("action", "test-alert"));

    assertThat(around.table.scan(scan -> scan.tableName(TABLE)).items()).isEmpty();
    assertThat(around.heroku.calls()).isEmpty();
  }

  @Test
  void mayGoToOneChannelAlone() {
    var other = around.mattermost.workspace().addChannel("ops", "night");
    other.add(around.mattermost.bot());

    assertThat(testAlert(Map.of("action", "test-alert", "channel", "ops/night")))
        .containsEntry("posted", List.of("ops/night"));
    assertThat(other.posts()).hasSize(1);
    assertThat(around.posts()).isEmpty();
  }

  @Test
  void saysWhereItCouldNotBeTold() {
    Map<String, Object> answer =
        testAlert(Map.of("action", "test-alert", "channel", "ops/nowhere"));

    assertThat(answer).containsEntry("ok", false).containsEntry("posted", List.of());
    assertThat(answer.get("problems").toString()).contains("ops/nowhere: ", "CONFIGURATION, 404");
  }

  @Test
  void aWebhookThatMayNotTellAnotherChannelSaysSoInItsOwn() {
    environment.keySet().removeIf(name -> name.startsWith("MATTERMOST_"));
    environment.put("MATTERMOST_WEBHOOK_URL", around.mattermost.webhook().reveal());

    assertThat(testAlert(Map.of("action", "test-alert"))).containsEntry("ok", true);
    assertThat(around.posts()).hasSize(1);
    assertThat(testAlert(Map.of("action", "test-alert", "channel", "ops/nowhere")))
        .containsEntry("ok", false)
        .containsEntry("posted", List.of())
        .hasEntrySatisfying(
            "problems",
            all -> assertThat(all.toString()).contains("ops/nowhere: nothing was posted there"));
    assertThat(around.posts())
        .hasSize(2)
        .last()
        .satisfies(post -> assertThat(post.message()).contains("For `ops/nowhere`, but"));
  }

  @Test
  void goesWhereverARuleTellsAsLoudlyAsThere() {
    var night =
        new Route(
            new Route.NamedChannel(ChannelName.parse("ops/night")),
            List.of("@here"),
            Priority.URGENT);
    Rules rules = Rules.of(List.of(routed(night), routed(night)), Set.of("run"), Rule.DEFAULT);

    assertThat(TestAlertAction.routes(rules, Optional.empty()))
        .containsExactly(Route.DEFAULT, night);
    assertThat(
            TestAlertAction.routes(
                rules, Optional.of(new Route.NamedChannel(ChannelName.parse("ops/night")))))
        .containsExactly(night);
    assertThat(
            TestAlertAction.routes(
                rules, Optional.of(new Route.NamedChannel(ChannelName.parse("ops/other")))))
        .containsExactly(Route.DEFAULT.to(new Route.NamedChannel(ChannelName.parse("ops/other"))));
  }

  private static Rule routed(Route route) {
    return Rule.DEFAULT.withRoute(route);
  }

  private Map<String, Object> testAlert(Map<String, Object> event) {
    var function = new WatchFunction(environment, around.clock, around.table, _ -> {});
    return LocalInvocation.invoke(function, event, new LocalContext(log::add));
  }
}
