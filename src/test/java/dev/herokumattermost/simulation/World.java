package dev.herokumattermost.simulation;

import dev.herokumattermost.local.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Time, chance and what is written down of a history. Everything that may go wrong is decided here,
 * so that a seed is a history.
 */
final class World implements InstantSource {
  /** Thrown where Lambda, or the machine below it, ends a pass. Nothing may catch it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String where) {
      super(where, null, false, false);
    }
  }

  /** An invariant does not hold. */
  static final class Broken extends Error {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }

  final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T02:00:00Z"));
  final SplittableRandom random;
  private final List<String> story = new ArrayList<>();
  private boolean calm;
  private final Map<String, Integer> paths = new TreeMap<>();
  private Instant limit = Instant.MAX;
  private int kills;
  private Runnable between = () -> {};

  World(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  /** Another pass may begin at any step of the one that runs. */
  void between(Runnable what) {
    between = what;
  }

  /** From now on nothing goes wrong. */
  void calmDown() {
    calm = true;
  }

  /**
   * Whether nothing goes wrong for now.
   *
   * @return whether it was so before
   */
  boolean calm(boolean now) {
    boolean before = calm;
    calm = now;
    return before;
  }

  boolean isCalm() {
    return calm;
  }

  int kills() {
    return kills;
  }

  /** Something that happens once in so many times, as long as things go wrong at all. */
  boolean happens(int onceIn) {
    return !calm && random.nextInt(onceIn) == 0;
  }

  /** Counts that something has happened, so that a run in which it never does can fail. */
  void count(String path) {
    paths.merge(path, 1, Integer::sum);
  }

  Map<String, Integer> paths() {
    return paths;
  }

  /**
   * Ends the pass at a time, as Lambda does.
   *
   * @return the limit before, of the pass that this one meets
   */
  Instant limit(Instant end) {
    Instant before = limit;
    limit = end;
    return before;
  }

  /** The moment before or after an effect: time passes, and the pass may end here. */
  void step(String where) {
    if (!calm && clock.instant().isAfter(limit)) {
      count("time limit");
      note("out of time at " + where);
      throw new Killed(where);
    }
    clock.advance(Duration.ofMillis(1 + random.nextInt(40)));
    if (happens(60)) {
      clock.advance(Duration.ofSeconds(random.nextInt(20)));
    }
    if (happens(40)) {
      between.run();
    }
    if (happens(70)) {
      kills++;
      note("killed at " + where);
      throw new Killed(where);
    }
  }

  void note(String what) {
    story.add(clock.instant() + " " + what);
  }

  String story() {
    return String.join("\n", story);
  }
}
