package dev.herokumattermost.outbox;

import dev.herokumattermost.dyno.AppName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Where the state and the outbox of each app of one account are kept between passes. */
public interface StateStore {

  /**
   * What is known of every app of the account.
   *
   * @throws RuntimeException if it cannot be had: a failed load is never an empty state
   */
  Loaded load();

  /**
   * The same, where the store reads part by part.
   *
   * @param timeIsOver is asked before each part
   * @throws RuntimeException if it cannot be had, or not in time
   */
  default Loaded load(BooleanSupplier timeIsOver) {
    return load();
  }

  /**
   * What is kept.
   *
   * @param apps those that can be read
   * @param unreadable those that cannot, and why. They are neither unknown nor to be written over
   */
  record Loaded(Map<AppName, StoredApp> apps, Map<AppName, String> unreadable) {
    public Loaded {
      apps = new TreeMap<>(apps);
      unreadable = new TreeMap<>(unreadable);
    }
  }

  /**
   * What is known of one app; empty if nothing was ever written about it.
   *
   * @throws RuntimeException if it cannot be had
   */
  Optional<StoredApp> load(AppName app);

  /**
   * Saves an app in place of the revision that it was made from, and dead letters with it: all of
   * it or nothing.
   *
   * @return the app as it is now; empty if another pass was first
   * @throws NotSaved if it was not saved, or nobody can tell
   */
  Optional<StoredApp> save(StoredApp app, List<DeadLetter> deadLetters) throws NotSaved;

  /** How many reads this pass has made. */
  int reads();

  /** How many writes this pass has made. */
  int writes();

  /** An app could not be saved. */
  final class NotSaved extends Exception {
    private static final long serialVersionUID = 1L;

    public NotSaved(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
