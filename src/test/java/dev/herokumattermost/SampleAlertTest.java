package dev.herokumattermost;

import static dev.herokumattermost.Surroundings.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.mattermost.SimulatedPost;
import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Address.Priority;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.Rule;
import dev.herokumattermost.watch.Rules;
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

class SampleAlertTest {
  private final Surroundings around = new Surroundings(Instant.parse("2026-11-24T09:30:00Z"));
  private final Map<String, String> environment = around.environment();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void isToldLikeARealOneAndSaysThatItIsNone() throws IOException {
    assertThat(say(Map.of("action", "say")))
        .isEqualTo(Map.of("ok", true, "posted", List.of("ops/alerts"), "problems", List.of()));

    SimulatedPost post = around.posts().getFirst();
    assertThat(around.posts()).hasSize(1);
    assertThat(post.message() + post.props())
        .contains("sample-app", "web.1", "A sample alert: nothing is wrong");
    assertThat(Files.readString(Path.of("docs/doctor.md"))).contains(post.message());
    assertThat(log).containsExactly("say posted=[ops/alerts] missed=[]");
  }

  @Test
  void leavesNothingInTheTableAndAsksHerokuNothing() {
    say(Map.of("action", "say"));

    assertThat(around.table.scan(scan -> scan.tableName(TABLE)).items()).isEmpty();
    assertThat(around.heroku.calls()).isEmpty();
  }

  @Test
  void mayGoToOneChannelAlone() {
    var other = around.mattermost.workspace().addChannel("ops", "night");
    other.add(around.mattermost.bot());

    assertThat(say(Map.of("action", "say", "channel", "ops/night")))
        .containsEntry("posted", List.of("ops/night"));
    assertThat(other.posts()).hasSize(1);
    assertThat(around.posts()).isEmpty();
  }

  @Test
  void saysWhereItCouldNotBeTold() {
    Map<String, Object> answer = say(Map.of("action", "say", "channel", "ops/nowhere"));

    assertThat(answer).containsEntry("ok", false).containsEntry("posted", List.of());
    assertThat(answer.get("problems").toString()).contains("ops/nowhere: ", "CONFIGURATION, 404");
  }

  @Test
  void aWebhookThatMayNotTellAnotherChannelSaysSoInItsOwn() {
    environment.keySet().removeIf(name -> name.startsWith("MATTERMOST_"));
    environment.put("MATTERMOST_WEBHOOK_URL", around.mattermost.webhook().reveal());

    assertThat(say(Map.of("action", "say"))).containsEntry("ok", true);
    assertThat(around.posts()).hasSize(1);
    assertThat(say(Map.of("action", "say", "channel", "ops/nowhere"))).containsEntry("ok", false);
    assertThat(around.posts())
        .hasSize(2)
        .last()
        .satisfies(post -> assertThat(post.message()).contains("Meant for `ops/nowhere`"));
  }

  @Test
  void goesWhereverARuleTellsAsLoudlyAsThere() {
    var night = new Address(Destination.of("ops/night"), List.of("@here"), Priority.URGENT);
    Rules rules = Rules.of(List.of(told(night), told(night)), Set.of("run"), Rule.DEFAULT);

    assertThat(SampleAlert.addresses(rules, Optional.empty()))
        .containsExactly(Address.DEFAULT, night);
    assertThat(SampleAlert.addresses(rules, Optional.of(Destination.of("ops/night"))))
        .containsExactly(night);
    assertThat(SampleAlert.addresses(rules, Optional.of(Destination.of("ops/other"))))
        .containsExactly(Address.DEFAULT.in(Destination.of("ops/other")));
  }

  private static Rule told(Address address) {
    Rule rule = Rule.DEFAULT;
    return new Rule(
        rule.apps(),
        rule.processes(),
        rule.alertOn(),
        rule.ignore(),
        rule.quietInMaintenance(),
        rule.steadyFor(),
        rule.reminders(),
        rule.crashLoop(),
        address,
        rule.logLines());
  }

  private Map<String, Object> say(Map<String, Object> event) {
    return new WatchFunction(environment, around.clock, () -> around.table, _ -> {})
        .handleRequest(event, new LocalContext(log::add));
  }
}
