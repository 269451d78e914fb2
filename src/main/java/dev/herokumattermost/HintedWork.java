package dev.herokumattermost;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.pass.AppHints;
import dev.herokumattermost.pass.HintDecision;
import dev.herokumattermost.pass.HintDecision.Known;
import dev.herokumattermost.pass.HintDecision.PassAt;
import dev.herokumattermost.pass.HintDecision.PassNow;
import dev.herokumattermost.pass.HintStore;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.pass.Work.LaterPass;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.settings.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Does what a hint asks for: a pass over one app, now or later, or nothing.
 *
 * @param time that the invocation has
 */
record HintedWork(Wiring wired, InstantSource clock, Duration time) {
  /** SQS waits no longer. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

  /**
   * What became of a hint.
   *
   * @param report of the pass; empty if there was none
   */
  record Outcome(HintDecision decision, Optional<Report> report) {}

  Outcome take(Hint hint) throws SecretUnavailable, NotQueued, InterruptedException {
    return take(
        hint.account(),
        hint.app(),
        known -> known.after(hint, wired.rules()),
        hints -> hints.heard(hint, clock.instant()));
  }

  Outcome take(LaterPass later) throws SecretUnavailable, NotQueued, InterruptedException {
    return take(later.account(), later.app(), known -> known.at(later.at()), hints -> hints);
  }

  private Outcome take(
      String accountName,
      AppName app,
      Function<Known, HintDecision> rule,
      Function<AppHints, AppHints> heard)
      throws SecretUnavailable, NotQueued, InterruptedException {
    Optional<Account> account =
        wired.account(accountName).filter(one -> wired.watchedApps(one).contains(app));
    if (account.isEmpty()) {
      return new Outcome(
          new HintDecision.Nothing(HintDecision.Reason.NOT_WATCHED), Optional.empty());
    }
    HintStore store = wired.hints(account.get());
    while (true) {
      AppHints before = store.load(app);
      AppHints hints = heard.apply(before);
      Instant now = clock.instant();
      HintDecision decision =
          rule.apply(new Known(state(account.get(), app), hints, lastRound(account.get()), now));
      AppHints next = decision instanceof PassNow ? hints.withLookedAt(now) : hints;
      // Whoever is second decides anew: the first may be about to read the app.
      if (!next.equals(before) && !store.save(next)) {
        continue;
      }
      return outcome(decision, account.get(), app, next);
    }
  }

  private Outcome outcome(HintDecision decision, Account account, AppName app, AppHints hints)
      throws SecretUnavailable, NotQueued, InterruptedException {
    return switch (decision) {
      case PassNow _ ->
          new Outcome(decision, Optional.of(wired.hintedPass(account, app, hints.exits(), time)));
      case PassAt(Instant at) -> {
        Duration delay = Duration.between(clock.instant(), at).plusMillis(999);
        wired.leave(
            List.of(new LaterPass(account.name(), app, at)),
            delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
        yield new Outcome(decision, Optional.empty());
      }
      case HintDecision.Nothing _ -> new Outcome(decision, Optional.empty());
    };
  }

  private AppState state(Account account, AppName app) {
    return wired
        .store(account)
        .load(app)
        .map(stored -> stored.state())
        .orElseGet(() -> AppState.unknown(app));
  }

  private Optional<LastRound> lastRound(Account account) {
    return Optional.ofNullable(wired.lastRounds().load().get(account.name()));
  }
}
