package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds in the history of an app whether a process type has failed before. */
final class Recurrences {
  private static final Duration WEEK = Duration.ofDays(7);

  private Recurrences() {}

  /**
   * What the history says; empty if it has no failure of the process type. What was held back
   * counts for nothing, because nobody was told of it.
   */
  static Optional<Recurrence> of(
      List<? extends HistoryEntry> history, ProcessType type, Instant at) {
    List<EndedIncident> before =
        history.stream()
            .filter(EndedIncident.class::isInstance)
            .map(EndedIncident.class::cast)
            .filter(one -> one.type().equals(type) && !one.heldBack() && one.from().isBefore(at))
            .sorted(Comparator.comparing(EndedIncident::from))
            .toList();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    List<EndedIncident> recent =
        before.stream().filter(one -> one.from().isAfter(at.minus(WEEK))).toList();
    EndedIncident last = before.getLast();
    return Optional.of(
        new Recurrence(
            at,
            recent.size(),
            recent.isEmpty() ? last.from() : recent.getFirst().from(),
            last.from(),
            last.release()));
  }
}
