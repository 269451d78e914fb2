package dev.herokumattermost.doctor;

import dev.herokumattermost.store.MemoryTable;
import dev.herokumattermost.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Whether the table can be read and written. */
record TableChecks(MemoryTable table, Instant now) {
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  List<Check> run() {
    return List.of(
        attempt(
            "table read",
            () -> {
              int apps = table.load().size();
              int letters = table.letters().size();
              return apps == 0
                  ? "nothing remembered yet: the first pass is a baseline"
                  : "%d items, %d letters".formatted(apps, letters);
            }),
        attempt(
            "table write",
            () -> {
              table.tryWriting(now.plus(LEFT_BEHIND));
              return "a trial item was written and taken away again";
            }));
  }

  private static Check attempt(String name, Supplier<String> attempt) {
    try {
      return Check.ok(name, attempt.get());
    } catch (StoreException failure) {
      String message = String.valueOf(failure.getMessage());
      int fix = message.lastIndexOf("; ");
      return fix < 0
          ? Check.failed(name, message, "")
          : Check.failed(name, message.substring(0, fix), message.substring(fix + 2));
    }
  }
}
