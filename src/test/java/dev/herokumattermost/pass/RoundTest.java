package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.incident.Incident;
import dev.herokumattermost.outbox.DeliveryResult.Refusal;
import dev.herokumattermost.outbox.DeliveryResult.Refused;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.pass.ScriptedPorts.Apps;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.wording.Presentation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a round decides that spans apps, and how it saves and delivers. */
class RoundTest {
  private static final AppName API = new AppName("api");
  private static final AppName SHOP = new AppName("shop");
  private static final Set<AppName> BOTH = Set.of(API, SHOP);

  private final TestClock clock = new TestClock();
  private final Apps heroku = new Apps(clock);
  private final MemoryStore store = new MemoryStore();
  private final RecordingChannel channel = new RecordingChannel();
  private int pending;

  @Test
  void appMissingFromARoundIsNotEndedByThat() throws Exception {
    bothCrash();

    Report report = round(BOTH, List.of(SHOP));

    assertThat(heroku.asked).containsExactly(SHOP);
    assertThat(report.apps()).isOne();
    assertThat(incidentOf(API).isOpen()).isTrue();
  }

  @Test
  void appThatTheAccountNoLongerListsEndsSilently() throws Exception {
    bothCrash();

    round(Set.of(SHOP), List.of(SHOP));

    assertThat(incidentOf(API).isOpen()).isFalse();
    assertThat(incidentOf(SHOP).isOpen()).isTrue();
    assertThat(channel.posts).isEmpty();
  }

  @Test
  void quietRoundWritesNothing() throws Exception {
    allUp();

    Report report = round(BOTH, BOTH);

    assertThat(report.changeCount()).isZero();
    assertThat(store.writes()).isEqualTo(2);
  }

  @Test
  void appsWithOpenIncidentsAreReadFirst() throws Exception {
    allUp();
    heroku.set("shop", DynoState.CRASHED);
    round(BOTH, List.of(API, SHOP));
    heroku.asked.clear();

    round(BOTH, List.of(API, SHOP));

    assertThat(heroku.asked).containsExactly(SHOP, API);
  }

  @Test
  void conflictIsResolvedByLoadingThatAppAlone() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    int loads = store.wholeLoads();
    store.beforeNextSave(() -> {});
    store.beforeNextSave(() -> store.apps.computeIfPresent(API, (_, app) -> touched(app)));

    Report report = round(BOTH, BOTH);

    assertThat(report.posted()).hasSize(1);
    assertThat(report.troubles()).isEmpty();
    assertThat(store.wholeLoads()).isEqualTo(loads + 1);
    assertThat(store.apps.get(API).outbox().notifications()).isEmpty();
  }

  @Test
  void whoLosesTheFirstWriteDropsTheApp() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    store.beforeNextSave(() -> store.apps.computeIfPresent(API, (_, app) -> touched(app)));

    Report report = round(BOTH, BOTH);

    assertThat(report.conflicts()).containsExactly(API);
    assertThat(channel.posts).isEmpty();
  }

  @Test
  void whatMayBeThereIsLookedForBeforeItIsPostedAgain() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    channel.answers.add(new Refused(Refusal.AMBIGUOUS, "no answer"));
    round(BOTH, BOTH);
    assertThat(channel.lookedFor).as("at once").hasSize(1);

    clock.advance(Duration.ofMinutes(2));
    Report report = round(BOTH, BOTH);

    assertThat(channel.lookedFor).hasSize(2);
    assertThat(channel.posts).hasSize(2);
    assertThat(report.posted()).hasSize(1);
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("a bug about s3cret"),
        new NullPointerException(),
        new StackOverflowError(),
        new OutOfMemoryError("Java heap space"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatOneAppsDataDoesIsThatAppsFailureAlone(Throwable failure) throws Exception {
    allUp();
    StoredApp known = store.apps.get(API);
    heroku.set("shop", DynoState.CRASHED);
    heroku.failing.put(API, failure);

    Report report = round(BOTH, BOTH);

    assertThat(channel.posts).hasSize(1);
    assertThat(report.failures())
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.app()).isEqualTo(API);
              assertThat(failed.stage()).isEqualTo(Stage.READ);
              assertThat(failed.reason())
                  .startsWith(failure.getClass().getSimpleName())
                  .doesNotContain("s3cret");
              assertThat(failed.trace()).contains("\tat ").doesNotContain("s3cret");
            });
    assertThat(report.blind()).extracting(Blind::app).containsExactly(API);
    assertThat(store.apps.get(API)).isEqualTo(known);
  }

  @Test
  void thirdPassInARowThatFailsAtAnAppIsToldAndSoIsItsEnd() throws Exception {
    allUp();
    heroku.failing.put(API, new IllegalStateException("a bug"));
    for (int pass = 1; pass <= 4; pass++) {
      round(BOTH, BOTH);
      clock.advance(Duration.ofMinutes(2));
    }
    assertThat(headlines())
        .containsExactly(
            "⚠️ **`api` not monitored since 02:04 UTC** — the watch could not process what"
                + " Heroku sent");
    int writes = store.writes();
    round(BOTH, BOTH);
    assertThat(store.writes()).as("once told, nothing is written").isEqualTo(writes);

    heroku.failing.clear();
    round(BOTH, BOTH);

    assertThat(headlines()).last().asString().startsWith("✅ **`api` monitored again after ");
  }

  @Test
  void crashIsToldWithoutEvidenceThatCannotBeProcessed() throws Exception {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    heroku.failingLogs.put(API, new IllegalStateException("a bug"));

    Report report = round(BOTH, BOTH);

    assertThat(channel.posts).hasSize(1);
    assertThat(report.failures())
        .extracting(AppFailure::stage)
        .containsExactly(Stage.GATHER_EVIDENCE);
  }

  @Test
  void appThatCannotBeSavedDoesNotKeepOthersFromBeingTold() throws Exception {
    bothUpThenCrashed();
    store.beforeNextSave(() -> {});
    store.beforeNextSave(
        () -> {
          throw new IllegalStateException("a bug of the table");
        });

    Report report = round(BOTH, BOTH);

    assertThat(report.posted()).hasSize(1);
    assertThat(report.unsaved()).hasSize(1);
    assertThat(report.failures()).extracting(AppFailure::stage).containsExactly(Stage.SAVE);
  }

  @Test
  void appThatCannotBeDeliveredDoesNotKeepOthersFromBeingTold() throws Exception {
    bothUpThenCrashed();
    channel.breaksAt = post -> post.post().text().contains("`api`");

    Report report = round(BOTH, BOTH);

    assertThat(headlines()).singleElement().asString().contains("`shop`");
    assertThat(report.failures()).extracting(AppFailure::app).containsExactly(API);
  }

  @Test
  void unreadableItemIsNeitherNothingKnownNorWrittenOver() throws Exception {
    bothUpThenCrashed();
    store.apps.remove(API);
    store.unreadable.put(API, "item api: state is missing");
    heroku.asked.clear();

    Report report = round(BOTH, BOTH);

    assertThat(headlines()).singleElement().asString().contains("`shop`");
    assertThat(report.blind())
        .containsExactly(new Blind(API, Cause.STATE_UNREADABLE, "item api: state is missing"));
    assertThat(store.apps).doesNotContainKey(API);
    assertThat(heroku.asked).as("what it shows could not be compared").containsExactly(SHOP);
  }

  private List<String> headlines() {
    return channel.posts.stream()
        .map(post -> post.post().text().lines().findFirst().orElse(""))
        .toList();
  }

  private void bothUpThenCrashed() throws InterruptedException {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    heroku.set("shop", DynoState.CRASHED);
  }

  private void allUp() throws InterruptedException {
    heroku.set("api", DynoState.UP);
    heroku.set("shop", DynoState.UP);
    round(BOTH, BOTH);
    clock.advance(Duration.ofMinutes(2));
  }

  private void bothCrash() throws InterruptedException {
    allUp();
    heroku.set("api", DynoState.CRASHED);
    heroku.set("shop", DynoState.CRASHED);
    round(BOTH, BOTH);
    assertThat(channel.posts).hasSize(2);
    channel.posts.clear();
    heroku.asked.clear();
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
            text -> text.replace("s3cret", "***"))
        .run(apps, clock.instant().plusSeconds(50));
  }

  private Incident incidentOf(AppName app) {
    return store.apps.get(app).state().incidents().getFirst();
  }

  /** As another pass would leave it. */
  private static StoredApp touched(StoredApp app) {
    return app.withRevision(app.revision() + 1);
  }
}
