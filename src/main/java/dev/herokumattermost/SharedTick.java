package dev.herokumattermost;

import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.LastRound.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A tick that has left a round for each account to other invocations. It does not see how they end,
 * so it tells how the last ones did.
 *
 * @param rounds the last round over each account
 * @param period in which a round over each is due
 */
record SharedTick(List<LastRound> rounds, Duration period, Instant now) {
  /** After so many periods without a round over an account the watch counts as not working. */
  static final int UNSEEN = 3;

  SharedTick {
    rounds = List.copyOf(rounds);
  }

  long periodsUnseen() {
    return rounds.stream().mapToLong(this::periodsUnseen).max().orElse(0);
  }

  List<Seen> seen() {
    return rounds.stream().map(LastRound::seen).filter(Objects::nonNull).toList();
  }

  Duration oldestWaiting() {
    return seen().stream()
        .map(Seen::oldestWaiting)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(since -> Duration.between(since, now))
        .orElse(Duration.ZERO);
  }

  OptionalInt fewestCallsLeft() {
    return seen().stream()
        .map(Seen::callsLeft)
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .min();
  }

  /** Whether the watch of every account works. */
  boolean watched() {
    return periodsUnseen() < UNSEEN && rounds.stream().allMatch(LastRound::watched);
  }

  /** As the log has it. */
  String line() {
    var line =
        new StringBuilder("tick accounts=%d unseen=%d".formatted(rounds.size(), unseen().size()));
    unseen()
        .forEach(
            round ->
                line.append(" | account ")
                    .append(round.account())
                    .append(": no round since ")
                    .append(round.at()));
    return line.toString();
  }

  Result result() {
    return new Result(
        unseen().isEmpty(),
        rounds.stream().map(LastRound::account).toList(),
        unseen().stream().map(LastRound::account).toList());
  }

  private List<LastRound> unseen() {
    return rounds.stream().filter(round -> periodsUnseen(round) >= UNSEEN).toList();
  }

  private long periodsUnseen(LastRound round) {
    return round.periodsUnseen(now, period);
  }

  /**
   * As the function returns it.
   *
   * @param ok whether all accounts are watched
   * @param left the accounts whose rounds were left to other invocations
   * @param unseen those of them without a round for too long
   */
  record Result(boolean ok, List<String> left, List<String> unseen) {}
}
