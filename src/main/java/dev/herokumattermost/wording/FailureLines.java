package dev.herokumattermost.wording;

import static dev.herokumattermost.wording.Markdown.code;

import dev.herokumattermost.detect.FailingDyno;
import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.dyno.DynoState;
import dev.herokumattermost.dyno.Release;
import dev.herokumattermost.incident.IncidentEvent.SuspectRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a box about failing dynos and the release that they failed after.
 *
 * @param ago whether it is said how long ago something was, which soon is wrong where a post is
 *     left as it is
 */
record FailureLines(Subject subject, boolean ago) {
  /** So many dynos that failed alike share a line. */
  private static final int ALIKE = 10;

  /**
   * When, why and how often each dyno failed; those of which the same holds share a line.
   *
   * @param shown the release that has a line of its own; null if none has
   */
  List<String> of(List<Failure> dynos, @Nullable SuspectRelease shown) {
    var alike = new LinkedHashMap<String, List<String>>();
    dynos.forEach(
        dyno -> alike.computeIfAbsent(line(dyno, shown), _ -> new ArrayList<>()).add(dyno.dyno()));
    return alike.entrySet().stream()
        .map(one -> "• %s %s".formatted(Markdown.codes(one.getValue(), ALIKE), one.getKey()))
        .toList();
  }

  private String line(Failure failure, @Nullable SuspectRelease shown) {
    boolean unshown = shown == null || shown.release().version() != failure.release();
    var line = new StringBuilder(verbSince(failure.state(), when(failure.since())));
    if (unshown && failure.release() > 0) {
      line.append(", ").append(version(failure.release()));
    }
    Reason reason = Reason.of(failure);
    if (reason.known()) {
      line.append(": ").append(reason.whole());
    }
    if (failure.crashes() > 1 && failure.crashesSince() != null) {
      String what = failure.state().equals(DynoState.RESTARTING) ? "restarts" : "crashes";
      line.append(
          "; %d %s since %s".formatted(failure.crashes(), what, at(failure.crashesSince())));
    }
    if (failure.upAgainSince() != null) {
      line.append("; up again since ").append(at(failure.upAgainSince()));
    }
    return line.toString();
  }

  String of(FailingDyno dyno) {
    return "• %s %s".formatted(code(dyno.name()), verbSince(dyno.state(), when(dyno.since())));
  }

  static String verbSince(DynoState state, String when) {
    if (state.equals(DynoState.CRASHED)) {
      return "crashed at " + when;
    }
    if (state.equals(DynoState.RESTARTING)) {
      return "restarted at " + when + ", cause unknown";
    }
    return word(state) + " since " + when;
  }

  List<String> after(@Nullable SuspectRelease suspect, List<Failure> dynos) {
    return suspect == null
        ? List.of()
        : List.of(
            "• %s: %s".formatted(after(suspect.release(), dynos), described(suspect.release())));
  }

  static String after(Release release, List<Failure> dynos) {
    return "%s after release v%d".formatted(before(release, dynos), release.version());
  }

  /** What a release was, and who made it. */
  static String described(Release release) {
    return code(release.description())
        + (release.author().isBlank() ? "" : " by " + code(release.author()));
  }

  /** From the release to the first failure after it; another may have begun before. */
  private static String before(Release release, List<Failure> dynos) {
    Instant first =
        dynos.stream()
            .map(Failure::since)
            .filter(since -> !since.isBefore(release.createdAt()))
            .min(Instant::compareTo)
            .orElse(release.createdAt());
    return Times.lasting(Duration.between(release.createdAt(), first));
  }

  static String version(int release) {
    return release > 0 ? "release v" + release : "";
  }

  static String word(DynoState state) {
    return state.equals(DynoState.RESTARTING)
        ? "restarted"
        : state.isKnown() ? state.word() : code(state.word());
  }

  private String when(Instant moment) {
    return ago
        ? "%s, %s ago".formatted(at(moment), Times.lasting(Duration.between(moment, subject.now())))
        : at(moment);
  }

  String at(Instant moment) {
    return subject.times().exactly(moment);
  }
}
