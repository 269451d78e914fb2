package dev.herokumattermost.incident;

import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.Crash;
import dev.herokumattermost.detect.Diagnosis.Failed;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.ProcessType;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.IncidentEvent.Circumstance;
import dev.herokumattermost.incident.IncidentEvent.CrashLooping;
import dev.herokumattermost.incident.IncidentEvent.FailureReport;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Gathers what the events about failing dynos of one process type report. */
record FailureReports(ProcessType type, Comparison comparison, Evidence evidence) {

  /**
   * A report of dynos that fail and did not before.
   *
   * @param failed all that failed in this pass
   * @param newly those of them that did not fail before
   * @param failing how many fail now
   * @param loops whether the failure is a crash loop already
   */
  FailureReport of(
      List<Failed> failed, List<Failed> newly, CrashHistory crashes, int failing, boolean loops) {
    List<Failure> dynos = newly.stream().map(one -> withRecentCrashes(one, crashes)).toList();
    return report(failing, withOneExcerpt(dynos), loops, recentRelease(failed));
  }

  /** A report of what was held back: only that the dynos fail is known by then. */
  FailureReport of(Incident incident, ToIntFunction<String> releaseOf) {
    List<Failure> dynos =
        incident.dynos().stream()
            .map(dyno -> Failure.of(dyno, releaseOf.applyAsInt(dyno.name())))
            .toList();
    return report(dynos.size(), dynos, incident.isCrashLoop(), null);
  }

  CrashLooping crashLooping(String place, List<Failed> failed, CrashHistory crashes) {
    Failed latest =
        failed.stream()
            .filter(one -> Crash.placeOf(one.dyno()).equals(place))
            .max(Comparator.comparing(one -> one.failure().since()))
            .orElseThrow();
    return new CrashLooping(
        type,
        place,
        crashes.countAt(place),
        crashes.firstAt(place),
        withRecentCrashes(latest, crashes),
        recentRelease(failed));
  }

  private FailureReport report(
      int failing, List<Failure> dynos, boolean loops, @Nullable Release release) {
    var circumstances = EnumSet.noneOf(Circumstance.class);
    if (comparison.firstReading()) {
      circumstances.add(Circumstance.FIRST_READING);
    }
    if (loops) {
      circumstances.add(Circumstance.CRASH_LOOP);
    }
    if (evidence.inMaintenance().orElse(false)) {
      circumstances.add(Circumstance.MAINTENANCE);
    }
    int total = comparison.listed(type);
    return new FailureReport(type, circumstances, total, failing, dynos, release);
  }

  /**
   * Only the dyno that failed first keeps the end of its log: mostly the others would say the same.
   */
  private static List<Failure> withOneExcerpt(List<Failure> failures) {
    Optional<Failure> first =
        failures.stream()
            .filter(failure -> !failure.logLines().isEmpty())
            .min(Comparator.comparing(Failure::since));
    return failures.stream()
        .map(failure -> first.equals(Optional.of(failure)) ? failure : failure.withoutLogLines())
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

  private @Nullable Release recentRelease(List<Failed> failed) {
    return failed.stream()
        .flatMap(one -> evidence.release(one.dyno().release()).stream())
        .filter(release -> failed.stream().anyMatch(one -> isSoonAfter(release, one.failure())))
        .findFirst()
        .orElse(null);
  }

  private static boolean isSoonAfter(Release release, Failure failure) {
    Duration age = Duration.between(release.createdAt(), failure.since());
    return !age.isNegative() && age.compareTo(Thresholds.RELEASE_IS_NEAR) <= 0;
  }
}
