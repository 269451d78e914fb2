package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.incident.Visibility.Blind;
import dev.herokumattermost.incident.Visibility.Visible;
import dev.herokumattermost.incident.VisibilityEvent.BecameBlind;
import dev.herokumattermost.incident.VisibilityEvent.PermissionMissing;
import dev.herokumattermost.incident.VisibilityEvent.VisibleAgain;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.rules.Thresholds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides when it is reported that apps cannot be read. A failed read is never a failure of a dyno
 * and never a recovery. It is reported once, and so is its end.
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
    Blind before = state.visibility() instanceof Blind blind ? blind : new Blind(0, now, false);
    if (before.reported()) {
      return unchanged(state);
    }
    int reads = before.failedReads() + 1;
    boolean report = reads >= Thresholds.FAILED_READS;
    var blind = new Blind(reads, before.since(), report);
    var event = new BecameBlind(reading.cause(), reading.detail(), before.since(), apps);
    return new VisibilityTransition(
        state.withVisibility(blind),
        report ? Optional.of(raised(blind.thread(state.app()), event)) : Optional.empty());
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

  private static VisibilityTransition unchanged(AppState state) {
    return new VisibilityTransition(state, Optional.empty());
  }

  private static RaisedEvent raised(String thread, VisibilityEvent event) {
    return new RaisedEvent(thread, event, Route.DEFAULT);
  }
}
