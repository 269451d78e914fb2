package dev.herokumattermost;

import dev.herokumattermost.pass.BoundedParallelism;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.settings.Account;
import dev.herokumattermost.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rounds of all accounts in one invocation, a few side by side. None stops the others. */
final class AccountRounds {
  private static final BoundedParallelism FEW = new BoundedParallelism(4);

  private AccountRounds() {}

  /** The round of one account. */
  interface AccountRound {
    Report of(Account account) throws SecretUnavailable, InterruptedException;
  }

  /** How a round ended. */
  private sealed interface Outcome {
    record Ran(Report report) implements Outcome {}

    record Failed(String why) implements Outcome {}
  }

  /** With a single account, what fails its round fails the invocation. */
  static AccountReports run(List<Account> accounts, AccountRound round)
      throws SecretUnavailable, InterruptedException {
    if (accounts.size() == 1) {
      Account only = accounts.getFirst();
      return new AccountReports(Map.of(only.name(), round.of(only)), Map.of());
    }
    Map<Account, Outcome> outcomes =
        FEW.byItem(
            accounts,
            account -> outcome(round, account),
            (_, failure) -> new Outcome.Failed(reason(failure)));
    var ran = new LinkedHashMap<String, Report>();
    var failed = new LinkedHashMap<String, String>();
    outcomes.forEach(
        (account, outcome) -> {
          switch (outcome) {
            case Outcome.Ran(var report) -> ran.put(account.name(), report);
            case Outcome.Failed(var why) -> failed.put(account.name(), why);
          }
        });
    return new AccountReports(ran, failed);
  }

  private static Outcome outcome(AccountRound round, Account account) {
    try {
      return new Outcome.Ran(round.of(account));
    } catch (SecretUnavailable missing) {
      return new Outcome.Failed(String.valueOf(missing.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("the pass was interrupted");
    }
  }

  /** Only our own exceptions are known to repeat no secret. */
  static String reason(Throwable failure) {
    if (failure instanceof StoreException
        || failure instanceof SecretUnavailable
        || failure instanceof NotQueued) {
      return String.valueOf(failure.getMessage());
    }
    StackTraceElement[] trace = failure.getStackTrace();
    return failure.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
