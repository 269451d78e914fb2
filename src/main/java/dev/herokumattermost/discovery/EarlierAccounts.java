package dev.herokumattermost.discovery;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.rules.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the accounts before one watch. An app that several see belongs to the first of them.
 *
 * @param apps theirs
 * @param listedAt when each of them that discovers its apps did so last; empty for never
 */
public record EarlierAccounts(Set<AppName> apps, List<Optional<Instant>> listedAt) {
  public static final EarlierAccounts NONE = new EarlierAccounts(Set.of(), List.of());

  /** Passes of the same minute count as one. */
  private static final Duration SAME_PASS = Duration.ofMinutes(1);

  /** An account that cannot ask does not keep the others from watching. */
  private static final Duration LONGEST_WAIT = KnownApps.EVERY.multipliedBy(2);

  public EarlierAccounts {
    apps = Set.copyOf(apps);
    listedAt = List.copyOf(listedAt);
  }

  /** With an account whose apps are all named. */
  public EarlierAccounts and(Selection names) {
    return new EarlierAccounts(union(names.names()), listedAt);
  }

  /** With an account that discovers its apps. */
  public EarlierAccounts and(Selection selection, Optional<KnownApps> known) {
    Optional<Instant> listed = known.flatMap(one -> Optional.ofNullable(one.listedAt()));
    return new EarlierAccounts(
        union(known.map(one -> one.watched(selection)).orElseGet(selection::names)),
        Stream.concat(listedAt.stream(), Stream.of(listed)).toList());
  }

  private Set<AppName> union(Set<AppName> others) {
    return Stream.concat(apps.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether each of them has looked since an app was first seen, so that none will claim it. */
  boolean haveLookedSince(Instant firstSeen, Instant now) {
    return !firstSeen.plus(LONGEST_WAIT).isAfter(now)
        || listedAt.stream()
            .allMatch(
                listed -> listed.map(at -> !at.plus(SAME_PASS).isBefore(firstSeen)).orElse(false));
  }
}
