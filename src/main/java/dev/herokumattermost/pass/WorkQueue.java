package dev.herokumattermost.pass;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where work waits for another invocation. Each item may be taken twice, late, or in any order. */
public interface WorkQueue {

  /**
   * Leaves work.
   *
   * @param delay how long it waits at least; at most 15 minutes
   * @throws NotQueued if some of it may not be there
   */
  void put(List<? extends Work> work, Duration delay) throws NotQueued;

  /** Work could not be left to others. */
  final class NotQueued extends Exception {
    private static final long serialVersionUID = 1L;

    public NotQueued(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
