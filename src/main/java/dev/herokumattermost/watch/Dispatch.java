package dev.herokumattermost.watch;

import dev.herokumattermost.watch.Delivery.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The rules by which notices leave an outbox: in order within a thread, once, and never lost. Each
 * method is a pure step from one memory to the next; the pass does the talking in between.
 *
 * <p>It rests on one assumption, which the README states: what Mattermost has taken is stored or
 * abandoned within {@link #SETTLED}. So where an attempt's end is unknown, the next one waits that
 * long and looks in the channel first.
 */
public final class Dispatch {
  /** After this long a request that Mattermost took has been stored, or never will be. */
  public static final Duration SETTLED = Duration.ofSeconds(60);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private Dispatch() {}

  /** What may be sent now, in order. Nothing overtakes an earlier notice of its thread. */
  public static List<Notice> due(Memory memory, Instant now) {
    var blocked = new HashSet<String>();
    var due = new ArrayList<Notice>();
    for (Notice notice : memory.outbox()) {
      if (!blocked.contains(notice.thread()) && notice.attempts().dueAt(now)) {
        due.add(notice);
      } else {
        blocked.add(notice.thread());
      }
    }
    return due;
  }

  /**
   * Takes what is due in hand, so that an overlapping pass leaves it alone. A lease that ran out
   * without word means that its pass died: nobody knows whether that one had posted.
   */
  public static Memory leased(Memory memory, Instant now, Instant until) {
    var due = new HashSet<NoticeId>();
    due(memory, now).forEach(notice -> due.add(notice.id()));
    return memory.withOutbox(
        memory.outbox().stream()
            .map(
                notice ->
                    due.contains(notice.id())
                        ? notice.with(notice.attempts().leased(until))
                        : notice)
            .toList());
  }

  /** Mattermost has it. */
  public static Memory told(Memory memory, Notice notice, PostId post) {
    Memory without =
        memory.withOutbox(
            memory.outbox().stream().filter(other -> !other.id().equals(notice.id())).toList());
    return post.isKnown() ? without.rooted(notice.thread(), post) : without;
  }

  /** Mattermost does not have it, or nobody can tell. */
  public static Memory refused(Memory memory, Notice notice, Refused refusal, Instant startedAt) {
    Memory next =
        refusal.kind() == Delivery.Refusal.ROOT ? memory.unrooted(notice.thread()) : memory;
    return changed(next, notice.id(), attempts -> after(attempts, refusal, startedAt));
  }

  /** It was not tried in this pass after all. */
  public static Memory released(Memory memory, Notice notice) {
    return changed(memory, notice.id(), Attempts::released);
  }

  /** It is not in the channel, and nothing that could still bring it there is under way. */
  public static Memory absent(Memory memory, Notice notice) {
    return changed(memory, notice.id(), Attempts::undoubted);
  }

  /** The notice as the outbox has it now. */
  public static Optional<Notice> find(Memory memory, NoticeId id) {
    return memory.outbox().stream().filter(notice -> notice.id().equals(id)).findFirst();
  }

  private static Attempts after(Attempts attempts, Refused refusal, Instant startedAt) {
    int count = attempts.count() + 1;
    Duration asked = refusal.retryAfter();
    Duration wait =
        switch (refusal.kind()) {
          case TRANSIENT -> longer(backoff(count), asked);
          case AMBIGUOUS -> longer(longer(SETTLED, backoff(count)), asked);
          case CONTENT, PRIORITY -> attempts.plain() ? LONGEST_WAIT : Duration.ZERO;
          case ROOT -> Duration.ZERO;
          case CONFIGURATION -> LONGEST_WAIT;
        };
    boolean doubtful = refusal.kind() == Delivery.Refusal.AMBIGUOUS;
    boolean plain =
        attempts.plain()
            || refusal.kind() == Delivery.Refusal.CONTENT
            || refusal.kind() == Delivery.Refusal.PRIORITY;
    return new Attempts(
        count,
        startedAt.plus(wait),
        Instant.EPOCH,
        doubtful ? startedAt : null,
        plain,
        Attempts.withReason(attempts.reasons(), refusal.reason()));
  }

  /** The first wait is shorter than a pass is long, so that the next pass tries again. */
  private static Duration backoff(int count) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(count - 1, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Memory changed(Memory memory, NoticeId id, UnaryOperator<Attempts> change) {
    return memory.withOutbox(
        memory.outbox().stream()
            .map(
                notice ->
                    notice.id().equals(id) ? notice.with(change.apply(notice.attempts())) : notice)
            .toList());
  }
}
