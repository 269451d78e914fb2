package dev.herokumattermost.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often a notice was tried, and when it may be tried next. All times are by our clock.
 *
 * @param count attempts that ended without it being told
 * @param nextAt not before
 * @param leasedUntil until then a pass has it in hand; the epoch if none has
 * @param doubtfulSince when the attempt was over, or its pass's lease ran out, whose end is
 *     unknown; null if it is certainly not in the channel
 * @param form what is left of the post after what was refused of it
 * @param troubles why it was not told, each reason once
 */
public record Attempts(
    int count,
    Instant nextAt,
    Instant leasedUntil,
    @Nullable Instant doubtfulSince,
    Form form,
    List<Trouble> troubles) {
  /** Beyond so many different reasons the oldest is forgotten. */
  private static final int TROUBLES = 20;

  /** Of a notice nobody has tried to tell. */
  public static final Attempts NONE =
      new Attempts(0, Instant.EPOCH, Instant.EPOCH, null, Form.FULL, List.of());

  public Attempts {
    troubles = List.copyOf(troubles);
  }

  /**
   * Whether it may be in the channel although nobody recorded it, so that one has to look first.
   */
  public boolean doubtful() {
    return doubtfulSince != null;
  }

  boolean isLeased() {
    return !leasedUntil.equals(Instant.EPOCH);
  }

  boolean certainlyUntold() {
    return !doubtful() && !isLeased();
  }

  boolean dueAt(Instant now) {
    Instant free = isLeased() ? leasedUntil.plus(Dispatch.SETTLED) : leasedUntil;
    return !nextAt.isAfter(now) && !free.isAfter(now);
  }

  Attempts leased(Instant until) {
    Instant doubt = isLeased() && doubtfulSince == null ? leasedUntil : doubtfulSince;
    return new Attempts(count, nextAt, until, doubt, form, troubles);
  }

  Attempts released() {
    return new Attempts(count, nextAt, Instant.EPOCH, doubtfulSince, form, troubles);
  }

  /** Due at once; what is doubtful stays so, and what was refused is tried in full again. */
  Attempts afresh() {
    return new Attempts(count, Instant.EPOCH, Instant.EPOCH, doubtfulSince, Form.FULL, troubles);
  }

  /** Certainly not told where it was tried, and still in hand, to be tried elsewhere. */
  Attempts elsewhere(String reason, Instant at) {
    return new Attempts(count, nextAt, leasedUntil, null, form, withTrouble(troubles, reason, at));
  }

  Attempts undoubted() {
    return new Attempts(count, nextAt, leasedUntil, null, form, troubles);
  }

  /** How much of a post is sent. */
  public enum Form {
    FULL,
    WITHOUT_PRIORITY,
    /** The headline alone: the content itself was refused. */
    PLAIN;

    Form without(Delivery.Refusal refused) {
      return switch (refused) {
        case CONTENT -> PLAIN;
        case PRIORITY -> this == FULL ? WITHOUT_PRIORITY : PLAIN;
        case TRANSIENT, AMBIGUOUS, CONFIGURATION, CHANNEL, ROOT -> this;
      };
    }
  }

  /**
   * One reason why a notice was not told.
   *
   * @param reason as it stood the last time
   * @param times how often, from the first time to the last
   */
  public record Trouble(String reason, int times, Instant first, Instant last) {
    /** A request's id is another each time; the reason is the same. */
    private static final Pattern REQUEST = Pattern.compile(" \\(request [^)]*\\)");

    boolean isSame(String other) {
      return REQUEST.matcher(reason).replaceAll("").equals(REQUEST.matcher(other).replaceAll(""));
    }
  }

  static List<Trouble> withTrouble(List<Trouble> troubles, String reason, Instant at) {
    var more = new ArrayList<Trouble>();
    int times = 1;
    Instant first = at;
    for (Trouble trouble : troubles) {
      if (trouble.isSame(reason)) {
        times += trouble.times();
        first = trouble.first();
      } else {
        more.add(trouble);
      }
    }
    more.add(new Trouble(reason, times, first, at));
    return more.size() > TROUBLES ? more.subList(1, more.size()) : more;
  }
}
