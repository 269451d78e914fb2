package dev.herokumattermost.interleaving;

import dev.herokumattermost.interleaving.Scenario.Health;
import dev.herokumattermost.interleaving.Scenario.Sabotage;
import dev.herokumattermost.interleaving.Turns.Broken;
import dev.herokumattermost.interleaving.Turns.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Plays passes that take turns step by step, from one scenario, in every order and with every fault
 * at every step. After each schedule no more faults happen, and all must end well.
 *
 * <p>Passes do the same whenever they have learned the same. So where the world and all that the
 * passes have learned are as they were on another way, what follows from there is not played again.
 */
final class Explorer {
  private static final int MOST_CALM_PASSES = 40;
  private static final Duration PASS_LIMIT = Duration.ofSeconds(50);

  /** How long nothing may happen while passes run: within the time of a pass, or till the next. */
  private static final List<Pause> PAUSES =
      List.of(new Pause(Duration.ofSeconds(40)), new Pause(Duration.ofSeconds(120)));

  /** After so many calm passes nothing may wait any more: the longest wait is ten minutes. */
  private static final int MOST_PASSES_WAITING = 6;

  /**
   * What an exploration came to.
   *
   * @param schedules in how many ways the steps and faults can follow each other
   * @param states how many different ones there were on these ways; zero if they are drawn by lot
   * @param ends in how many different ones they ended
   */
  record Figures(long schedules, long states, long ends) {
    Figures plus(Figures other) {
      return new Figures(schedules + other.schedules, states + other.states, ends + other.ends);
    }
  }

  /**
   * How much may happen in one schedule.
   *
   * @param passes that take turns
   * @param faults at most
   * @param pauses at most
   */
  record Bounds(int passes, int faults, int pauses) {}

  private final Scenario scenario;
  private final Bounds bounds;
  private final Sabotage sabotage;
  private final Consumer<Broken> violations;
  private final Set<Object> ends = new HashSet<>();

  /**
   * @param violations is told of each; unless it throws that, the exploration goes on elsewhere
   */
  Explorer(Scenario scenario, Bounds bounds, Sabotage sabotage, Consumer<Broken> violations) {
    this.scenario = scenario;
    this.bounds = bounds;
    this.sabotage = sabotage;
    this.violations = violations;
  }

  /** A point at which one of several things can happen next. */
  private static final class Choice {
    final Object state;
    final int options;
    int taken;
    long schedules;

    Choice(Object state, int options) {
      this.state = state;
      this.options = options;
    }
  }

  /** Every schedule. */
  Figures all() {
    Map<Object, Long> known = new HashMap<>();
    var way = new ArrayList<Choice>();
    long schedules = 0;
    do {
      long found = extended(way, known);
      while (!way.isEmpty()) {
        Choice last = way.getLast();
        last.schedules += found;
        if (++last.taken < last.options) {
          break;
        }
        found = last.schedules;
        known.put(last.state, found);
        way.removeLast();
      }
      schedules = found;
    } while (!way.isEmpty());
    return new Figures(schedules, known.size(), ends.size());
  }

  /**
   * Plays the way again, and on to its end or to a state that is known.
   *
   * @return how many schedules there are from there
   */
  private long extended(List<Choice> way, Map<Object, Long> known) {
    var schedule = new Schedule();
    try {
      way.forEach(choice -> schedule.take(schedule.options().get(choice.taken)));
      while (true) {
        List<Option> options = schedule.options();
        if (options.isEmpty()) {
          schedule.finish();
          return 1;
        }
        Object state = schedule.asValue();
        Long ahead = known.get(state);
        if (ahead != null) {
          return ahead;
        }
        way.add(new Choice(state, options.size()));
        schedule.take(options.getFirst());
      }
    } catch (Broken broken) {
      violations.accept(broken);
      return 1;
    } finally {
      schedule.end();
    }
  }

  /** So many schedules drawn by lot. */
  Figures drawn(int count, long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      var schedule = new Schedule();
      try {
        for (List<Option> all = schedule.options(); !all.isEmpty(); all = schedule.options()) {
          boolean plain = random.nextInt(6) != 0;
          List<Option> some = plain ? all.stream().filter(Explorer::isPlain).toList() : all;
          schedule.take(some.get(random.nextInt(some.size())));
        }
        schedule.finish();
      } catch (Broken broken) {
        violations.accept(broken);
      } finally {
        schedule.end();
      }
    }
    return new Figures(count, 0, ends.size());
  }

  /** What can happen next. */
  private sealed interface Option {}

  private record Step(int pass, Fault fault) implements Option {}

  private record Pause(Duration time) implements Option {}

  private static boolean isPlain(Option option) {
    return option instanceof Step(_, var fault) && fault == Fault.NONE;
  }

  /** One order of steps and faults, as it is played. */
  private final class Schedule {
    private final World world = scenario.start().copy();
    private final List<SteppedPass> running = new ArrayList<>();
    private final Map<SteppedPass, Instant> limits = new HashMap<>();
    private final List<String> story = new ArrayList<>();
    private int faults = bounds.faults();
    private int pauses = bounds.pauses();

    Schedule() {
      for (int number = 0; number < bounds.passes(); number++) {
        String name = String.valueOf((char) ('A' + number));
        running.add(SteppedPass.of(name, pass -> run(name, pass)));
      }
    }

    private void run(String name, SteppedPass pass) throws InterruptedException {
      limits.put(pass, world.now.plus(PASS_LIMIT));
      pass.learns(world.now);
      try {
        scenario.pass(
            world, name, pass, answer -> pass.learns(List.of(world.now, answer)), sabotage);
      } catch (Ports.NoAnswer loadFailed) {
        // The pass fails as a whole. What it has begun, another goes on with.
      }
    }

    List<Option> options() {
      var options = new ArrayList<Option>();
      for (int number = 0; number < running.size(); number++) {
        SteppedPass pass = running.get(number);
        if (!pass.isOver()) {
          for (Fault fault : faults > 0 ? pass.possible() : List.of(Fault.NONE)) {
            options.add(new Step(number, fault));
          }
        }
      }
      if (!options.isEmpty() && pauses > 0) {
        options.addAll(PAUSES);
      }
      return options;
    }

    void take(Option option) {
      switch (option) {
        case Step(var number, var fault) -> {
          SteppedPass pass = running.get(number);
          story.add(pass.describe(fault));
          faults -= fault == Fault.NONE ? 0 : 1;
          pass.go(fault);
          pass.failure().ifPresent(this::fail);
        }
        case Pause(var time) -> {
          pauses--;
          story.add(time.toSeconds() + " s pass");
          world.advance(time);
          limits.forEach(
              (pass, limit) -> {
                if (limit.isBefore(world.now)) {
                  pass.end();
                }
              });
        }
      }
    }

    Object asValue() {
      return List.of(
          world.asValue(), faults, pauses, running.stream().map(SteppedPass::asValue).toList());
    }

    /** All is calm, and after a while well. */
    void finish() {
      if (!ends.add(world.asValue())) {
        return;
      }
      story.add("all is calm");
      try {
        world.advance(Duration.ofMinutes(1));
        for (int count = 1, quiet = 0; quiet < 2; count++) {
          if (count == MOST_CALM_PASSES) {
            throw new Broken("no end: passes still write");
          }
          if (count == MOST_PASSES_WAITING + 1) {
            world.health = Health.RESTARTED;
          }
          int writes = world.writes();
          world.advance(Scenario.PERIOD);
          scenario.calmPass(world, sabotage);
          if (count == MOST_PASSES_WAITING && world.isAnythingWaiting()) {
            throw new Broken("stuck: it still waits after " + count + " calm passes");
          }
          boolean idle = world.writes() == writes && !world.isAnythingWaiting();
          quiet = idle && count > 2 * MOST_PASSES_WAITING ? quiet + 1 : 0;
        }
        world.checkTheEnd();
      } catch (Broken broken) {
        fail(broken);
      }
    }

    private void fail(Throwable failure) {
      String what = failure instanceof Broken ? failure.getMessage() : failure.toString();
      throw new Broken(what + "\n" + scenario.name() + "\n  " + String.join("\n  ", story));
    }

    void end() {
      running.forEach(SteppedPass::end);
    }
  }
}
