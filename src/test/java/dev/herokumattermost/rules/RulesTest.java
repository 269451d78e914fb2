package dev.herokumattermost.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.rules.Rule.CrashLoop;
import dev.herokumattermost.rules.Rule.Reminders;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final AppName API = new AppName("api");
  private static final ProcessType WEB = new ProcessType("web");
  private static final ProcessType RUN = new ProcessType("run");

  @Test
  void byDefaultCrashedAndRestartingAlert() {
    Rule rule = Rules.DEFAULT.forProcess(API, WEB);

    assertThat(rule.alertsOn(DynoState.CRASHED)).isTrue();
    assertThat(rule.alertsOn(DynoState.RESTARTING)).isTrue();
    assertThat(rule.alertsOn(DynoState.STARTING)).isFalse();
  }

  @Test
  void byDefaultOneOffReleaseAndSchedulerDynosAreIgnored() {
    for (String type : List.of("run", "release", "scheduler")) {
      assertThat(Rules.DEFAULT.forProcess(API, new ProcessType(type)).ignore()).isTrue();
    }
  }

  @Test
  void ignoredNeverAlerts() {
    assertThat(Rule.DEFAULT.withIgnore(true).alertsOn(DynoState.CRASHED)).isFalse();
  }

  @Test
  void firstMatchDecides() {
    Rule quiet =
        Rule.DEFAULT
            .withApps(NamePatterns.of("api"))
            .withProcesses(NamePatterns.ALL)
            .withIgnore(true);
    Rule loud = Rule.DEFAULT.withApps(NamePatterns.of("a*")).withProcesses(NamePatterns.ALL);

    assertThat(Rules.of(List.of(quiet, loud), Set.of(), Rule.DEFAULT).forProcess(API, WEB))
        .isEqualTo(quiet);
    assertThat(Rules.of(List.of(loud, quiet), Set.of(), Rule.DEFAULT).forProcess(API, WEB))
        .isEqualTo(loud);
  }

  @Test
  void ruleForAnIgnoredTypeWinsOverTheIgnoring() {
    Rule runs = Rule.DEFAULT.withApps(NamePatterns.of("api")).withProcesses(NamePatterns.of("run"));
    Rules rules = Rules.of(List.of(runs), Set.of("run"), Rule.DEFAULT);

    assertThat(rules.forProcess(API, RUN).ignore()).isFalse();
    assertThat(rules.forProcess(new AppName("other"), RUN).ignore()).isTrue();
  }

  @Test
  void allButLeavesOutWhatItNames() {
    NamePatterns names = NamePatterns.allBut(Set.of("run"));

    assertThat(names.contains("web")).isTrue();
    assertThat(names.contains("run")).isFalse();
    assertThat(names.covers(NamePatterns.of("web", "w*"))).isTrue();
    assertThat(names.covers(NamePatterns.of("r*"))).isFalse();
    assertThat(names.covers(names)).isTrue();
    assertThat(names.covers(NamePatterns.ALL)).isFalse();
  }

  @Test
  void rulesThatLeaveSomethingOpenAreRefused() {
    Rule some = Rule.DEFAULT.withApps(NamePatterns.of("api")).withProcesses(NamePatterns.ALL);

    assertThatThrownBy(() -> new Rules(List.of(some))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rules(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void meaninglessNumbersAreRefused() {
    assertThatThrownBy(() -> new CrashLoop(1, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CrashLoop(3, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Reminders(Duration.ofHours(1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rule.DEFAULT.withLogLines(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rule.DEFAULT.withLogLines(Rule.MOST_LOG_LINES + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rule.DEFAULT.withSteadyFor(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void smallestAndLargestNumbersHaveAMeaning() {
    assertThat(Reminders.NEVER.never()).isTrue();
    assertThat(new CrashLoop(2, Duration.ofMinutes(1)).crashes()).isEqualTo(2);
    assertThat(Rule.DEFAULT.withLogLines(0).logLines()).isZero();
    assertThat(Rule.DEFAULT.withLogLines(Rule.MOST_LOG_LINES).logLines())
        .isEqualTo(Rule.MOST_LOG_LINES);
    assertThat(Rule.DEFAULT.withSteadyFor(Duration.ZERO).steadyFor(false)).isZero();
  }
}
