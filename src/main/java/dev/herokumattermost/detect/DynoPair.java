package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.ProcessType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dyno that held one place at the last reading, and the one that holds it now. On Cedar the
 * place is the slot, by name. On Fir names are generated, so there the dynos that left and those
 * that came are paired in order of age within their process type.
 */
record DynoPair(@Nullable Dyno before, @Nullable Dyno now) {

  private static final Comparator<Dyno> AGE =
      Comparator.comparingInt(Dyno::release)
          .thenComparing(Dyno::createdAt)
          .thenComparing(Dyno::updatedAt)
          .thenComparing(Dyno::id);

  /**
   * A dyno that has crashed is the one that Heroku starts anew; a healthy one may be scaled away.
   */
  private static final Comparator<Dyno> CRASHED_FIRST =
      Comparator.comparing(dyno -> !dyno.state().equals(DynoState.CRASHED));

  /** During a deploy two dynos may carry one name for a while; the newest is the current one. */
  static List<Dyno> current(List<Dyno> listed) {
    if (isInOrder(listed)) {
      return listed;
    }
    var newest = new HashMap<String, Dyno>(listed.size() * 2);
    for (Dyno dyno : listed) {
      newest.merge(dyno.name(), dyno, (one, other) -> AGE.compare(one, other) < 0 ? other : one);
    }
    return newest.values().stream().sorted(Dyno.BY_NAME_AND_ID).toList();
  }

  /** Heroku lists dynos by name, as a rule; each name once, and nothing is to be done. */
  private static boolean isInOrder(List<Dyno> listed) {
    String last = "";
    for (Dyno dyno : listed) {
      if (last.compareTo(dyno.name()) >= 0) {
        return false;
      }
      last = dyno.name();
    }
    return true;
  }

  static List<DynoPair> between(List<Dyno> known, List<Dyno> current) {
    return sameNames(known, current) ? pairedInOrder(known, current) : pairedByName(known, current);
  }

  private static boolean sameNames(List<Dyno> known, List<Dyno> current) {
    if (known.size() != current.size()) {
      return false;
    }
    for (int i = 0; i < known.size(); i++) {
      if (!known.get(i).name().equals(current.get(i).name())) {
        return false;
      }
    }
    return true;
  }

  private static List<DynoPair> pairedInOrder(List<Dyno> known, List<Dyno> current) {
    var pairs = new ArrayList<DynoPair>(current.size());
    for (int i = 0; i < known.size(); i++) {
      pairs.add(new DynoPair(known.get(i), current.get(i)));
    }
    return pairs;
  }

  private static List<DynoPair> pairedByName(List<Dyno> known, List<Dyno> current) {
    var left = new HashMap<String, Dyno>(known.size() * 2);
    known.forEach(dyno -> left.put(dyno.name(), dyno));
    var pairs = new ArrayList<DynoPair>(current.size());
    var came = new TreeMap<ProcessType, List<Dyno>>();
    for (Dyno dyno : current) {
      Dyno before = left.remove(dyno.name());
      if (before == null && !dyno.inSlot()) {
        came.computeIfAbsent(dyno.type(), _ -> new ArrayList<>()).add(dyno);
      } else {
        pairs.add(new DynoPair(before, dyno));
      }
    }
    pairByAge(left, came, pairs);
    left.values().stream()
        .sorted(Dyno.BY_NAME_AND_ID)
        .forEach(dyno -> pairs.add(new DynoPair(dyno, null)));
    return pairs;
  }

  private static void pairByAge(
      Map<String, Dyno> left, Map<ProcessType, List<Dyno>> came, List<DynoPair> pairs) {
    came.forEach(
        (type, newcomers) -> {
          var leavers =
              left.values().stream()
                  .filter(dyno -> dyno.type().equals(type) && !dyno.inSlot())
                  .sorted(CRASHED_FIRST.thenComparing(AGE))
                  .iterator();
          var replaced = new ArrayList<Dyno>();
          newcomers.sort(AGE);
          for (Dyno newcomer : newcomers) {
            Dyno before = leavers.hasNext() ? leavers.next() : null;
            pairs.add(new DynoPair(before, newcomer));
            if (before != null) {
              replaced.add(before);
            }
          }
          replaced.forEach(dyno -> left.remove(dyno.name()));
        });
  }
}
