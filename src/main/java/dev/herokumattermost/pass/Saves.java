package dev.herokumattermost.pass;

import dev.herokumattermost.pass.Memories.NotSaved;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.Memory;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Records what deliveries came to. */
final class Saves {
  private static final int TRIES = 3;

  private final Memories memories;
  private final List<String> troubles;

  Saves(Memories memories, List<String> troubles) {
    this.memories = memories;
    this.troubles = troubles;
  }

  /**
   * What is to be done to a memory, whichever revision it is by then.
   *
   * @param letters what is set aside by it
   */
  record Change(UnaryOperator<Memory> step, List<Letter> letters) {
    static final Change NONE = of(UnaryOperator.identity());

    static Change of(UnaryOperator<Memory> step) {
      return new Change(step, List.of());
    }

    Change then(Change next) {
      return new Change(
          memory -> next.step.apply(step.apply(memory)),
          Stream.concat(letters.stream(), next.letters.stream()).toList());
    }
  }

  /**
   * Saves what was done. If another pass has written the app meanwhile, the same is done to what it
   * wrote: a post that is in the channel must not be forgotten.
   *
   * @return empty if it could not be saved; then the lease runs out, and the next pass looks first
   */
  Optional<Memory> record(Memory changed, Change change) {
    Memory next = changed;
    try {
      for (int save = 1; save <= TRIES; save++) {
        Optional<Memory> saved = memories.save(next, change.letters());
        if (saved.isPresent()) {
          return saved;
        }
        Memory fresh = memories.load().get(changed.app());
        if (fresh == null) {
          break;
        }
        next = change.step().apply(fresh);
      }
      troubles.add(changed.app() + ": what was told could not be recorded, others write it too");
    } catch (NotSaved failure) {
      troubles.add(
          changed.app() + ": what was told could not be recorded: " + failure.getMessage());
    }
    return Optional.empty();
  }
}
