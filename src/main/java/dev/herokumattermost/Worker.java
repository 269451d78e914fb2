package dev.herokumattermost;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.herokumattermost.json.Json;
import dev.herokumattermost.pass.LastRound;
import dev.herokumattermost.pass.Report;
import dev.herokumattermost.pass.Work.AccountRound;
import dev.herokumattermost.queue.SqsEvent;
import dev.herokumattermost.queue.SqsEvent.Message;
import dev.herokumattermost.secrets.SecretUnavailable;
import java.io.PrintWriter;
import java.io.StringWriter;
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
        }
      } catch (Json.Malformed | SecretUnavailable | RuntimeException failure) {
        failed.add(new Failure(message.messageId()));
        context.getLogger().log(trace(message, failure), LogLevel.ERROR);
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
    Report report = wired.round(time, false);
    PassLine.log(new Action.Watch(Optional.of(round.tick()), false), report, context);
    Instant end = clock.instant();
    metrics.accept(Metrics.round(report, wired.watchName(), end));
    wired.lastRounds().keep(LastRound.of(round.account(), report, end));
  }

  private static String trace(Message message, Exception failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return "message " + message.messageId() + " failed: " + trace;
  }
}
