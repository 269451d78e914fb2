package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.pass.AppPass.Decided;
import dev.herokumattermost.pass.AppPass.Saved;
import dev.herokumattermost.pass.BoundedParallelism.Begun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Saves what was decided, several apps at once: each has an item of its own, which no other app's
 * save touches.
 */
final class Saves {
  /** More connections than these to the table are not kept open by the JDK, and cost TLS anew. */
  private static final int AT_ONCE = 5;

  private final AppPass appPass;
  private final BoundedParallelism parallel;
  private final AppFailures failures;
  private final Instant now;
  private final Deadline end;
  private final List<AppName> conflicts = new ArrayList<>();
  private final List<AppName> unsaved = new ArrayList<>();
  private final List<String> troubles;

  /**
   * Nothing is saved yet.
   *
   * @param troubles takes what could not be saved, and why
   */
  Saves(
      AppPass appPass,
      BoundedParallelism parallel,
      AppFailures failures,
      Instant now,
      Deadline end,
      List<String> troubles) {
    this.appPass = appPass;
    this.parallel = new BoundedParallelism(Math.min(parallel.atOnce(), AT_ONCE));
    this.failures = failures;
    this.now = now;
    this.end = end;
    this.troubles = troubles;
  }

  /** How saving one app ended. */
  record Outcome(AppName app, Saved saved) {}

  /** Whether something is to be delivered or edited once the app is saved. */
  boolean isAwaited(Decided one) {
    LeasedApp leased = LeasedApp.of(one.next(), now, end.end());
    return !leased.notifications().isEmpty() || !leased.edits().isEmpty();
  }

  /** Begins to save; nothing of these may be delivered before that is finished. */
  Begun<Outcome> begin(Collection<Decided> all) {
    return parallel.begin(
        List.copyOf(all),
        one -> new Outcome(one.app(), end.isOver() ? noTime() : appPass.save(one, now, end)),
        (one, failure) ->
            new Outcome(
                one.app(),
                new Saved.Failed(failures.add(one.app(), Stage.SAVE, failure).reason())));
  }

  private static Saved noTime() {
    return new Saved.Failed("no time left in this pass");
  }

  /** The apps that are in the table now, in the order in which saving them began. */
  List<LeasedApp> finished(Begun<Outcome> begun) throws InterruptedException {
    var saved = new ArrayList<LeasedApp>();
    for (Outcome outcome : begun.results()) {
      switch (outcome.saved()) {
        case Saved.Unchanged _ -> {}
        case Saved.Written(var app) -> saved.add(app);
        case Saved.Conflict _ -> conflicts.add(outcome.app());
        case Saved.Failed(var reason) -> {
          unsaved.add(outcome.app());
          failures.add(outcome.app(), Stage.SAVE, reason);
          troubles.add(outcome.app() + " not saved: " + reason);
        }
      }
    }
    return saved;
  }

  /** Saves, and waits for it. */
  List<LeasedApp> save(Collection<Decided> all) throws InterruptedException {
    try (Begun<Outcome> begun = begin(all)) {
      return finished(begun);
    }
  }

  /** The apps that another pass wrote first. */
  List<AppName> conflicts() {
    return conflicts;
  }

  List<AppName> unsaved() {
    return unsaved;
  }
}
