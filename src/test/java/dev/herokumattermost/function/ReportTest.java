package dev.herokumattermost.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.WatchFunction;
import dev.herokumattermost.local.LocalContext;
import dev.herokumattermost.local.LocalInvocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The history of incidents and the weekly report, through the function and a real table. */
class ReportTest {
  /** A Wednesday. */
  private final Surroundings around = new Surroundings(Instant.parse("2026-11-25T09:30:00Z"));

  private final List<String> log = new ArrayList<>();
  private final WatchFunction function =
      new WatchFunction(around.environment(), around.clock, around.table, log::add);

  @AfterEach
  void close() {
    around.close();
  }

  @Test
  void alertNamesTheIncidentBeforeIt() {
    crashAndRecover();
    around.advance(Duration.ofHours(2));

    crash();

    assertThat(around.mattermost.channel().roots().getLast().shown())
        .contains("• 2nd time this week, last at 09:3");
    assertThat(log).noneMatch(line -> line.contains("without its history"));
  }

  @Test
  void weekIsPostedOnceAndReturnedAsData() {
    crashAndRecover();
    around.advance(Duration.ofDays(5));
    int posts = around.posts().size();

    assertThat(invoke(Map.of("action", "report", "dryRun", true)))
        .containsEntry("ok", true)
        .containsEntry("week", "2026-W48")
        .containsEntry("outcome", "would post");
    assertThat(around.posts()).hasSize(posts);

    assertThat(invoke(Map.of("action", "report"))).containsEntry("outcome", "posted");
    assertThat(invoke(Map.of("action", "report"))).containsEntry("outcome", "already reported");

    assertThat(around.posts()).hasSize(posts + 1);
    assertThat(around.posts().getLast().message())
        .startsWith("📊 **Week 48, 23 Nov to 29 Nov: 1 incident in 1 app**");
    assertThat(invoke(Map.of("action", "report", "format", "json")))
        .extractingByKey("report")
        .asString()
        .contains("week=2026-W48", "count=1", "app=api");
  }

  private void crashAndRecover() {
    pass();
    crash();
    around.api.fix("web.1");
    pass();
    pass();
  }

  private void crash() {
    around.api.crashStaying("web.1", 1);
    pass();
  }

  private void pass() {
    around.advance(Duration.ofMinutes(2));
    invoke(Map.of("action", "watch"));
  }

  private Map<String, Object> invoke(Map<String, Object> event) {
    return LocalInvocation.invoke(function, event, new LocalContext(log::add));
  }
}
