package dev.herokumattermost.interleaving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.herokumattermost.Seeds;
import dev.herokumattermost.interleaving.Explorer.Bounds;
import dev.herokumattermost.interleaving.Explorer.Figures;
import dev.herokumattermost.interleaving.Scenario.Sabotage;
import dev.herokumattermost.interleaving.Turns.Broken;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.simulation.Sabotages;
import dev.herokumattermost.simulation.Sabotages.LateSaver;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The promise of docs/guarantees.md, held against passes that take turns step by step. {@code
 * -Dinterleaving=deep} explores further.
 */
class InterleavingTest {
  private static final boolean DEEP = "deep".equals(System.getProperty("interleaving"));
  private static final Bounds WITH_A_FAULT = new Bounds(2, 1, 0);

  static Stream<Bounds> bounds() {
    return DEEP
        ? Stream.of(new Bounds(2, 1, 1), new Bounds(2, 2, 0), new Bounds(3, 1, 0))
        : Stream.of(WITH_A_FAULT, new Bounds(2, 0, 1), new Bounds(3, 0, 0));
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void everythingIsDeliveredOnceInOrderWhateverTheTurns(Bounds bounds) throws InterruptedException {
    explore(
        bounds + ", every schedule",
        Scenario.ofOneApp(),
        scenario -> explorer(scenario, bounds).all());
  }

  /** Each app that a pass saves is a step, so that nobody could play all of their orders. */
  @Test
  void whatManyAppsShareIsDeliveredOnceInOrder() throws InterruptedException {
    var bounds = new Bounds(2, 2, 2);
    int count = DEEP ? 5_000 : 20;
    explore(
        bounds + ", eleven apps, drawn by lot",
        Scenario.ofADigest(),
        scenario -> explorer(scenario, bounds).drawn(count, Seeds.seed(42)));
  }

  private static Explorer explorer(Scenario scenario, Bounds bounds) {
    return new Explorer(
        scenario,
        bounds,
        Sabotage.NONE,
        violation -> {
          throw violation;
        });
  }

  /** On virtual threads, as the passes are: among them, handing on the turn costs little. */
  private static void explore(
      String what, List<Scenario> scenarios, Function<Scenario, Figures> exploration)
      throws InterruptedException {
    var all = new Figures(0, 0, 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Figures>> pending =
          scenarios.stream()
              .map(scenario -> threads.submit(() -> exploration.apply(scenario)))
              .toList();
      for (Future<Figures> one : pending) {
        all = all.plus(one.get());
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Broken violation) {
        throw violation;
      }
      throw new IllegalStateException(failed.getCause());
    }
    System.out.printf(
        "%s, from %d beginnings: %,d schedules, %,d states, %,d ends%n",
        what, scenarios.size(), all.schedules(), all.states(), all.ends());
  }

  @Test
  void withoutALeaseItIsCaught() {
    assertCaught(store(Sabotages::leaseless), "delivered twice");
  }

  @Test
  void withoutALookItIsCaught() {
    assertCaught(channel(Sabotages::blindfolded), "delivered twice");
  }

  @Test
  void withoutAConditionOnWritesItIsCaught() {
    assertCaught(store(Sabotages.Unconditional::new), "delivered twice");
  }

  @Test
  void postingBeforeSavingIsCaught() {
    assertCaught(store(table -> new LateSaver(table, LateSaver.IN_HAND)), "delivered twice");
  }

  @Test
  void goingToAnotherChannelBeforeThatIsSavedIsCaught() {
    assertCaught(store(table -> new LateSaver(table, LateSaver.MOVED)), "delivered twice");
  }

  @Test
  void recordingAsDeliveredBeforePostingIsCaught() {
    assertCaught(store(Sabotages.Hasty::new), "lost");
  }

  @Test
  void anotherOrderIsCaught() {
    assertCaught(store(Sabotages::reversing), "out of order");
  }

  @Test
  void waitingForEverIsCaught() {
    assertCaught(channel(Sabotages::unanswered), "stuck");
  }

  private static Sabotage store(UnaryOperator<StateStore> store) {
    return new Sabotage(UnaryOperator.identity(), store);
  }

  private static Sabotage channel(UnaryOperator<Channel> channel) {
    return new Sabotage(channel, UnaryOperator.identity());
  }

  /** One rule broken breaks more than one promise; the exploration goes on to the one meant. */
  private static void assertCaught(Sabotage sabotage, String how) {
    assertThatThrownBy(
            () -> {
              for (Scenario scenario : Scenario.ofOneApp()) {
                new Explorer(
                        scenario,
                        WITH_A_FAULT,
                        sabotage,
                        violation -> {
                          if (violation.getMessage().startsWith(how)) {
                            throw violation;
                          }
                        })
                    .all();
              }
            })
        .isInstanceOf(Broken.class);
  }
}
