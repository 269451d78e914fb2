package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.VisibilityTransition;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppPass.Decided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a round says of whether each app could be processed. It is kept apart from what is kept of
 * the app itself, which may be what cannot be processed.
 *
 * @param stored as it lies in the table
 * @param failures of this round
 * @param pendingPostIds gives an id for each new notification that cannot be guessed
 */
record Processing(
    Map<AppName, StoredApp> stored, AppFailures failures, Supplier<String> pendingPostIds) {

  List<Decided> decided(Instant now) {
    var decided = new ArrayList<Decided>();
    for (AppFailure failure : failures.all()) {
      AppName name = AppState.processingOf(failure.app());
      if (AppState.processedUnder(failure.app()).isEmpty() && failures.of(name).isEmpty()) {
        StoredApp before = stored.getOrDefault(name, StoredApp.unknown(name));
        var transition =
            VisibilityTransition.readFailed(before.state(), failure.blind(), List.of(), now);
        decided.add(decided(before, after(before, transition, now)));
      }
    }
    for (StoredApp before : stored.values()) {
      boolean over =
          AppState.processedUnder(before.app())
              .map(app -> failures.of(app).isEmpty())
              .orElse(false);
      if (over) {
        var transition = VisibilityTransition.readSucceeded(before.state(), now);
        decided.add(decided(before, after(before, transition, now).expiring(now)));
      }
    }
    return decided;
  }

  private StoredApp after(StoredApp before, VisibilityTransition transition, Instant now) {
    return before.after(transition, now, pendingPostIds).tidiedAfter(before, now);
  }

  private static Decided decided(StoredApp before, StoredApp next) {
    return new Decided(before, next, List.of(), false);
  }
}
