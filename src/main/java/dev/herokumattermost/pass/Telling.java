package dev.herokumattermost.pass;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Dispatch;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.NoticeId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What telling an outbox came to, just as a pass tells it but with no table: nothing of it is
 * remembered.
 *
 * @param posted what Mattermost has now
 * @param troubles what went wrong, for people
 */
public record Telling(List<NoticeId> posted, List<String> troubles) {
  public Telling {
    posted = List.copyOf(posted);
    troubles = List.copyOf(troubles);
  }

  /**
   * Tells what is due in a memory that is stored nowhere.
   *
   * @param end when it must be over
   */
  public static Telling of(Memory memory, Channel channel, InstantSource clock, Instant end)
      throws InterruptedException {
    Instant now = clock.instant();
    var troubles = new ArrayList<String>();
    var deliveries =
        new Deliveries(
            channel,
            new Saves(new Forgetful(), troubles),
            clock,
            Deadline.at(clock, end),
            troubles);
    deliveries.deliver(Dispatch.leased(memory, now, end), Leases.due(memory, now));
    return new Telling(deliveries.posted(), troubles);
  }

  /** Takes whatever is saved, and keeps nothing. */
  private static final class Forgetful implements Memories {
    @Override
    public Map<AppName, Memory> load() {
      return Map.of();
    }

    @Override
    public Optional<Memory> save(Memory memory, List<Letter> letters) {
      return Optional.of(memory);
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
