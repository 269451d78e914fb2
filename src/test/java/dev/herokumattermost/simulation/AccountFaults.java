package dev.herokumattermost.simulation;

import dev.herokumattermost.dyno.Reading.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What goes wrong for a while between the watch and one account of Heroku. */
final class AccountFaults {
  private static final List<Cause> CAUSES =
      List.of(
          Cause.TIMED_OUT,
          Cause.HEROKU_FAILED,
          Cause.FORBIDDEN,
          Cause.NOT_FOUND,
          Cause.UNREADABLE,
          Cause.RATE_LIMITED);

  /** No answer, 5xx, 429, a page of HTML, and a team that nobody knows. */
  private static final List<Cause> LIST_CAUSES =
      List.of(
          Cause.TIMED_OUT,
          Cause.HEROKU_FAILED,
          Cause.RATE_LIMITED,
          Cause.UNREADABLE,
          Cause.NOT_FOUND);

  /** How a list lies. */
  enum Lie {
    NOTHING,
    LESS_THAN_HALF,
    A_PAGE_IS_MISSING
  }

  private final World world;
  private final int account;
  private Instant revokedUntil = Instant.EPOCH;
  private Instant failsUntil = Instant.EPOCH;
  private Cause failure = Cause.TIMED_OUT;
  private Instant liesUntil = Instant.EPOCH;
  private Lie lie = Lie.NOTHING;
  private Instant spaceRefusedUntil = Instant.EPOCH;
  private Cause refusal = Cause.FORBIDDEN;

  AccountFaults(World world, int account) {
    this.world = world;
    this.account = account;
  }

  /** Why a call fails. */
  static Cause anyCause(World world) {
    return CAUSES.get(world.random.nextInt(CAUSES.size()));
  }

  private static Cause anyListCause(World world) {
    return LIST_CAUSES.get(world.random.nextInt(LIST_CAUSES.size()));
  }

  private static Lie anyLie(World world) {
    return Lie.values()[world.random.nextInt(Lie.values().length)];
  }

  /** One of them begins. */
  void begin(Instant until) {
    String what =
        switch (world.random.nextInt(4)) {
          case 0 -> {
            revokedUntil = until;
            yield "its key is revoked";
          }
          case 1 -> {
            failsUntil = until;
            failure = anyListCause(world);
            yield "its lists fail with " + failure;
          }
          case 2 -> {
            liesUntil = until;
            lie = anyLie(world);
            yield "its lists lie: " + lie;
          }
          default -> {
            spaceRefusedUntil = until;
            refusal = anyCause(world);
            yield "its space is refused with " + refusal;
          }
        };
    world.note("account %d: %s until %s".formatted(account, what, until));
  }

  void end() {
    revokedUntil = Instant.EPOCH;
    failsUntil = Instant.EPOCH;
    liesUntil = Instant.EPOCH;
    spaceRefusedUntil = Instant.EPOCH;
  }

  void revoke() {
    revokedUntil = Instant.MAX;
    world.note("account " + account + ": its key is revoked");
  }

  boolean isRevoked() {
    return lasts(revokedUntil);
  }

  private boolean lasts(Instant until) {
    return world.instant().isBefore(until);
  }

  /** Why a list is not had, for a while or this once; empty if it is. */
  Optional<Cause> ofList() {
    if (isRevoked()) {
      return Optional.of(Cause.UNAUTHORIZED);
    }
    if (lasts(failsUntil)) {
      return Optional.of(failure);
    }
    return world.happens(20) ? Optional.of(anyListCause(world)) : Optional.empty();
  }

  /** How a list lies, for a while or this once; empty if it does not. */
  Optional<Lie> lie() {
    if (lasts(liesUntil)) {
      return Optional.of(lie);
    }
    return world.happens(20) ? Optional.of(anyLie(world)) : Optional.empty();
  }

  /** Why any other call fails, once in so many times; empty if it does not. */
  Optional<Cause> ofCall(int onceIn) {
    if (isRevoked()) {
      world.count("key revoked");
      return Optional.of(Cause.UNAUTHORIZED);
    }
    return world.happens(onceIn) ? Optional.of(anyCause(world)) : Optional.empty();
  }

  /** Why the list of the space is not had; empty if it is. */
  Optional<Cause> ofSpace() {
    return lasts(spaceRefusedUntil) ? Optional.of(refusal) : ofCall(15);
  }
}
