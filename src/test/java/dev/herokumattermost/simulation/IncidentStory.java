package dev.herokumattermost.simulation;

import dev.herokumattermost.detect.Failure;
import dev.herokumattermost.incident.EndedIncident;
import dev.herokumattermost.incident.Incident;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an incident in the end, and how it ended.
 *
 * @param root the message of its first post
 * @param last the headline of the last post of its thread
 * @param ended as it is in the history; null for a warning
 */
record IncidentStory(String root, String last, @Nullable EndedIncident ended) {
  private static final String LATE = "\\*\\*\\([^)]* late\\)\\*\\* ";
  private static final String AT_ONCE = "crashed and recovered in";

  static IncidentStory of(String root, String last, @Nullable EndedIncident ended) {
    return new IncidentStory(told(root), told(last), ended);
  }

  private static String told(String text) {
    String line = text.lines().findFirst().orElse("").replaceFirst(LATE, "");
    return line.startsWith("⚪") ? line.replaceFirst("failing for [^,—·]*", "failing for …") : line;
  }

  /** A failure and its end that were both late are one post, which says less. */
  boolean agreesWith(IncidentStory other) {
    boolean atOnce = root.contains(AT_ONCE) || other.root.contains(AT_ONCE);
    return Objects.equals(told(ended), told(other.ended))
        && (atOnce ? brief(root).equals(brief(other.root)) : root.equals(other.root))
        && brief(last).equals(brief(other.last));
  }

  /** The same, whatever the log has said of how it began. */
  boolean agreesInBriefWith(IncidentStory other) {
    return Objects.equals(withoutTheLog(told(ended)), withoutTheLog(told(other.ended)))
        && brief(root).equals(brief(other.root))
        && brief(last).equals(brief(other.last));
  }

  private static @Nullable EndedIncident withoutTheLog(@Nullable EndedIncident one) {
    return one == null
        ? null
        : new EndedIncident(
            one.app(),
            one.type(),
            one.from(),
            one.end(),
            null,
            one.release(),
            one.heldBack(),
            one.acknowledgedBy(),
            null);
  }

  private static String brief(String text) {
    return text.replaceFirst("\\*\\* (—|·).*", "**").replace(AT_ONCE, "recovered after");
  }

  /** Without what depends on when it was found out. */
  private static @Nullable EndedIncident told(@Nullable EndedIncident one) {
    if (one == null) {
      return null;
    }
    Incident.Ended end = one.end();
    Failure cause = one.cause();
    Instant until = end.why() == null ? end.until() : Instant.EPOCH;
    return new EndedIncident(
        one.app(),
        one.type(),
        one.from().truncatedTo(ChronoUnit.MILLIS),
        new Incident.Ended(Instant.EPOCH, until, end.why(), end.resolution()),
        cause == null
            ? null
            : cause
                .withSince(cause.since().truncatedTo(ChronoUnit.MILLIS))
                .withUpAgainSince(null)
                .withCrashes(0)
                .withCrashesSince(null)
                .withCrashesUntil(null),
        one.release(),
        one.heldBack(),
        one.acknowledgedBy(),
        null);
  }
}
