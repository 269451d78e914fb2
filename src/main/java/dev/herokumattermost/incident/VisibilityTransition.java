package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.incident.Visibility.Blind;
import dev.herokumattermost.incident.Visibility.Visible;
import dev.herokumattermost.incident.VisibilityEvent.AllBlind;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Rule;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when it is reported that apps cannot be read. A failed read is never a failure of a dyno
 * and never a recovery. It is reported once, and so is its end; that no app can be read mentions
 * people, and they are reminded.
 *
 * @param state the state with the new visibility; the same if nothing changed
 * @param event what to report; empty for nothing
 */
public record VisibilityTransition(AppState state, Optional<RaisedEvent> event) {

  /**
   * A read failed. The third failure in a row is reported, earlier ones are only counted, and later
   * ones change nothing.
   *
   * @param apps those that cannot be read; empty if the state is that app's own
   */
  public static VisibilityTransition readFailed(
      AppState state, Reading.Blind reading, List<AppName> apps, Instant now) {
    return readFailed(state, reading, apps, blind(state, now).withNoneReadSince(null));
  }

  /**
   * Every read of a pass failed, but only some of the apps were read. Until all of them had their
   * turn in such passes, nobody knows that no app can be read.
   *
   * @param apps those that were read
   * @param turn the time in which every app has its turn
   * @param all all that are watched
   * @param rule for everything that no other rule is for
   */
  public static VisibilityTransition noneOfSomeRead(
      AppState account,
      Reading.Blind reading,
      List<AppName> apps,
      Duration turn,
      List<AppName> all,
      Rule rule,
      Instant now) {
    Blind before = blind(account, now);
    Instant none = before.noneReadSince() == null ? now : before.noneReadSince();
    boolean nobodyIsLeft = reading.cause().ofTheToken() || !none.plus(turn).isAfter(now);
    Blind known = before.withNoneReadSince(none);
    return nobodyIsLeft
        ? allReadsFailed(account.withVisibility(known), reading, all, rule, now)
        : readFailed(account, reading, apps, known);
  }

  private static VisibilityTransition readFailed(
      AppState state, Reading.Blind reading, List<AppName> apps, Blind before) {
    if (before.reported()) {
      return before.equals(state.visibility())
          ? unchanged(state)
          : unchanged(state.withVisibility(before));
    }
    Blind after = failedAgain(before, null);
    var event = new BecameBlind(reading.cause(), reading.detail(), before.since(), apps);
    return new VisibilityTransition(
        state.withVisibility(after),
        after.reported()
            ? Optional.of(raised(after.thread(state.app()), event))
            : Optional.empty());
  }

  /**
   * No app could be read. The third failure in a row is reported and mentions people, and so does
   * each reminder; the account's other reports mention nobody.
   *
   * @param apps all that are watched
   * @param rule for everything that no other rule is for
   */
  public static VisibilityTransition allReadsFailed(
      AppState account, Reading.Blind reading, List<AppName> apps, Rule rule, Instant now) {
    Blind before = blind(account, now);
    Instant due = before.remindAt();
    if (due != null && due.isAfter(now)) {
      return unchanged(account);
    }
    Rule.Reminders reminders =
        rule.reminders().never() ? Rule.DEFAULT.reminders() : rule.reminders();
    Blind after =
        failedAgain(before, now.plus(due == null ? reminders.first() : reminders.every()));
    var event = new AllBlind(reading.cause(), reading.detail(), before.since(), apps, due != null);
    return new VisibilityTransition(
        account.withVisibility(after),
        after.reported()
            ? Optional.of(
                new RaisedEvent(after.thread(account.app()), event, rule.route().marked(false)))
            : Optional.empty());
  }

  private static Blind blind(AppState state, Instant now) {
    return state.visibility() instanceof Blind blind ? blind : new Blind(0, now, false, null, null);
  }

  private static Blind failedAgain(Blind before, @Nullable Instant remindAt) {
    int reads = Math.min(before.failedReads() + 1, Thresholds.FAILED_READS);
    boolean report = reads == Thresholds.FAILED_READS;
    return new Blind(
        reads, before.since(), report, report ? remindAt : null, before.noneReadSince());
  }

  /** A read succeeded. */
  public static VisibilityTransition readSucceeded(AppState state, Instant now) {
    return switch (state.visibility()) {
      case Visible _ -> unchanged(state);
      case Blind blind ->
          new VisibilityTransition(
              state.withVisibility(new Visible()),
              blind.reported()
                  ? Optional.of(
                      raised(blind.thread(state.app()), new VisibleAgain(blind.since(), now)))
                  : Optional.empty());
    };
  }

  /**
   * Logs were asked for. That the token cannot read them is reported once for the account, because
   * restarts between two readings cannot be explained then.
   *
   * @param refusal why not; empty if a log could be read
   */
  public static VisibilityTransition logsAsked(
      AppState account, Optional<String> refusal, Instant now) {
    boolean reported = account.logsForbiddenSince() != null;
    if (refusal.isPresent() == reported) {
      return unchanged(account);
    }
    if (refusal.isEmpty()) {
      return new VisibilityTransition(account.withLogsForbiddenSince(null), Optional.empty());
    }
    return new VisibilityTransition(
        account.withLogsForbiddenSince(now),
        Optional.of(
            raised(
                "logs/" + account.app() + "@" + now,
                new PermissionMissing("read logs", refusal.get()))));
  }

  public static VisibilityTransition unchanged(AppState state) {
    return new VisibilityTransition(state, Optional.empty());
  }

  private static RaisedEvent raised(String thread, VisibilityEvent event) {
    return new RaisedEvent(thread, event, Route.DEFAULT);
  }
}
