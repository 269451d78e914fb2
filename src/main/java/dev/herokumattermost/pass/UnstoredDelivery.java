package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.incident.HistoryEntry;
import dev.herokumattermost.outbox.DeadLetter;
import dev.herokumattermost.outbox.NotificationId;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Route;
import dev.herokumattermost.wording.Presentation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What delivering an outbox came to, just as a pass delivers it but without a table: nothing of it
 * is stored.
 *
 * @param posted what Mattermost has now
 * @param rerouted whether it is in the default channel instead of the one that it was meant for
 * @param troubles what went wrong, for people
 */
public record UnstoredDelivery(
    List<NotificationId> posted, boolean rerouted, List<String> troubles) {
  public UnstoredDelivery {
    posted = List.copyOf(posted);
    troubles = List.copyOf(troubles);
  }

  /**
   * Delivers what is due.
   *
   * @param end when it must be over
   */
  public static UnstoredDelivery of(
      StoredApp app, Channel channel, Presentation presentation, InstantSource clock, Instant end)
      throws InterruptedException {
    Instant now = clock.instant();
    var troubles = new ArrayList<String>();
    var deliverer =
        new Deliverer(
            channel,
            new NoStore(),
            presentation,
            clock,
            new Deadline(clock, end),
            troubles,
            new AppFailures(UnaryOperator.identity()));
    StoredApp after = deliverer.deliver(LeasedApp.of(app, now, end));
    boolean rerouted =
        after.outbox().threads().stream()
            .anyMatch(thread -> thread.target() instanceof Route.DefaultInsteadOf);
    return new UnstoredDelivery(deliverer.posted(), rerouted, troubles);
  }

  /** Takes whatever is saved, and keeps nothing. */
  private static final class NoStore implements StateStore {
    @Override
    public Loaded load() {
      return new Loaded(Map.of(), Map.of());
    }

    @Override
    public Optional<StoredApp> load(AppName app) {
      return Optional.empty();
    }

    @Override
    public Optional<StoredApp> save(
        StoredApp app, List<DeadLetter> deadLetters, List<HistoryEntry> ended) {
      return Optional.of(app);
    }

    @Override
    public History recent(AppName app) {
      return new History(List.of(), List.of());
    }

    @Override
    public History history() {
      return new History(List.of(), List.of());
    }

    @Override
    public int reads() {
      return 0;
    }

    @Override
    public int writes() {
      return 0;
    }
  }
}
