package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.doctor.Check.Result;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.ManualClock;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.mattermost.BotPermissions;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MattermostChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

  private final ManualClock clock = new ManualClock(NOW);
  private final SimulatedMattermost mattermost = new SimulatedMattermost(clock);
  private final Http http = new Http(Duration.ofSeconds(1));

  @AfterEach
  void close() {
    http.close();
    mattermost.close();
  }

  @Test
  void everyChannelThatARuleNamesIsLookedAt() throws Exception {
    mattermost.workspace().addChannel("ops", "night");

    assertThat(results(mattermost.token(), List.of("ops/alerts", "ops/night"), List.of()))
        .containsEntry("channel ops/alerts", Result.OK)
        .containsEntry("channel ops/night", Result.FAILED);
  }

  @Test
  void aNameNobodyHasIsAWarningForItMayBeAGroups() throws Exception {
    assertThat(results(mattermost.token(), List.of(), List.of("ada", "oncall")))
        .containsEntry("mention @ada", Result.OK)
        .containsEntry("mention @oncall", Result.WARNING);
  }

  @Test
  void aPersonsTokenIsAWarning() throws Exception {
    assertThat(results(mattermost.ada().token(), List.of("ops/alerts"), List.of()))
        .containsEntry("mattermost bot", Result.WARNING)
        .containsEntry("channel ops/alerts", Result.OK);
  }

  private Map<String, Result> results(Secret token, List<String> channels, List<String> people)
      throws InterruptedException {
    var deadline = new Deadline(clock, NOW.plusSeconds(30));
    var bot = new BotPermissions(http, mattermost.uri(), token);
    return new MattermostChecks(
            bot, channels.stream().map(ChannelName::parse).toList(), people, deadline)
        .run().stream().collect(Collectors.toMap(Check::check, Check::result));
  }
}
