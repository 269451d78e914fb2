package dev.herokumattermost;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.Delivery.PastRefusal;
import dev.herokumattermost.outbox.DeliveryRules;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.store.DynamoStateStore;
import dev.herokumattermost.store.DynamoStateStore.DeadLetters;
import dev.herokumattermost.store.StoreException;
import dev.herokumattermost.wording.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What could not be delivered for a day, for a person to read and to redeliver. */
final class DeadLettersAction {
  /** A transaction takes 100 items, and the app itself is one of them. */
  private static final int AT_ONCE = 50;

  private final DynamoStateStore store;

  DeadLettersAction(DynamoStateStore store) {
    this.store = store;
  }

  /**
   * As the function returns it.
   *
   * @param putBack the notifications that the next pass will deliver
   * @param conflicts apps that another pass wrote at the same time, so that nothing was put back
   * @param troubles what cannot be read, or not be put back, and why
   */
  record Result(
      boolean ok,
      List<Shown> deadLetters,
      List<String> putBack,
      List<String> conflicts,
      List<String> troubles) {
    static final Result NONE = new Result(true, List.of(), List.of(), List.of(), List.of());

    /** With that of another account. */
    Result and(Result other) {
      return new Result(
          ok && other.ok,
          both(deadLetters, other.deadLetters),
          both(putBack, other.putBack),
          both(conflicts, other.conflicts),
          both(troubles, other.troubles));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
      return Stream.concat(one.stream(), other.stream()).toList();
    }

    String summary() {
      return "dead-letters count=%d putBack=%d conflicts=%s troubles=%s"
          .formatted(deadLetters.size(), putBack.size(), conflicts, troubles);
    }
  }

  /** A dead letter for people. */
  record Shown(
      String app,
      String notification,
      String text,
      Instant since,
      Instant setAsideAt,
      Instant keptUntil,
      boolean mayBeInTheChannel,
      List<String> reasons) {

    static Shown of(DeadLetter deadLetter) {
      var notification = deadLetter.notification();
      return new Shown(
          deadLetter.app().value(),
          notification.id().value(),
          new Wording(deadLetter.app(), deadLetter.setAsideAt()).post(notification).asText(),
          notification.at(),
          deadLetter.setAsideAt(),
          deadLetter.expiresAt(),
          notification.delivery().isUncertain(),
          notification.delivery().refusals().stream().map(Shown::reason).toList());
    }

    private static String reason(PastRefusal refusal) {
      return "%s (%d × from %s to %s)"
          .formatted(refusal.reason(), refusal.times(), refusal.first(), refusal.last());
    }
  }

  Result list() {
    DeadLetters all = store.deadLetters();
    return result(all, List.of(), List.of(), all.unreadable());
  }

  /**
   * Puts dead letters back into the outboxes of their apps, so that the next pass delivers them.
   */
  Result redeliver() {
    DeadLetters all = store.deadLetters();
    var troubles = new ArrayList<>(all.unreadable());
    var putBack = new ArrayList<String>();
    var conflicts = new ArrayList<String>();
    byApp(all.readable())
        .forEach(
            (app, ofApp) -> {
              List<DeadLetter> first = ofApp.subList(0, Math.min(AT_ONCE, ofApp.size()));
              try {
                if (redeliver(app, first)) {
                  first.forEach(one -> putBack.add(one.notification().id().value()));
                } else {
                  conflicts.add(app.value());
                }
              } catch (StoreException ofThisApp) {
                troubles.add(app + ": " + ofThisApp.getMessage());
              }
            });
    return result(all, putBack, conflicts, troubles);
  }

  private static Map<AppName, List<DeadLetter>> byApp(List<DeadLetter> all) {
    return all.stream()
        .collect(Collectors.groupingBy(DeadLetter::app, TreeMap::new, Collectors.toList()));
  }

  private boolean redeliver(AppName app, List<DeadLetter> deadLetters) {
    StoredApp next = store.load(app).orElseGet(() -> StoredApp.unknown(app));
    // The oldest is put back last, because each is put before the others.
    for (DeadLetter deadLetter : deadLetters.reversed()) {
      next = DeliveryRules.putBack(next, deadLetter.notification());
    }
    return store.redeliver(next, deadLetters).isPresent();
  }

  private static Result result(
      DeadLetters all, List<String> putBack, List<String> conflicts, List<String> troubles) {
    return new Result(
        conflicts.isEmpty() && troubles.isEmpty(),
        all.readable().stream().map(Shown::of).toList(),
        List.copyOf(putBack),
        List.copyOf(conflicts),
        List.copyOf(troubles));
  }
}
