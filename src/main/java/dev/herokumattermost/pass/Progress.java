package dev.herokumattermost.pass;

import dev.herokumattermost.pass.Saves.Change;
import dev.herokumattermost.watch.Memory;
import java.util.Optional;

/**
 * An app's memory while its notices are told: how it is now, and what of that is yet to be saved.
 */
final class Progress {
  private final Saves saves;
  private Memory memory;
  private Memory stored;
  private Change unsaved = Change.NONE;

  Progress(Memory saved, Saves saves) {
    this.saves = saves;
    memory = saved;
    stored = saved;
  }

  Memory memory() {
    return memory;
  }

  void make(Change change) {
    unsaved = unsaved.then(change);
    memory = change.step().apply(memory);
  }

  /** Saves what was made, and says whether it is in the table. */
  boolean save() {
    if (memory.equals(stored)) {
      return true;
    }
    Optional<Memory> recorded = saves.record(memory, unsaved);
    recorded.ifPresent(
        fresh -> {
          memory = fresh;
          stored = fresh;
          unsaved = Change.NONE;
        });
    return recorded.isPresent();
  }
}
