package dev.herokumattermost.pass;

import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.DiagnosedChange;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.incident.AppTransition;
import dev.herokumattermost.incident.VisibilityTransition;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Rules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One pass over one app: what was known, what Heroku shows, what that means, what is saved and what
 * is delivered. It knows nothing of other apps; what spans apps is decided by the {@link Round}.
 *
 * @param pendingPostIds gives an id for each new notification that cannot be guessed
 */
record AppPass(StateStore store, Rules rules, Supplier<String> pendingPostIds) {

  /**
   * An app that was read.
   *
   * @param stored as it lies in the table
   * @param comparison empty if the app could not be read
   */
  record Read(StoredApp stored, Reading reading, Optional<Comparison> comparison) {
    AppName app() {
      return stored.app();
    }
  }

  /**
   * What was decided about an app.
   *
   * @param stored as it lies in the table
   * @param next as it is to be saved, with new notifications in its outbox
   * @param changes what changed, and what it means
   * @param deferred whether the changes wait for a pass that can ask for evidence
   */
  record Decided(
      StoredApp stored, StoredApp next, List<DiagnosedChange> changes, boolean deferred) {
    AppName app() {
      return next.app();
    }
  }

  /** How saving an app ended. */
  sealed interface Saved {
    /** Nothing has changed, so nothing was written. */
    record Unchanged() implements Saved {}

    /** The app is in the table, and this pass has leased what is due. */
    record Written(LeasedApp app) implements Saved {}

    /** Another pass wrote the app first; it is dropped for this pass. */
    record Conflict() implements Saved {}

    /** The app was not saved, or nobody can tell. */
    record Failed(String reason) implements Saved {}
  }

  Read compare(StoredApp stored, Reading reading) {
    Optional<Comparison> comparison =
        reading instanceof Reading.Dynos dynos
            ? Optional.of(Comparison.of(stored.state().previous(), dynos, rules))
            : Optional.empty();
    return new Read(stored, reading, comparison);
  }

  /** Decides about an app whose dynos were read, with the evidence that could be had. */
  Decided decide(
      Read read,
      Comparison comparison,
      Optional<Evidence> evidence,
      HistoryReader history,
      Instant now) {
    StoredApp visible =
        read.stored()
            .after(
                VisibilityTransition.readSucceeded(read.stored().state(), now),
                now,
                pendingPostIds);
    if (evidence.isEmpty()) {
      return new Decided(read.stored(), visible, List.of(), true);
    }
    AppTransition decided =
        AppTransition.of(visible.state(), comparison, evidence.get(), rules, now);
    AppTransition transition =
        decided.opensIncident() ? decided.recalling(history.of(read.app())) : decided;
    return new Decided(
        read.stored(),
        visible.after(transition, comparison.readAt(), now, pendingPostIds),
        transition.changes(),
        false);
  }

  /**
   * Decides about an app that could not be read.
   *
   * @param explained whether an outage of the whole account explains it
   */
  Decided decide(Read read, Blind blind, boolean explained, Instant now) {
    StoredApp stored = read.stored();
    StoredApp next =
        explained
            ? stored
            : stored.after(
                VisibilityTransition.readFailed(stored.state(), blind, List.of(), now),
                now,
                pendingPostIds);
    return new Decided(stored, next, List.of(), false);
  }

  /**
   * Saves what changed, with a lease on what this pass will deliver, and with it what has come to
   * its end.
   */
  Saved save(Decided decided, Instant now, Deadline end) {
    LeasedApp leased = LeasedApp.of(decided.next(), now, end.end());
    if (leased.app().equals(decided.stored())) {
      return new Saved.Unchanged();
    }
    try {
      return store
          .save(leased.app(), List.of(), decided.next().endedSince(decided.stored(), now))
          .<Saved>map(written -> new Saved.Written(leased.with(written)))
          .orElseGet(Saved.Conflict::new);
    } catch (NotSaved failure) {
      return new Saved.Failed(String.valueOf(failure.getMessage()));
    }
  }
}
