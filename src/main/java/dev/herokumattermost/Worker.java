package dev.herokumattermost;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.HintedApp.Outcome;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Work.AccountRound;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.pass.Work.LaterPass;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import dev.herokumattermost.queue.SqsEvent;
import dev.herokumattermost.queue.SqsEvent.Message;
import dev.herokumattermost.secrets.SecretUnavailable;
import dev.herokumattermost.settings.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does what other invocations have left on the queue.
 *
 * @param time that the invocation has
 * @param metrics takes the line that CloudWatch makes metrics of
 */
record Worker(
    Wiring wired, InstantSource clock, Duration time, Consumer<String> metrics, Context context) {

  /**
   * What became of the messages, as Lambda wants to know it: it deletes those that are not named.
   */
  record Result(List<Failure> batchItemFailures) {}

  /** A message that is left on the queue, which sets it aside. */
  record Failure(String itemIdentifier) {}

  Result take(SqsEvent event) throws InterruptedException {
    var failed = new ArrayList<Failure>();
    for (Message message : event.messages()) {
      try {
        switch (message.work()) {
          case AccountRound round -> take(round);
          case Hint hint -> tell(hint.app(), hinted().take(hint));
          case LaterPass later -> tell(later.app(), hinted().take(later));
        }
      } catch (Json.Malformed wrong) {
        failed.add(failed(message, "it is " + wrong.getMessage()));
      } catch (SecretUnavailable | NotQueued | RuntimeException failure) {
        failed.add(failed(message, AccountRounds.reason(failure)));
      }
    }
    return new Result(failed);
  }

  private void take(AccountRound round) throws SecretUnavailable, InterruptedException {
    Optional<StaleTick> stale = StaleTick.of(round, wired.period(), clock.instant());
    if (stale.isPresent()) {
      context.getLogger().log(stale.get().line(), LogLevel.WARN);
      metrics.accept(Metrics.stale(wired.watchName(), clock.instant()));
      return;
    }
    Optional<Account> account = wired.account(round.account());
    if (account.isEmpty()) {
      context.getLogger().log("account " + round.account() + " is watched no more", LogLevel.WARN);
      return;
    }
    var watch = new Action.Watch(Optional.of(round.tick()), false);
    Report report = wired.round(account.get(), watch, time);
    PassLine.log(round, report, context);
    Instant end = clock.instant();
    metrics.accept(Metrics.round(report, wired.watchName(), end));
    wired.lastRounds().keep(LastRound.of(round.account(), report, end));
  }

  private HintedWork hinted() {
    return new HintedWork(wired, clock, time);
  }

  private void tell(AppName app, Outcome outcome) {
    outcome
        .report()
        .ifPresentOrElse(
            report -> {
              PassLine.log(app, report, context);
              metrics.accept(Metrics.round(report, wired.watchName(), clock.instant()));
            },
            () ->
                context
                    .getLogger()
                    .log("hint app=" + app + " " + outcome.decision(), LogLevel.INFO));
  }

  private Failure failed(Message message, String why) {
    context.getLogger().log("message " + message.messageId() + " failed: " + why, LogLevel.ERROR);
    return new Failure(message.messageId());
  }
}
