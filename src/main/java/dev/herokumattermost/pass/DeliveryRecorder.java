package dev.herokumattermost.pass;

import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.outbox.StoredApp;
import java.util.List;
import java.util.Optional;

/**
 * Records what deliveries came to, for one app: how the app is now, and what of that is yet to be
 * saved.
 */
final class DeliveryRecorder {
  private static final int TRIES = 3;

  private final StateStore store;
  private final List<String> troubles;
  private StoredApp app;
  private StoredApp saved;
  private Update unsaved = Update.NONE;

  DeliveryRecorder(StoredApp saved, StateStore store, List<String> troubles) {
    this.store = store;
    this.troubles = troubles;
    this.app = saved;
    this.saved = saved;
  }

  StoredApp app() {
    return app;
  }

  void apply(Update update) {
    unsaved = unsaved.then(update);
    app = update.applied(app);
  }

  /**
   * Saves what was applied. If another pass has written the app meanwhile, the same is applied to
   * what it wrote, because a post that is in the channel must not be forgotten.
   *
   * @return whether it is in the table; if not, the lease runs out, and the next pass looks first
   */
  boolean save() {
    if (app.equals(saved)) {
      return true;
    }
    StoredApp next = app;
    try {
      for (int attempt = 1; attempt <= TRIES; attempt++) {
        Optional<StoredApp> done = store.save(next, unsaved.deadLetters());
        if (done.isPresent()) {
          app = done.get();
          saved = app;
          unsaved = Update.NONE;
          return true;
        }
        Optional<StoredApp> fresh = store.load(app.app());
        if (fresh.isEmpty()) {
          break;
        }
        next = unsaved.applied(fresh.get());
      }
      troubles.add(app.app() + ": a delivery could not be recorded, others write the app too");
    } catch (NotSaved failure) {
      troubles.add(app.app() + ": a delivery could not be recorded: " + failure.getMessage());
    }
    return false;
  }
}
