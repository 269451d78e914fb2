package dev.herokumattermost.local.mattermost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults that wait for their request. The first that fits is used. */
public final class Faults {
  private final List<Planned> planned = new ArrayList<>();

  private record Planned(String route, Fault fault, int left) {}

  /**
   * For the next request whose method and path, such as {@code POST /api/v4/posts}, begin so.
   *
   * @param route empty for any request
   */
  public void once(String route, Fault fault) {
    times(1, route, fault);
  }

  public synchronized void times(int count, String route, Fault fault) {
    planned.add(new Planned(route, fault, count));
  }

  public void untilCleared(String route, Fault fault) {
    times(Integer.MAX_VALUE, route, fault);
  }

  public synchronized void clear() {
    planned.clear();
  }

  synchronized Optional<Fault> take(String request) {
    for (int i = 0; i < planned.size(); i++) {
      Planned plan = planned.get(i);
      if (request.startsWith(plan.route())) {
        if (plan.left() == 1) {
          planned.remove(i);
        } else {
          planned.set(i, new Planned(plan.route(), plan.fault(), plan.left() - 1));
        }
        return Optional.of(plan.fault());
      }
    }
    return Optional.empty();
  }
}
