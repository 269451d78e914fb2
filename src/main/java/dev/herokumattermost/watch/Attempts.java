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
 * @param leasedUntil until then another pass has it in hand
 * @param doubtfulSince when the first attempt began whose end is unknown; null if none is
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

  public Attempts {
    reasons = List.copyOf(reasons);
  }

  static Attempts none(Instant leasedUntil) {
    return new Attempts(0, Instant.EPOCH, leasedUntil, null, false, List.of());
  }

  public boolean dueAt(Instant now) {
    return !nextAt.isAfter(now) && !leasedUntil.isAfter(now);
  }

  static List<String> withReason(List<String> reasons, String reason) {
    var more = new ArrayList<>(reasons);
    more.add(reason);
    return more.size() > REASONS ? more.subList(more.size() - REASONS, more.size()) : more;
  }
}
