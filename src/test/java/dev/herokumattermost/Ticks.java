package dev.herokumattermost;

import dev.herokumattermost.Action.Watch;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Work.AccountRound;
import dev.herokumattermost.settings.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the function decides about ticks and rounds, for tests of other packages. */
public final class Ticks {
  /** After so many periods without a round over an account somebody has to hear of it. */
  public static final int UNSEEN = SharedTick.UNSEEN;

  private Ticks() {}

  /** Whether a tick of the schedule comes too late. */
  public static boolean isStale(Instant tick, Instant now) {
    return StaleTick.of(new Watch(Optional.of(tick), false), now).isPresent();
  }

  /** Whether a round that waited on the queue comes too late. */
  public static boolean isStale(AccountRound round, Duration period, Instant now) {
    return StaleTick.of(round, period, now).isPresent();
  }

  /**
   * What a tick says of the accounts whose rounds others do.
   *
   * @param watched whether the watch of every account works
   */
  public record Seen(long periodsUnseen, boolean watched) {}

  /** What a tick says that has left the rounds to others. */
  public static Seen seen(List<LastRound> rounds, Duration period, Instant now) {
    var tick = new SharedTick(rounds, period, now);
    return new Seen(tick.periodsUnseen(), tick.watched());
  }

  /** Whether the watch of every account works, if those of some accounts ran, as given. */
  public static boolean watched(List<Account> accounts, Map<String, Report> ran) {
    try {
      return AccountRounds.run(
              accounts,
              account ->
                  Optional.ofNullable(ran.get(account.name()))
                      .orElseThrow(IllegalStateException::new))
          .watched();
    } catch (Exception failed) {
      return false;
    }
  }
}
