package dev.herokumattermost.pass;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.Memory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the passes remember. */
public interface Memories {

  /** What is known of every app; an exception if it cannot be had, for nothing is not a memory. */
  Map<AppName, Memory> load();

  /**
   * Saves a memory in place of the revision it was made from, and the letters with it: all of it or
   * nothing.
   *
   * @return it as it is now; empty if another pass was first
   * @throws NotSaved if it was not saved, or nobody can tell
   */
  Optional<Memory> save(Memory memory, List<Letter> letters) throws NotSaved;

  /** How many reads this pass has made. */
  int reads();

  /** How many writes this pass has made. */
  int writes();

  /** A memory could not be saved. */
  final class NotSaved extends Exception {
    private static final long serialVersionUID = 1L;

    public NotSaved(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
