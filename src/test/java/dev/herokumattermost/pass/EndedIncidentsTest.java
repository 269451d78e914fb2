package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.incident.BlindPeriod;
import dev.herokumattermost.incident.EndedIncident;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.pass.ScriptedPorts.Apps;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of incidents that have ended, and what a post says of them. */
class EndedIncidentsTest {
  private static final AppName API = new AppName("api");

  private final TestClock clock = new TestClock();
  private final Apps heroku = new Apps(clock);
  private final MemoryStore store = new MemoryStore();
  private final RecordingChannel channel = new RecordingChannel();
  private Set<AppName> apps = Set.of(API);
  private int pending;

  @Test
  void secondIncidentNamesTheFirst() throws Exception {
    crashAndRecover();
    clock.advance(Duration.ofHours(2));

    crash();

    assertThat(lastPost()).contains("• 2nd time this week, last at 02:01 UTC");
  }

  @Test
  void firstIncidentNamesNone() throws Exception {
    up();
    crash();

    assertThat(lastPost()).doesNotContain("time this week", "Failed before");
  }

  @Test
  void postThatComesLateSaysTheSame() throws Exception {
    crashAndRecover();
    clock.advance(Duration.ofHours(2));
    channel.answers.add(new Refused(Refusal.TRANSIENT, "503"));
    crash();
    clock.advance(Duration.ofMinutes(20));
    store.history.clear();

    round();

    assertThat(lastPost()).contains("late)").contains("• 2nd time this week, last at 02:01 UTC");
  }

  @Test
  void firstPostKeepsTheLineWhenItIsEdited() throws Exception {
    crashAndRecover();
    clock.advance(Duration.ofHours(2));
    crash();

    recover();

    assertThat(channel.edits.getLast().post().asText()).contains("• 2nd time this week");
  }

  @Test
  void quietPassAsksForNoHistory() throws Exception {
    crashAndRecover();
    store.askedForHistory.clear();

    round();

    assertThat(store.askedForHistory).isEmpty();
  }

  @Test
  void openIncidentAsksOnceForTheHistoryOfItsApp() throws Exception {
    up();
    crash();
    round();

    assertThat(store.askedForHistory).containsExactly(API);
  }

  @Test
  void historyThatCannotBeReadCostsTheLineAlone() throws Exception {
    crashAndRecover();
    clock.advance(Duration.ofHours(2));
    store.historyFails = true;

    Report report = crash();

    assertThat(lastPost()).contains("crashed").doesNotContain("2nd time");
    assertThat(report.troubles())
        .containsExactly("api alerted without its history: the history does not answer");
    assertThat(report.failures()).isEmpty();
  }

  @Test
  void historyThatIsReadInPartIsNotCounted() throws Exception {
    crashAndRecover();
    clock.advance(Duration.ofHours(2));
    store.unreadableHistory.add("item api#1: entry is missing");

    Report report = crash();

    assertThat(lastPost()).contains("crashed").doesNotContain("2nd time");
    assertThat(report.troubles()).hasSize(1);
  }

  @Test
  void tableThatFailsOnceIsNotAskedAboutEachApp() throws Exception {
    manyApps();
    store.historyFails = true;

    apps.forEach(app -> heroku.set(app.value(), DynoState.CRASHED));
    round();

    assertThat(store.askedForHistory).hasSize(1);
  }

  @Test
  void soManyAppsAreAskedAboutInOnePass() throws Exception {
    manyApps();

    apps.forEach(app -> heroku.set(app.value(), DynoState.CRASHED));
    round();

    assertThat(store.askedForHistory).hasSize(HistoryReader.MOST);
  }

  private void manyApps() throws Exception {
    apps =
        IntStream.range(0, 15)
            .mapToObj(number -> new AppName("app-" + number))
            .collect(Collectors.toSet());
    apps.forEach(app -> heroku.set(app.value(), DynoState.UP));
    round();
    clock.advance(Duration.ofMinutes(2));
  }

  @Test
  void incidentThatReopensIsOneOfLongerDuration() throws Exception {
    crashAndRecover();
    var first = (EndedIncident) store.history.values().iterator().next();
    clock.advance(Duration.ofMinutes(2));

    crash();
    recover();

    assertThat(store.history.values())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.from()).isEqualTo(first.from());
              assertThat(entry.until()).isAfter(first.until());
            });
  }

  @Test
  void whatIsKeptSaysHowItWasDelivered() throws Exception {
    up();
    channel.answers.add(new Refused(Refusal.TRANSIENT, "503"));
    crash();
    clock.advance(Duration.ofMinutes(1));
    round();

    recover();

    assertThat(store.history.values())
        .singleElement()
        .satisfies(
            entry -> assertThat(((EndedIncident) entry).delay()).isEqualTo(Duration.ofMinutes(1)));
  }

  @Test
  void reportedTimeOfBlindnessIsKept() throws Exception {
    up();
    heroku.causes.put(API, Reading.Cause.NOT_FOUND);
    for (int pass = 0; pass < 4; pass++) {
      clock.advance(Duration.ofMinutes(2));
      round();
    }
    heroku.causes.clear();

    clock.advance(Duration.ofMinutes(2));
    round();

    assertThat(store.history.values())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry).isInstanceOf(BlindPeriod.class);
              assertThat(entry.lasted()).isEqualTo(Duration.ofMinutes(8));
            });
  }

  private void up() throws Exception {
    heroku.set("api", DynoState.UP);
    round();
  }

  private Report crash() throws Exception {
    heroku.set("api", DynoState.CRASHED);
    return round();
  }

  private void recover() throws Exception {
    heroku.set("api", DynoState.UP);
    clock.advance(Duration.ofMinutes(6));
    round();
  }

  private void crashAndRecover() throws Exception {
    up();
    crash();
    recover();
  }

  private String lastPost() {
    return channel.posts.getLast().post().asText();
  }

  private Report round() throws InterruptedException {
    return new Round(
            heroku,
            HerokuStatus.OFF,
            channel,
            store,
            apps,
            Presentation.DEFAULT,
            ReadingOptions.everyApp(1),
            clock,
            () -> "pending" + ++pending,
            text -> text)
        .run(apps, clock.instant().plusSeconds(50));
  }
}
