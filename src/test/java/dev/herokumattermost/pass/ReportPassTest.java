package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.ReportPass.Outcome;
import dev.herokumattermost.pass.ReportPass.Reported;
import dev.herokumattermost.pass.ScriptedPorts.Apps;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The week's report, posted once whatever happens. */
class ReportPassTest {
  private static final AppName API = new AppName("api");

  private final TestClock clock = new TestClock();
  private final Apps heroku = new Apps(clock);
  private final MemoryStore store = new MemoryStore();
  private final RecordingChannel channel = new RecordingChannel();
  private int pending;

  @Test
  void weekIsReportedOnce() throws Exception {
    weekWithAnIncident();

    assertThat(report().outcome()).isEqualTo(Outcome.POSTED);
    assertThat(report().outcome()).isEqualTo(Outcome.ALREADY_REPORTED);

    assertThat(channel.posts)
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.post().text())
                  .startsWith("📊 **Week 19, 4 May to 10 May: 1 incident");
              assertThat(post.notifications()).hasToString("[report/2026-W19#1]");
            });
  }

  @Test
  void nextWeekIsReportedAnew() throws Exception {
    weekWithAnIncident();
    report();
    clock.advance(Duration.ofDays(7));

    assertThat(report().outcome()).isEqualTo(Outcome.POSTED);
    assertThat(channel.posts.getLast().post().text()).contains("Week 20", "no incidents");
  }

  @Test
  void reportThatDiesAfterItIsSavedIsDeliveredByALaterPass() throws Exception {
    weekWithAnIncident();
    channel.duringPosts =
        () -> {
          throw new AssertionError("killed");
        };
    assertThatThrownBy(this::report).hasMessage("killed");
    channel.duringPosts = () -> {};
    channel.posts.clear();

    clock.advance(Duration.ofMinutes(4));
    assertThat(report().outcome()).isEqualTo(Outcome.ALREADY_REPORTED);
    round();

    assertThat(channel.lookedFor).hasToString("[report/2026-W19#1]");
    assertThat(channel.posts).hasSize(1);
  }

  @Test
  void reportThatMattermostRefusesWaits() throws Exception {
    weekWithAnIncident();
    channel.answers.add(new Refused(Refusal.TRANSIENT, "503"));

    Reported reported = report();

    assertThat(reported.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(reported.troubles()).hasSize(1);
    clock.advance(Duration.ofMinutes(2));
    round();
    assertThat(channel.posts).hasSize(2);
    assertThat(store.apps.get(AppState.ACCOUNT).outbox().notifications()).isEmpty();
  }

  @Test
  void anotherPassThatWritesTheAccountMeanwhileChangesNothing() throws Exception {
    weekWithAnIncident();
    store.beforeNextSave(
        () ->
            store.apps.merge(
                AppState.ACCOUNT,
                StoredApp.unknown(AppState.ACCOUNT).withRevision(1),
                (known, _) -> known.withRevision(known.revision() + 1)));

    assertThat(report().outcome()).isEqualTo(Outcome.POSTED);
    assertThat(channel.posts).hasSize(1);
  }

  @Test
  void twoReportsAtOnceAreOne() throws Exception {
    weekWithAnIncident();
    store.beforeNextSave(
        () -> {
          try {
            report();
          } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
          }
        });

    assertThat(report().outcome()).isEqualTo(Outcome.ALREADY_REPORTED);
    assertThat(channel.posts).hasSize(1);
  }

  @Test
  void reportThatIsNotSavedIsNotPosted() throws Exception {
    weekWithAnIncident();
    store.failures = 1;

    assertThat(report().outcome()).isEqualTo(Outcome.NOT_SAVED);
    assertThat(channel.posts).isEmpty();
    assertThat(report().outcome()).isEqualTo(Outcome.POSTED);
  }

  @Test
  void rehearsalWritesAndPostsNothing() throws Exception {
    weekWithAnIncident();
    int writes = store.writes();

    Reported reported = reportPass().rehearse();

    assertThat(reported.text()).contains("Week 19", "1 incident in 1 app");
    assertThat(reported.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(store.writes()).isEqualTo(writes);
    assertThat(channel.posts).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNamedAndTheRestReported() throws Exception {
    weekWithAnIncident();
    store.unreadableHistory.add("item api#1: entry is missing");

    Reported reported = report();

    assertThat(reported.outcome()).isEqualTo(Outcome.POSTED);
    assertThat(reported.troubles()).containsExactly("not reported: item api#1: entry is missing");
  }

  private void weekWithAnIncident() throws Exception {
    heroku.set("api", DynoState.UP);
    round();
    clock.advance(Duration.ofMinutes(2));
    heroku.set("api", DynoState.CRASHED);
    round();
    clock.advance(Duration.ofMinutes(6));
    heroku.set("api", DynoState.UP);
    clock.advance(Duration.ofMinutes(6));
    round();
    clock.advance(Duration.ofDays(7));
    channel.posts.clear();
  }

  private Reported report() throws InterruptedException {
    return reportPass().run(clock.instant().plusSeconds(50));
  }

  private ReportPass reportPass() {
    return new ReportPass(store, channel, Presentation.DEFAULT, clock, () -> "report" + ++pending);
  }

  private void round() throws InterruptedException {
    new Round(
            heroku,
            HerokuStatus.OFF,
            channel,
            store,
            Set.of(API),
            Presentation.DEFAULT,
            ReadingOptions.everyApp(1),
            clock,
            () -> "pending" + ++pending,
            text -> text)
        .run(Set.of(API), clock.instant().plusSeconds(50));
  }
}
