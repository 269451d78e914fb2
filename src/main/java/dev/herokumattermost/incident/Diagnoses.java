package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Change;
import dev.herokumattermost.detect.ClosedReason;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Diagnosis.Failed;
import dev.herokumattermost.detect.Diagnosis.Harmless;
import dev.herokumattermost.detect.Diagnosis.Left;
import dev.herokumattermost.detect.Diagnosis.MaintenanceOver;
import dev.herokumattermost.detect.Diagnosis.Reason;
import dev.herokumattermost.detect.Diagnosis.Steady;
import dev.herokumattermost.dyno.Dyno;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The diagnoses of one process type, by what they say.
 *
 * @param failed the dynos that fail
 * @param seen the dynos that fail or are steady, in order
 * @param left the dynos that are gone, and why
 * @param restartedManually the dynos that somebody restarted
 */
record Diagnoses(
    List<Failed> failed,
    Collection<Dyno> seen,
    Map<String, ClosedReason> left,
    Set<String> restartedManually,
    boolean maintenanceOver) {

  static Diagnoses of(List<DiagnosedChange> changes) {
    var failed = new ArrayList<Failed>();
    var seen = new LinkedHashMap<String, Dyno>();
    var left = new LinkedHashMap<String, ClosedReason>();
    var restartedManually = new HashSet<String>();
    boolean maintenanceOver = false;
    for (DiagnosedChange changed : changes) {
      switch (changed.diagnosis()) {
        case Failed one -> {
          failed.add(one);
          seen.put(one.dyno().name(), one.dyno());
        }
        case Steady(var dyno) -> seen.put(dyno.name(), dyno);
        case Left(var name, var why) -> left.put(name, why);
        case MaintenanceOver _ -> maintenanceOver = true;
        case Harmless(var why) -> {
          if (why == Reason.RESTARTED_MANUALLY
              && changed.change() instanceof Change.OfDyno restarted) {
            restartedManually.add(restarted.dyno().name());
          }
        }
      }
    }
    return new Diagnoses(failed, seen.values(), left, restartedManually, maintenanceOver);
  }
}
