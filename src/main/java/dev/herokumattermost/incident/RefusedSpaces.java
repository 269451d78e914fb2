package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.rules.Thresholds;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Private Spaces whose apps are read one by one for a while, because their lists could not be
 * used.
 *
 * @param refusals in order of the spaces' names
 */
public record RefusedSpaces(List<Refusal> refusals) {
  public static final RefusedSpaces NONE = new RefusedSpaces(List.of());

  public RefusedSpaces {
    refusals = List.copyOf(refusals);
  }

  /**
   * One of them.
   *
   * @param since when its list was first of no use
   * @param askAgainAt when the list is tried again
   * @param why for people, without secrets
   */
  public record Refusal(SpaceName space, Instant since, Instant askAgainAt, String why) {}

  public Optional<Refusal> of(SpaceName space) {
    return refusals.stream().filter(one -> one.space().equals(space)).findFirst();
  }

  /** Whether the list of a space is not asked for now. */
  public boolean isRefused(SpaceName space, Instant now) {
    return of(space).filter(one -> one.askAgainAt().isAfter(now)).isPresent();
  }

  /** After the list of a space was of no use. */
  public RefusedSpaces with(SpaceName space, String why, Instant now) {
    Instant since = of(space).map(Refusal::since).orElse(now);
    var refusal = new Refusal(space, since, now.plus(Thresholds.SPACE_ASKED_AGAIN), why);
    return new RefusedSpaces(
        Stream.concat(without(space).refusals.stream(), Stream.of(refusal))
            .sorted(Comparator.comparing(Refusal::space))
            .toList());
  }

  /** After the list of a space was used. */
  public RefusedSpaces without(SpaceName space) {
    return new RefusedSpaces(refusals.stream().filter(one -> !one.space().equals(space)).toList());
  }
}
