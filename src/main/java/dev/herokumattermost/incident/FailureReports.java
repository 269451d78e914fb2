package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.Crash;
import dev.herokumattermost.detect.Diagnosis.Failed;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.detect.Rollback;
import dev.herokumattermost.dyno.Dyno;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers what the events about failing dynos of one process type report. */
record FailureReports(Comparison comparison, Evidence evidence) {

  /**
   * A report of dynos that fail and did not before.
   *
   * @param incident as it is with them
   * @param failed all that failed in this pass
   * @param newly those of them that did not fail before
   * @param loops whether the failure is a crash loop already
   */
  FailureReport of(
      Incident incident,
      List<Failed> failed,
      List<Failed> newly,
      CrashHistory crashes,
      boolean loops) {
    List<Failure> dynos = newly.stream().map(one -> withRecentCrashes(one, crashes)).toList();
    return report(incident, withSharedOnce(dynos), loops, recentRelease(failed));
  }

  /** A report of what was held back: only that the dynos fail is known by then. */
  FailureReport of(Incident incident, ToIntFunction<String> releaseOf) {
    List<Failure> dynos =
        incident.dynos().stream()
            .map(dyno -> Failure.of(dyno, releaseOf.applyAsInt(dyno.name())))
            .toList();
    return report(incident, dynos, incident.isCrashLoop(), null);
  }

  CrashLooping crashLooping(String place, List<Failed> failed, CrashHistory crashes) {
    Failed latest =
        failed.stream()
            .filter(one -> Crash.placeOf(one.dyno()).equals(place))
            .max(Comparator.comparing(one -> one.failure().since()))
            .orElseThrow();
    return new CrashLooping(
        latest.dyno().type(),
        place,
        crashes.countAt(place),
        crashes.firstAt(place),
        withRecentCrashes(latest, crashes),
        recentRelease(failed),
        evidence.herokuIncident().orElse(null));
  }

  private FailureReport report(
      Incident incident, List<Failure> dynos, boolean loops, @Nullable SuspectRelease release) {
    var circumstances = EnumSet.noneOf(Circumstance.class);
    if (comparison.firstReading()) {
      circumstances.add(Circumstance.FIRST_READING);
    }
    if (incident.isWarning()) {
      circumstances.add(Circumstance.WARNING);
    }
    if (loops) {
      circumstances.add(Circumstance.CRASH_LOOP);
    }
    if (!incident.isWarning() && isDown(incident)) {
      circumstances.add(Circumstance.DOWN);
    }
    if (evidence.inMaintenance().orElse(false)) {
      circumstances.add(Circumstance.MAINTENANCE);
    }
    int total = comparison.listed(incident.type());
    int failing = incident.dynos().size();
    return new FailureReport(
        incident.type(),
        circumstances,
        total,
        failing,
        dynos,
        release,
        evidence.herokuIncident().orElse(null));
  }

  /** Whether all dynos that are listed are of the incident, and none of them is up. */
  private boolean isDown(Incident incident) {
    Set<String> failing =
        incident.dynos().stream().map(FailingDyno::name).collect(Collectors.toSet());
    List<Dyno> listed =
        comparison.current().stream().filter(dyno -> dyno.type().equals(incident.type())).toList();
    return !listed.isEmpty()
        && listed.stream()
            .allMatch(dyno -> failing.contains(dyno.name()) && !dyno.isIn(DynoState.UP));
  }

  /**
   * Only the dyno that failed first keeps lines of its log: mostly the others would say the same.
   * And what concerns the whole app is said of the first dyno alone.
   */
  private static List<Failure> withSharedOnce(List<Failure> failures) {
    String sharing = failures.isEmpty() ? "" : failures.getFirst().dyno();
    Optional<Failure> first =
        failures.stream()
            .filter(failure -> !failure.logLines().isEmpty())
            .min(Comparator.comparing(Failure::since));
    return failures.stream()
        .map(failure -> first.equals(Optional.of(failure)) ? failure : failure.withoutLogLines())
        .map(one -> one.dyno().equals(sharing) ? one : one.withoutSharedErrors())
        .toList();
  }

  /** On Fir the crashes of all dynos are counted together, and say nothing about one of them. */
  private static Failure withRecentCrashes(Failed failed, CrashHistory crashes) {
    String place = Crash.placeOf(failed.dyno());
    int times = crashes.countAt(place);
    return failed.dyno().inSlot() && times > failed.failure().crashes()
        ? failed.failure().withCrashes(times).withCrashesSince(crashes.firstAt(place))
        : failed.failure();
  }

  private @Nullable SuspectRelease recentRelease(List<Failed> failed) {
    return failed.stream()
        .map(Failed::failure)
        .flatMap(
            failure ->
                evidence.release(failure.release()).stream()
                    .filter(release -> isSoonAfter(release, failure)))
        .map(one -> new SuspectRelease(one, Rollback.after(one, evidence.knownReleases())))
        .findFirst()
        .orElse(null);
  }

  private static boolean isSoonAfter(Release release, Failure failure) {
    Duration age = Duration.between(release.createdAt(), failure.since());
    return !age.isNegative() && age.compareTo(Thresholds.RELEASE_IS_NEAR) <= 0;
  }
}
