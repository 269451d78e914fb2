package dev.herokumattermost.incident;

import dev.herokumattermost.local.heroku.Generation;
import dev.herokumattermost.local.heroku.Rollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What befalls an app, drawn from a seed: how it is at first, and step by step what happens and how
 * long it is until the watch looks again. A step names dynos by their number among those that are
 * up, so that it means something whatever came before it.
 */
record History(long seed, Beginning beginning, List<Step> steps) {
  private static final Set<Event> HARMLESS = EnumSet.range(Event.NOTHING, Event.WAKE);

  History {
    steps = List.copyOf(steps);
  }

  enum Event {
    NOTHING,
    DEPLOY,
    CONFIG,
    RESTART_ALL,
    RESTART_ONE,
    CYCLE,
    SCALE_WEB,
    SCALE_WORKER,
    RESIZE,
    ONE_OFF,
    RELOCATE,
    NAP,
    FAILED_RELEASE,
    IDLE,
    WAKE,
    CRASH,
    BREAK_DOWN,
    CRASH_AND_STAY,
    HEAL
  }

  record Beginning(
      Generation generation,
      Rollout rollout,
      boolean keepsIds,
      Duration boot,
      int webs,
      int workers) {}

  record Step(Event event, int which, Duration untilLook) {
    @Override
    public String toString() {
      return event + " " + which + ", look after " + untilLook.toSeconds() + " s";
    }
  }

  static History harmless(long seed) {
    return of(seed, 30, List.copyOf(HARMLESS));
  }

  static History of(long seed) {
    var events = new ArrayList<>(HARMLESS);
    for (int often = 0; often < 3; often++) {
      events.addAll(EnumSet.complementOf(EnumSet.copyOf(HARMLESS)));
    }
    return of(seed, 24, events);
  }

  private static History of(long seed, int length, List<Event> events) {
    var random = new SplittableRandom(seed);
    var beginning =
        new Beginning(
            random.nextInt(4) == 0 ? Generation.FIR : Generation.CEDAR,
            Rollout.values()[random.nextInt(Rollout.values().length)],
            random.nextBoolean(),
            Duration.ofSeconds(5 + random.nextInt(40)),
            1 + random.nextInt(3),
            1 + random.nextInt(2));
    var steps = new ArrayList<Step>();
    for (int step = 0; step < length; step++) {
      steps.add(
          new Step(
              events.get(random.nextInt(events.size())),
              random.nextInt(6),
              Duration.ofSeconds(20 + random.nextInt(220))));
    }
    return new History(seed, beginning, steps);
  }

  History having(List<Step> otherSteps) {
    return new History(seed, beginning, otherSteps);
  }

  /**
   * The shortest history of the same kind that still goes wrong, as far as leaving out steps can
   * find it.
   *
   * @param play fails with an {@link AssertionError} if a history goes wrong
   */
  History shrunk(Consumer<History> play) {
    History least = this;
    for (int size = Math.max(1, steps.size() / 2); size >= 1; size = size == 1 ? 0 : size / 2) {
      for (int from = 0; from + size <= least.steps().size(); ) {
        var fewer = new ArrayList<>(least.steps());
        fewer.subList(from, from + size).clear();
        History shorter = having(fewer);
        if (goesWrong(shorter, play)) {
          least = shorter;
        } else {
          from++;
        }
      }
    }
    return least;
  }

  private static boolean goesWrong(History history, Consumer<History> play) {
    try {
      play.accept(history);
      return false;
    } catch (AssertionError wrong) {
      return true;
    }
  }

  /** Plays it; if it goes wrong, says so with the shortest history that does. */
  void mustHold(Consumer<History> play) {
    try {
      play.accept(this);
    } catch (AssertionError wrong) {
      History least = shrunk(play);
      try {
        play.accept(least);
      } catch (AssertionError plainer) {
        throw new AssertionError(
            "Seed %d goes wrong (-Dhistory.seed=%d plays it alone); shrunk to %d steps:%n%s%n%s"
                .formatted(seed, seed, least.steps().size(), least, plainer.getMessage()),
            plainer);
      }
      throw wrong;
    }
  }

  @Override
  public String toString() {
    return beginning
        + steps.stream().map(Step::toString).collect(Collectors.joining("\n  ", "\n  ", ""));
  }
}
