package dev.herokumattermost.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often a notice was tried, and when it may be tried next. All times are by our clock.
 *
 * @param count attempts that ended without it being told
 * @param nextAt not before
 * @param leasedUntil until then a pass has it in hand; the epoch if none has
 * @param doubtfulSince when the attempt began, or its pass's lease ran out, whose end is unknown;
 *     null if it is certainly not in the channel
 * @param plain whether it is told as shortened plain text because the full post was refused
 * @param reasons the latest reasons, oldest first, at most {@value #REASONS}
 */
public record Attempts(
    int count,
    Instant nextAt,
    Instant leasedUntil,
    @Nullable Instant doubtfulSince,
    boolean plain,
    List<String> reasons) {
  static final int REASONS = 10;

  /** Of a notice nobody has tried to tell. */
  public static final Attempts NONE =
      new Attempts(0, Instant.EPOCH, Instant.EPOCH, null, false, List.of());

  public Attempts {
    reasons = List.copyOf(reasons);
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
    return new Attempts(count, nextAt, until, doubt, plain, reasons);
  }

  Attempts released() {
    return new Attempts(count, nextAt, Instant.EPOCH, doubtfulSince, plain, reasons);
  }

  Attempts undoubted() {
    return new Attempts(count, nextAt, leasedUntil, null, plain, reasons);
  }

  static List<String> withReason(List<String> reasons, String reason) {
    var more = new ArrayList<>(reasons);
    more.add(reason);
    return more.size() > REASONS ? more.subList(more.size() - REASONS, more.size()) : more;
  }
}
