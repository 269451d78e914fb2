package dev.herokumattermost.pass;

import dev.herokumattermost.detect.HintedExit;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.HintDecision.Known;
import dev.herokumattermost.pass.HintDecision.PassAt;
import dev.herokumattermost.pass.HintDecision.PassNow;
import dev.herokumattermost.pass.Work.Hint;
import dev.herokumattermost.pass.Work.LaterPass;
import dev.herokumattermost.pass.WorkQueue.NotQueued;
import dev.herokumattermost.rules.Rules;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An app that hints are about. Each leads to a pass over it, now or later, or to nothing.
 *
 * @param account the name of its account, which watches it
 * @param hints where it is kept which hints have come
 * @param store where the app's state is kept
 * @param queue where a pass waits that is due later
 * @param <E> what keeps a pass from beginning
 */
public record HintedApp<E extends Exception>(
    String account,
    AppName app,
    HintStore hints,
    StateStore store,
    LastRounds rounds,
    Rules rules,
    WorkQueue queue,
    InstantSource clock,
    Pass<E> pass) {
  /** SQS waits no longer. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

  /** A pass over the app. */
  public interface Pass<E extends Exception> {
    /**
     * Runs it.
     *
     * @param known of the app, loaded before it is read
     * @param exits what hints have told of how its processes ended
     */
    Report over(StoredApp known, List<HintedExit> exits) throws E, InterruptedException;
  }

  /**
   * What became of a hint.
   *
   * @param report of the pass; empty if there was none
   */
  public record Outcome(HintDecision decision, Optional<Report> report) {
    /** Of a hint that led to no pass at once. */
    public Outcome(HintDecision decision) {
      this(decision, Optional.empty());
    }
  }

  /** Takes a hint. What its pass could not explain yet is looked at once more. */
  public Outcome take(Hint hint) throws E, NotQueued, InterruptedException {
    Outcome outcome =
        take(known -> known.after(hint, rules), heard -> heard.heard(hint, clock.instant()));
    if (outcome.report().filter(report -> report.deferred().contains(app)).isPresent()) {
      leaveUntil(clock.instant().plus(Thresholds.LOG_ARRIVES));
    }
    return outcome;
  }

  /** Takes what a hint has left for later. */
  public Outcome take(LaterPass later) throws E, NotQueued, InterruptedException {
    return take(known -> known.at(later.at()), UnaryOperator.identity());
  }

  private Outcome take(Function<Known, HintDecision> rule, UnaryOperator<AppHints> heard)
      throws E, NotQueued, InterruptedException {
    while (true) {
      AppHints before = hints.load(app);
      AppHints after = heard.apply(before);
      StoredApp stored = store.load(app).orElseGet(() -> StoredApp.unknown(app));
      Optional<LastRound> round = Optional.ofNullable(rounds.load().get(account));
      Instant now = clock.instant();
      HintDecision decision = rule.apply(new Known(stored.state(), after, round, now));
      AppHints next = decision instanceof PassNow ? after.withLookedAt(now) : after;
      // Whoever is second decides anew: the first may be about to read the app.
      if (next.equals(before) || hints.save(next)) {
        return outcome(decision, stored, next.exits());
      }
    }
  }

  private Outcome outcome(HintDecision decision, StoredApp stored, List<HintedExit> exits)
      throws E, NotQueued, InterruptedException {
    return switch (decision) {
      case PassNow _ -> new Outcome(decision, Optional.of(pass.over(stored, exits)));
      case PassAt(Instant at) -> {
        leaveUntil(at);
        yield new Outcome(decision);
      }
      case HintDecision.Nothing _ -> new Outcome(decision);
    };
  }

  private void leaveUntil(Instant at) throws NotQueued {
    Duration delay = Duration.between(clock.instant(), at).plusMillis(999);
    queue.put(
        List.of(new LaterPass(account, app, at)),
        delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
  }
}
