package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a process type has failed before. What is said of it depends on nothing else, so a post that
 * comes late says the same.
 *
 * @param at when it failed this time, by Heroku's clock
 * @param inSevenDays how often it failed in the seven days before that
 * @param first the first of those times; the last time if there was none
 * @param last when it failed the last time
 * @param release the version of the release that it failed after the last time; null if it failed
 *     after none
 */
public record Recurrence(
    Instant at, int inSevenDays, Instant first, Instant last, @Nullable Integer release) {
  private static final Duration WEEK = Duration.ofDays(7);

  public Recurrence {
    if (inSevenDays < 0) {
      throw new IllegalArgumentException("nothing fails " + inSevenDays + " times");
    }
  }

  /**
   * What the history says; empty if it has no failure of the process type. What was held back
   * counts for nothing, because nobody was told of it.
   */
  public static Optional<Recurrence> of(
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
