package dev.herokumattermost.pass;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The last round over an account, kept where other invocations than the tick do the rounds.
 *
 * @param account its name
 * @param at when it began; if there was none yet, when it was first asked for
 * @param seen what it showed; null if there was none yet
 */
public record LastRound(String account, Instant at, @Nullable Seen seen) {

  /**
   * What a round showed of the account as a whole.
   *
   * @param watched whether the watch worked: it read an app, and saved what it decided
   * @param read how many apps could be read
   * @param blind how many of all apps could not be read, the last time that they were to be
   * @param turns in how many rounds each app has its turn
   * @param waiting how many notifications waited afterwards
   * @param oldestWaiting since when the oldest of them waits; null if none does
   * @param callsLeft of the Heroku account; null if Heroku has not said
   */
  public record Seen(
      boolean watched,
      int read,
      int blind,
      int turns,
      int waiting,
      @Nullable Instant oldestWaiting,
      @Nullable Integer callsLeft) {}

  /** Of an account whose first round is yet to come. */
  public static LastRound awaited(String account, Instant now) {
    return new LastRound(account, now, null);
  }

  /** A round that has ended. */
  public static LastRound of(String account, Report report, Instant end) {
    OptionalInt left = report.callsLeft();
    return new LastRound(
        account,
        end.minus(report.took()),
        new Seen(
            report.watched(),
            report.apps() - report.blind().size(),
            report.blind().size() + report.coverage().blindBefore(),
            report.coverage().turns(),
            report.waiting(),
            report.waiting() == 0 ? null : end.minus(report.oldestWaiting()),
            left.isPresent() ? left.getAsInt() : null));
  }

  /** Whether it read every app at or after some time. */
  public boolean hasReadSince(Instant time) {
    return seen != null && seen.turns() == 1 && seen.blind() == 0 && !at.isBefore(time);
  }

  /** Whether the watch of the account worked. */
  public boolean watched() {
    return seen != null && seen.watched();
  }

  /**
   * For how many whole periods there was none: at a tick, none or one if all is well.
   *
   * @param period in which a round is due
   */
  public long periodsUnseen(Instant now, Duration period) {
    return Math.max(0, Duration.between(at, now).dividedBy(period));
  }
}
