package dev.herokumattermost.rules;

import dev.herokumattermost.dyno.AppName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which apps one pass reads by a call of their own, when there are not calls enough for all. The
 * turn follows from the time alone, so that nothing has to be written for it, and a pass that dies
 * costs the apps of its turn no more than one look.
 *
 * @param inTurn those whose turn it is
 * @param others those whose turn comes with a later pass
 * @param turns in how many passes every app has its turn
 * @param number of this pass: each has one more than the pass before
 * @param room how many of the others can be read as well
 */
public record ReadingPlan(
    List<AppName> inTurn, List<AppName> others, int turns, long number, int room) {
  public ReadingPlan {
    inTurn = List.copyOf(inTurn);
    others = List.copyOf(others);
  }

  /**
   * The plan of a pass.
   *
   * @param apps those that take a call each
   * @param shared calls of this pass that list many apps at once
   * @param tick when the pass was meant to begin
   */
  public static ReadingPlan of(
      Collection<AppName> apps, int shared, CallBudget budget, Instant tick) {
    return of(apps, shared, 0, budget, tick);
  }

  /**
   * The same, when some calls were made already to find out which apps there are. They are few and
   * not in every pass, so they come out of what is kept and do not change whose turn it is.
   *
   * @param discovering how many
   */
  public static ReadingPlan of(
      Collection<AppName> apps, int shared, int discovering, CallBudget budget, Instant tick) {
    int turns = budget.turns(apps.size(), shared);
    long number = Math.floorDiv(tick.getEpochSecond(), Math.max(1, budget.period().toSeconds()));
    var inTurn = new ArrayList<AppName>();
    var others = new ArrayList<AppName>();
    int place = 0;
    for (AppName app : apps.stream().sorted().toList()) {
      (place++ % turns == Math.floorMod(number, turns) ? inTurn : others).add(app);
    }
    int room = budget.beforeTheirTurn(inTurn.size() + shared + discovering);
    return new ReadingPlan(inTurn, others, turns, number, room);
  }

  /**
   * The apps to read: those that cannot wait first. If too many cannot wait, they take turns too.
   *
   * @param first the apps in trouble, and those just deployed
   */
  public List<AppName> apps(Predicate<AppName> first) {
    List<AppName> urgent = new ArrayList<>(others.stream().filter(first).toList());
    if (urgent.size() > room) {
      Collections.rotate(urgent, -Math.floorMod(number * room, urgent.size()));
    }
    return Stream.of(
            inTurn.stream().filter(first),
            urgent.stream().limit(room),
            inTurn.stream().filter(first.negate()))
        .flatMap(part -> part)
        .toList();
  }

  /** How far apart the looks at an app are that is in no trouble. */
  public Duration lookEvery(Duration period) {
    return period.multipliedBy(turns);
  }
}
