package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.outbox.StateStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what an app's incidents were before, for the apps of which one opens: of the first {@value
 * #MOST}, because each is a call, and more at once are a digest, which says nothing of it. A
 * history that cannot be read costs the line in the post and nothing else.
 */
final class HistoryReader {
  static final int MOST = 10;

  private final StateStore store;
  private final Deadline deadline;
  private final List<String> troubles = new ArrayList<>();
  private int asked;

  HistoryReader(StateStore store, Deadline deadline) {
    this.store = store;
    this.deadline = deadline;
  }

  /** Why a line is missing. */
  List<String> troubles() {
    return troubles;
  }

  /** What is known; nothing if some of it cannot be read, because it would be counted wrongly. */
  List<HistoryEntry> of(AppName app) {
    if (asked == MOST || deadline.isOver() || !troubles.isEmpty()) {
      return List.of();
    }
    asked++;
    try {
      StateStore.History history = store.recent(app);
      if (history.unreadable().isEmpty()) {
        return history.entries();
      }
      troubles.add(app + " alerted without its history: " + history.unreadable().getFirst());
    } catch (RuntimeException unread) {
      troubles.add(app + " alerted without its history: " + unread.getMessage());
    }
    return List.of();
  }
}
