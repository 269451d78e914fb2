package dev.herokumattermost.local.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that wait for their calls. For each call the oldest that fits is used. */
public final class Faults {
  private record Planned(Predicate<Call> which, Fault fault, int times) {}

  private final List<Planned> planned = new ArrayList<>();

  /** For the next calls of a kind. */
  public synchronized void times(int times, Predicate<Call> which, Fault fault) {
    planned.add(new Planned(which, fault, times));
  }

  /**
   * For the next calls of a route.
   *
   * @param route how the method and the path begin, such as {@code POST /api/v4/posts}
   */
  public void times(int times, String route, Fault fault) {
    times(times, call -> (call.method() + " " + call.target()).startsWith(route), fault);
  }

  public void once(String route, Fault fault) {
    times(1, route, fault);
  }

  public void untilCleared(String route, Fault fault) {
    times(Integer.MAX_VALUE, route, fault);
  }

  public synchronized void clear() {
    planned.clear();
  }

  synchronized Optional<Fault> next(Call call) {
    for (int i = 0; i < planned.size(); i++) {
      Planned plan = planned.get(i);
      if (plan.which().test(call)) {
        if (plan.times() == 1) {
          planned.remove(i);
        } else {
          planned.set(i, new Planned(plan.which(), plan.fault(), plan.times() - 1));
        }
        return Optional.of(plan.fault());
      }
    }
    return Optional.empty();
  }
}
