package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.pass.ScriptedPorts.Apps;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a round does when logs, calls, time or the table are short, and what it reports. */
class RoundLimitsTest {
  private static final AppName API = new AppName("api");
  private static final AppName SHOP = new AppName("shop");
  private static final Set<AppName> BOTH = Set.of(API, SHOP);

  private final TestClock clock = new TestClock();
  private final Apps heroku = new Apps(clock);
  private final MemoryStore store = new MemoryStore();
  private final RecordingChannel channel = new RecordingChannel();
  private int pending;

  @Test
  void tenLogsAreReadAndTheCrashesComeFirst() throws Exception {
    Set<AppName> apps = up(14);
    for (int number = 1; number <= 12; number++) {
      heroku.restarted("app-%02d".formatted(number));
    }
    heroku.set("app-13", DynoState.CRASHED);
    heroku.set("app-14", DynoState.CRASHED);

    Report report = round(apps, apps);

    assertThat(heroku.askedForLogs)
        .hasSize(10)
        .startsWith(new AppName("app-13"), new AppName("app-14"));
    assertThat(report.deferred())
        .as("their restarts are looked at by the next pass")
        .extracting(AppName::value)
        .containsExactly("app-09", "app-10", "app-11", "app-12");
  }

  @Test
  void crashIsReportedThoughItsLogCannotBeReadAnyMore() throws Exception {
    Set<AppName> apps = up(12);
    apps.forEach(app -> heroku.set(app.value(), DynoState.CRASHED));

    Report report = round(apps, apps);

    assertThat(heroku.askedForLogs).hasSize(10);
    assertThat(report.deferred()).isEmpty();
    assertThat(report.posted()).hasSize(12);
  }

  @ParameterizedTest
  @CsvSource({"499, 0", "500, 1"})
  void callsThatReadingNeedsAreNotSpentOnEvidence(int left, int logs) throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    heroku.callsLeft = OptionalInt.of(left);

    Report report = round(BOTH, BOTH);

    assertThat(heroku.askedForLogs).hasSize(logs);
    assertThat(report.posted()).hasSize(1);
    assertThat(report.callsLeft()).hasValue(left);
  }

  @Test
  void answerMayTakeThreeSecondsAndNoLongerThanThereIsTimeForEvidence() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    heroku.set("shop", DynoState.CRASHED);
    heroku.takes = Duration.ofSeconds(19);

    round(BOTH, BOTH);

    assertThat(heroku.times)
        .as("evidence ends after 40 of the 50 s of a pass")
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  @Test
  void afterTheLastCallNoAppIsAsked() throws Exception {
    allUp();
    heroku.asked.clear();
    heroku.causes.put(API, Cause.RATE_LIMITED);

    Report report = round(BOTH, List.of(API, SHOP));

    assertThat(heroku.asked).containsExactly(API);
    assertThat(report.blind())
        .extracting(Blind::app, Blind::cause)
        .containsExactly(tuple(API, Cause.RATE_LIMITED), tuple(SHOP, Cause.RATE_LIMITED));
    assertThat(report.watched()).isFalse();
  }

  @Test
  void appsForWhichThereIsNoTimeAreNotAsked() throws Exception {
    allUp();
    heroku.asked.clear();
    heroku.takes = Duration.ofSeconds(30);

    Report report = round(BOTH, List.of(API, SHOP));

    assertThat(heroku.asked).containsExactly(API);
    assertThat(report.blind())
        .extracting(Blind::app, Blind::cause)
        .containsExactly(tuple(SHOP, Cause.NOT_ATTEMPTED));
    assertThat(report.watched()).isTrue();
    assertThat(report.took()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void appThatCannotBeSavedIsReportedAndNothingOfItIsPosted() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    store.failures = 1;

    Report report = round(BOTH, BOTH);

    assertThat(report.unsaved()).containsExactly(API);
    assertThat(report.watched()).isFalse();
    assertThat(report.troubles()).containsExactly("api not saved: TransactionCanceledException");
    assertThat(channel.posts).isEmpty();
  }

  @Test
  void reportSaysHowLongTheOldestHasWaited() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    channel.answers.add(new Refused(Refusal.CONFIGURATION, "401"));
    round(BOTH, BOTH);
    clock.advance(Duration.ofMinutes(2));
    heroku.set("shop", DynoState.CRASHED);
    channel.answers.add(new Refused(Refusal.CONFIGURATION, "401"));

    Report report = round(BOTH, BOTH);

    assertThat(report.waiting()).isEqualTo(2);
    assertThat(report.oldestWaiting()).isEqualTo(Duration.ofMinutes(2));
    assertThat(report.details()).first().asString().endsWith(" not delivered: CONFIGURATION, 401");
  }

  @Test
  void rehearsalSaysWhatItWouldPostAndChangesNothing() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    int writes = store.writes();

    Report report =
        new Round(
                heroku,
                channel,
                store,
                BOTH,
                Presentation.DEFAULT,
                ReadingOptions.everyApp(1),
                clock,
                () -> "pending",
                UnaryOperator.identity())
            .rehearse(BOTH, clock.instant().plusSeconds(50));

    assertThat(report.drafts())
        .singleElement()
        .satisfies(
            draft -> {
              assertThat(draft.app()).isEqualTo(API);
              assertThat(draft.text()).contains("`web.1`");
            });
    assertThat(report.changeSummaries()).containsOnlyKeys("api");
    assertThat(store.writes()).isEqualTo(writes);
    assertThat(channel.posts).isEmpty();
  }

  private Set<AppName> up(int count) throws InterruptedException {
    var apps = new TreeSet<AppName>();
    for (int number = 1; number <= count; number++) {
      String name = "app-%02d".formatted(number);
      heroku.set(name, DynoState.UP);
      apps.add(new AppName(name));
    }
    round(apps, apps);
    clock.advance(Duration.ofMinutes(2));
    return apps;
  }

  private void allUp() throws InterruptedException {
    heroku.set("api", DynoState.UP);
    heroku.set("shop", DynoState.UP);
    round(BOTH, BOTH);
    clock.advance(Duration.ofMinutes(2));
  }

  private Report round(Set<AppName> watched, Collection<AppName> apps) throws InterruptedException {
    return new Round(
            heroku,
            channel,
            store,
            watched,
            Presentation.DEFAULT,
            ReadingOptions.everyApp(1),
            clock,
            () -> "pending" + ++pending,
            UnaryOperator.identity())
        .run(apps, clock.instant().plusSeconds(50));
  }
}
