package dev.herokumattermost.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.doctor.Check.Result;
import dev.herokumattermost.http.Http;
import dev.herokumattermost.http.Secret;
import dev.herokumattermost.local.ManualClock;
import dev.herokumattermost.local.http.Fault;
import dev.herokumattermost.local.mattermost.SimulatedMattermost;
import dev.herokumattermost.mattermost.BotPermissions;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.ChannelName;
import java.net.URI;
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
  void whatIsWellSaysWhatWasSeen() throws Exception {
    var checks = checks(mattermost.token(), mattermost.uri());

    assertThat(checks.get("mattermost server")).isEqualTo(Check.ok("mattermost server", "answers"));
    assertThat(checks.get("mattermost clock").result()).isEqualTo(Result.OK);
    assertThat(checks.get("mattermost bot")).isEqualTo(Check.ok("mattermost bot", "@heroku"));
    assertThat(checks.get("channel ops/alerts").seen()).startsWith("found, the bot is a member");
  }

  /** Without reading, the bot would post things twice. */
  @Test
  void aBotThatMayNotReadIsToldSo() throws Exception {
    mattermost
        .faults()
        .untilCleared(
            "GET /api/v4/channels/",
            SimulatedMattermost.error(403, "api.context.permissions.app_error"));

    Check check = checks(mattermost.token(), mattermost.uri()).get("channel ops/alerts");

    assertThat(check.result()).isEqualTo(Result.FAILED);
    assertThat(check.seen()).contains("403");
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

  @Test
  void aBotOutsideAnOpenChannelIsToldToBeAdded() throws Exception {
    mattermost.channel().open();
    mattermost.channel().remove(mattermost.bot());

    Check check = checks(mattermost.token(), mattermost.uri()).get("channel ops/alerts");

    assertThat(check.seen()).startsWith("403: the bot is no member of it");
    assertThat(check.fix()).contains("add the bot to it");
  }

  @Test
  void aDisabledBotIsNamedAsAPossibility() throws Exception {
    mattermost.workspace().revoke(mattermost.bot());

    Check check = checks(mattermost.token(), mattermost.uri()).get("mattermost bot");

    assertThat(check.seen()).contains("401", "or the bot is disabled");
    assertThat(check.fix()).contains("make a token", "enabled");
  }

  @Test
  void aServerInTroubleNeedsNoToken() throws Exception {
    mattermost
        .faults()
        .once("GET /api/v4/users/me", SimulatedMattermost.error(500, "app.user.get.app_error"));

    Check check = checks(mattermost.token(), mattermost.uri()).get("mattermost bot");

    assertThat(check.seen()).startsWith("500: the server is in trouble");
    assertThat(check.fix()).doesNotContain("token").contains("log of the Mattermost server");
  }

  @Test
  void aProxysPageIsCalledThat() throws Exception {
    mattermost.faults().once("GET /api/v4/users/me", Fault.proxyPage(403));

    Check check = checks(mattermost.token(), mattermost.uri()).get("mattermost bot");

    assertThat(check.seen())
        .isEqualTo("403 with a web page (text/html): this is no answer of Mattermost");
    assertThat(check.fix()).doesNotContain("token");
  }

  @Test
  void anAddressWithATeamIsAWebPageAndNoApi() throws Exception {
    mattermost
        .faults()
        .untilCleared("GET /ops/", Fault.answer(200, "text/html", "<!DOCTYPE html><title>x"));

    Check check =
        checks(mattermost.token(), URI.create(mattermost.uri() + "/ops")).get("mattermost server");

    assertThat(check.result()).isEqualTo(Result.FAILED);
    assertThat(check.seen()).startsWith("200 with a web page (text/html): no API: leave out the");
  }

  private Map<String, Check> checks(Secret token, URI address) throws InterruptedException {
    var deadline = new Deadline(clock, NOW.plusSeconds(30));
    var bot = new BotPermissions(http, address, token);
    return new MattermostChecks(bot, List.of(ChannelName.parse("ops/alerts")), List.of(), deadline)
        .run().stream().collect(Collectors.toMap(Check::check, check -> check));
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
