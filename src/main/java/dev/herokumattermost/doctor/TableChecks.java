package dev.herokumattermost.doctor;

import dev.herokumattermost.store.DynamoStateStore;
import dev.herokumattermost.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether the table can be read and written. */
record TableChecks(DynamoStateStore table, Instant now) {
  /** When DynamoDB drops the trial item, should it not be taken away here. */
  private static final Duration EXPIRES_AFTER = Duration.ofDays(1);

  List<Check> run() {
    return List.of(check("table read", this::read), check("table write", this::write));
  }

  private String read() {
    var loaded = table.load();
    var deadLetters = table.deadLetters();
    var unreadable =
        Stream.concat(loaded.unreadable().values().stream(), deadLetters.unreadable().stream())
            .toList();
    if (!unreadable.isEmpty()) {
      throw StoreException.unreadable(
          "%d items cannot be read; %s".formatted(unreadable.size(), unreadable.getFirst()));
    }
    return loaded.apps().isEmpty()
        ? "nothing remembered yet: the first pass is a baseline"
        : "%d items, %d dead letters"
            .formatted(loaded.apps().size(), deadLetters.readable().size());
  }

  private String write() {
    table.tryWriting(now.plus(EXPIRES_AFTER));
    return "a trial item was written and taken away again";
  }

  private static Check check(String name, Supplier<String> attempt) {
    try {
      return Check.ok(name, attempt.get());
    } catch (StoreException failure) {
      return new Check(
          name,
          Check.Result.FAILED,
          failure.problem(),
          failure.fix().isEmpty() ? null : failure.fix());
    }
  }
}
