package dev.herokumattermost.local.heroku;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that are set, oldest first; each holds for some calls and then is used up. */
final class Faults {
  private static final class Planned {
    final Predicate<Call> which;
    final Fault fault;
    int times;

    Planned(Predicate<Call> which, Fault fault, int times) {
      this.which = which;
      this.fault = fault;
      this.times = times;
    }
  }

  private final List<Planned> planned = new ArrayList<>();

  synchronized void add(Predicate<Call> which, int times, Fault fault) {
    planned.add(new Planned(which, fault, times));
  }

  synchronized void clear() {
    planned.clear();
  }

  synchronized Optional<Fault> strike(Call call) {
    for (Planned plan : planned) {
      if (plan.times > 0 && plan.which.test(call)) {
        plan.times--;
        return Optional.of(plan.fault);
      }
    }
    return Optional.empty();
  }
}
