package dev.herokumattermost.dyno;

import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * One instance of a dyno as Heroku listed it.
 *
 * @param id Heroku's id of this instance
 * @param name on Cedar the slot ({@code web.1}), which the next instance takes over; on Fir
 *     generated
 * @param type the process type
 * @param state what Heroku says the dyno is doing
 * @param release the version of the release that the dyno runs
 * @param createdAt when Heroku created this instance, by Heroku's clock
 * @param updatedAt when the process last changed state, by Heroku's clock: the true time of a crash
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
  /** The order in which the dynos of an app are kept. */
  public static final Comparator<Dyno> BY_NAME_AND_ID =
      Comparator.comparing(Dyno::name).thenComparing(Dyno::id);

  private static final Pattern SLOT = Pattern.compile(".+\\.\\d+");

  public Dyno {
    Plausible.name("a dyno name", name);
    Plausible.time(createdAt);
    Plausible.time(updatedAt);
    if (size.length() > Plausible.LONGEST_NAME) {
      throw new IllegalArgumentException("a dyno size is too long");
    }
  }

  public Dyno in(DynoState otherState) {
    return new Dyno(id, name, type, otherState, release, createdAt, updatedAt, size);
  }

  public boolean isIn(DynoState wanted) {
    return state.equals(wanted);
  }

  /** Whether the name is a slot that one instance takes over from another; on Fir it is not. */
  public boolean inSlot() {
    return name.startsWith(type.value() + ".") && SLOT.matcher(name).matches();
  }

  /** Whether this is another instance than the one before it in the same place. */
  public boolean isNewInstance(Dyno before) {
    return !before.id().equals(id) || !before.createdAt().equals(createdAt);
  }

  /** When this instance began to run, as far as its times and those of the one before tell. */
  public Instant beganAfter(Dyno before) {
    return createdAt.isAfter(before.createdAt()) ? createdAt : updatedAt;
  }
}
