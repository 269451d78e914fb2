package dev.herokumattermost.watch;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One observed incarnation of a dyno.
 *
 * @param id Heroku's id of this incarnation
 * @param name on Cedar the slot ({@code web.1}), which the next incarnation takes over; on Fir
 *     generated
 * @param type the process type
 * @param state what Heroku says it is doing
 * @param release the version of the release it runs
 * @param createdAt when Heroku created this incarnation, by Heroku's clock
 * @param updatedAt when its process last changed state, by Heroku's clock: the true time of a crash
 * @param size the dyno size, such as {@code Standard-1X}
 */
public record Dyno(
    DynoId id,
    String name,
    ProcessType type,
    DynoState state,
    int release,
    Instant createdAt,
    Instant updatedAt,
    String size) {

  private static final Pattern SLOT = Pattern.compile(".+\\.\\d+");

  public Dyno {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a dyno name is blank");
    }
  }

  Dyno in(DynoState otherState) {
    return new Dyno(id, name, type, otherState, release, createdAt, updatedAt, size);
  }

  /** Whether the name is a slot that incarnations take over from each other; not so on Fir. */
  public boolean inSlot() {
    return name.startsWith(type.value() + ".") && SLOT.matcher(name).matches();
  }
}
