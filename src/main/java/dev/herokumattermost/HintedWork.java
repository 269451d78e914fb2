package dev.herokumattermost;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.pass.HintDecision;
import dev.herokumattermost.pass.HintedApp;
import dev.herokumattermost.pass.HintedApp.Outcome;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.pass.Work.LaterPass;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.settings.Account;
import dev.herokumattermost.store.DynamoStateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Does what a hint asks for, if the app that it is about is watched.
 *
 * @param time that the invocation has
 */
record HintedWork(Wiring wired, InstantSource clock, Duration time) {
  Outcome take(Hint hint) throws SecretUnavailable, NotQueued, InterruptedException {
    Optional<Account> account = watching(hint.account(), hint.app());
    return account.isEmpty() ? notWatched() : hinted(account.get(), hint.app()).take(hint);
  }

  Outcome take(LaterPass later) throws SecretUnavailable, NotQueued, InterruptedException {
    Optional<Account> account = watching(later.account(), later.app());
    return account.isEmpty() ? notWatched() : hinted(account.get(), later.app()).take(later);
  }

  private Optional<Account> watching(String account, AppName app) {
    return wired.account(account).filter(one -> wired.watchedApps(one).contains(app));
  }

  private static Outcome notWatched() {
    return new Outcome(new HintDecision.Nothing(HintDecision.Reason.NOT_WATCHED));
  }

  private HintedApp<SecretUnavailable> hinted(Account account, AppName app) {
    DynamoStateStore store = wired.store(account);
    return new HintedApp<>(
        account.name(),
        app,
        wired.hints(account),
        store,
        wired.lastRounds(),
        wired.rules(),
        wired::leave,
        clock,
        (known, exits) -> wired.hintedPass(account, store, known, exits, time));
  }
}
