package dev.herokumattermost.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.ScriptedPorts.Apps;
import dev.herokumattermost.pass.ScriptedPorts.MemoryStore;
import dev.herokumattermost.pass.ScriptedPorts.RecordingChannel;
import dev.herokumattermost.pass.ScriptedPorts.TestClock;
import dev.herokumattermost.wording.Presentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a round does at the same time, and what must nevertheless wait. */
@Timeout(60)
class SideBySideTest {
  private static final AppName API = new AppName("api");

  private final TestClock clock = new TestClock();
  private final Apps heroku = new Apps(clock);
  private final MemoryStore store = new MemoryStore();
  private final RecordingChannel channel = new RecordingChannel();
  private final Set<AppName> apps = new TreeSet<>(Set.of(API));

  /** Does something before a call of a method, and lets one call through at a time. */
  private interface Before {
    void call(String method, Object first) throws InterruptedException;
  }

  private static <T> T watching(Class<T> type, T port, Before before) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              before.call(method.getName(), arguments == null ? "" : arguments[0]);
              try {
                synchronized (port) {
                  return method.invoke(port, arguments);
                }
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            }));
  }

  private Report round(Heroku reading, Channel posting, StateStore table)
      throws InterruptedException {
    return new Round(
            reading,
            posting,
            table,
            apps,
            Presentation.DEFAULT,
            ReadingOptions.everyApp(8),
            clock,
            () -> "pending",
            UnaryOperator.identity())
        .run(apps, clock.instant().plusSeconds(50));
  }

  private void others(int count) {
    IntStream.range(0, count)
        .forEach(
            number -> {
              heroku.set("app-" + number, DynoState.UP);
              apps.add(new AppName("app-" + number));
            });
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void appsAreReadWhileTheTableIsLoaded() throws Exception {
    heroku.set("api", DynoState.UP);
    others(20);
    var read = new CountDownLatch(1);

    Report report =
        round(
            watching(Heroku.class, heroku, (method, _) -> countDown(method, "dynos", read)),
            channel,
            watching(
                StateStore.class,
                store,
                (method, _) -> {
                  if (method.equals("load")) {
                    await(read);
                  }
                }));

    assertThat(report.apps()).isEqualTo(21);
    assertThat(heroku.asked).doesNotHaveDuplicates().hasSize(21);
    assertThat(store.apps).hasSize(21);
  }

  private static void countDown(String method, String wanted, CountDownLatch latch) {
    if (method.equals(wanted)) {
      latch.countDown();
    }
  }

  @Test
  void whatIsReadAheadOfAnUnreadableItemIsNotBelieved() throws Exception {
    heroku.set("api", DynoState.UP);
    others(3);
    store.unreadable.put(API, "item api: state is missing");

    Report report = round(watching(Heroku.class, heroku, (_, _) -> {}), channel, lockedStore());

    assertThat(report.blind())
        .containsExactly(
            new Reading.Blind(API, Reading.Cause.STATE_UNREADABLE, "item api: state is missing"));
    assertThat(store.apps).doesNotContainKey(API);
  }

  @Test
  void loadThatFailsEndsTheRoundAndTheReadingWithIt() {
    heroku.set("api", DynoState.UP);
    StateStore failing =
        watching(
            StateStore.class,
            store,
            (_, _) -> {
              throw new IllegalStateException("no answer");
            });

    assertThatThrownBy(() -> round(watching(Heroku.class, heroku, (_, _) -> {}), channel, failing))
        .hasMessage("no answer");
    assertThat(store.writes()).isZero();
  }

  @Test
  void alertGoesOutWhileAppsThatNobodyWaitsForAreSaved() throws Exception {
    heroku.set("api", DynoState.UP);
    round(watching(Heroku.class, heroku, (_, _) -> {}), channel, lockedStore());
    heroku.set("api", DynoState.CRASHED);
    others(20);
    var posted = new CountDownLatch(1);

    Report report =
        round(
            watching(Heroku.class, heroku, (_, _) -> {}),
            watching(Channel.class, channel, (method, _) -> countDown(method, "post", posted)),
            watching(
                StateStore.class,
                store,
                (method, first) -> {
                  if (method.equals("save")
                      && first instanceof StoredApp app
                      && app.app().value().startsWith("app-")) {
                    await(posted);
                  }
                }));

    assertThat(report.posted()).hasSize(1);
    assertThat(report.unsaved()).isEmpty();
    assertThat(store.apps).hasSize(21);
  }

  @Test
  void nothingIsPostedBeforeItIsSaved() throws Exception {
    heroku.set("api", DynoState.UP);
    round(watching(Heroku.class, heroku, (_, _) -> {}), channel, lockedStore());
    heroku.set("api", DynoState.CRASHED);
    store.failures = 1;

    Report report = round(watching(Heroku.class, heroku, (_, _) -> {}), channel, lockedStore());

    assertThat(report.unsaved()).isEqualTo(List.of(API));
    assertThat(channel.posts).isEmpty();
  }

  private StateStore lockedStore() {
    return watching(StateStore.class, store, (_, _) -> {});
  }
}
