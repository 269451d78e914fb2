package dev.herokumattermost.pass;

import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.Reading;
import dev.herokumattermost.watch.Reading.Blind;
import dev.herokumattermost.watch.Reading.Cause;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads all apps, those in trouble first, and stops when Heroku says that the calls are used up.
 */
final class Survey {
  private final Heroku heroku;
  private final Fan fan;
  private final Deadline deadline;
  private final AtomicBoolean usedUp = new AtomicBoolean();

  Survey(Heroku heroku, Fan fan, Deadline deadline) {
    this.heroku = heroku;
    this.fan = fan;
    this.deadline = deadline;
  }

  Map<AppName, Reading> read(List<AppName> apps, Map<AppName, Memory> memories)
      throws InterruptedException {
    List<AppName> inOrder =
        apps.stream()
            .sorted(Comparator.comparing((AppName app) -> !inTrouble(memories.get(app))))
            .toList();
    var readings = new TreeMap<AppName, Reading>();
    fan.map(inOrder, this::read).forEach(reading -> readings.put(reading.app(), reading));
    return readings;
  }

  private Reading read(AppName app) {
    Duration left = deadline.leftToRead();
    if (usedUp.get()) {
      return new Blind(app, Cause.RATE_LIMITED, "not asked after a 429 in this pass");
    }
    if (!left.isPositive()) {
      return new Blind(app, Cause.NOT_ATTEMPTED, "no time left in this pass");
    }
    Reading reading = heroku.dynos(app, left);
    if (reading instanceof Blind blind && blind.cause() == Cause.RATE_LIMITED) {
      usedUp.set(true);
    }
    return reading;
  }

  private static boolean inTrouble(@Nullable Memory memory) {
    return memory != null && memory.incidents().stream().anyMatch(incident -> incident.isOpen());
  }
}
