package dev.herokumattermost.watch;

import static dev.herokumattermost.watch.Attempts.Form.PLAIN;

import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.News.Closed;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.News.Looping;
import dev.herokumattermost.watch.News.Over;
import dev.herokumattermost.watch.News.Recovered;
import dev.herokumattermost.watch.News.Reminder;
import dev.herokumattermost.watch.News.RightMissing;
import dev.herokumattermost.watch.News.SightLost;
import dev.herokumattermost.watch.News.SightRestored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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

  /** A notice that could not be told for so long is set aside for a person. */
  private static final Duration GIVEN_UP = Duration.ofHours(24);

  /** A transaction takes a hundred items, the memory among them. */
  private static final int MOST_ENDS = 90;

  /** At the longest wait, about a day of them. */
  private static final int MOST_EDITS = 150;

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
    var edits = new HashSet<>(editsDue(memory, now));
    Memory leased =
        due.isEmpty()
            ? memory
            : memory.withOutbox(
                memory.outbox().stream()
                    .map(
                        notice ->
                            due.contains(notice.id())
                                ? notice.with(notice.attempts().leased(until))
                                : notice)
                    .toList());
    for (String incident : edits) {
      leased = leased.changing(incident, one -> edit(one, attempts -> attempts.leased(until)));
    }
    return leased;
  }

  /**
   * The incidents whose first post is to be edited now. An edit is repeated until it is known to
   * have been made: twice does no harm.
   */
  public static List<String> editsDue(Memory memory, Instant now) {
    return memory.incidents().stream()
        .filter(incident -> incident.outdated() && incident.root().edit().dueAt(now))
        .map(Incident::id)
        .toList();
  }

  /** The first post shows an incident as it stood. */
  public static Memory edited(Memory memory, Incident asItStood) {
    String shown = Face.shown(asItStood);
    return memory.changing(
        asItStood.id(), incident -> incident.having(incident.root().showing(shown)));
  }

  /**
   * The first post could not be edited. Its thread tells the same, so after many attempts it is
   * left as it is.
   */
  public static Memory notEdited(
      Memory memory, Incident asItStood, Refused refusal, Instant endedAt) {
    if (refusal.kind() == Delivery.Refusal.ROOT) {
      return memory.unrooted(asItStood.id());
    }
    boolean futile =
        refusal.kind() == Delivery.Refusal.CONTENT || asItStood.root().edit().count() >= MOST_EDITS;
    Refused slow =
        refusal.kind() == Delivery.Refusal.CHANNEL
            ? new Refused(Delivery.Refusal.CONFIGURATION, refusal.reason(), refusal.retryAfter())
            : refusal;
    return futile
        ? edited(memory, asItStood)
        : memory.changing(
            asItStood.id(), incident -> edit(incident, attempts -> after(attempts, slow, endedAt)));
  }

  /** It was not tried in this pass after all. */
  public static Memory editReleased(Memory memory, Incident incident) {
    return memory.changing(incident.id(), one -> edit(one, Attempts::released));
  }

  private static Incident edit(Incident incident, UnaryOperator<Attempts> change) {
    return incident.having(incident.root().with(change.apply(incident.root().edit())));
  }

  /** Mattermost has it. */
  public static Memory told(Memory memory, Notice notice, Posted posted) {
    Memory without = memory.withOutbox(without(memory.outbox(), notice));
    return posted.id().isKnown() ? without.rooted(notice, posted) : without;
  }

  private static List<Notice> without(List<Notice> outbox, Notice notice) {
    return outbox.stream().filter(other -> !other.id().equals(notice.id())).toList();
  }

  /** Whether a notice has been tried for so long that a person should look at it. */
  public static boolean expired(Notice notice, Instant now) {
    return !notice.at().plus(GIVEN_UP).isAfter(now);
  }

  /**
   * What is given up with a notice: itself, and its end if that is what waits behind it in the
   * thread, for nobody should read of a recovery from nothing. What else waits there still says
   * what is wrong.
   */
  public static List<Notice> givenUpWith(Memory memory, Notice notice) {
    List<Notice> thread =
        memory.outbox().stream().filter(other -> other.thread().equals(notice.thread())).toList();
    return Stream.concat(
            thread.stream().limit(1),
            thread.stream().skip(1).takeWhile(other -> isAnEnd(other.news())).limit(MOST_ENDS))
        .toList();
  }

  private static boolean isAnEnd(News news) {
    return switch (news) {
      case Recovered _, Closed _, SightRestored _ -> true;
      case Failed _, Looping _, Reminder _, Over _, SightLost _, RightMissing _ -> false;
    };
  }

  /** They are kept elsewhere from now on, each as a {@link Letter}. */
  public static Memory setAside(Memory memory, List<Notice> notices) {
    List<Notice> outbox = memory.outbox();
    for (Notice notice : notices) {
      outbox = without(outbox, notice);
    }
    return memory.withOutbox(outbox);
  }

  /** A letter is to be delivered after all, before what came later. */
  public static Memory putBack(Memory memory, Notice notice) {
    if (find(memory, notice.id()).isPresent()) {
      return memory;
    }
    var outbox = new ArrayList<>(memory.outbox());
    outbox.addFirst(notice.with(notice.attempts().afresh()));
    return KeptLines.within(memory.withOutbox(outbox));
  }

  /**
   * Mattermost does not have it, or nobody can tell.
   *
   * @param endedAt when the attempt was over: until then Mattermost may have taken it
   */
  public static Memory refused(Memory memory, Notice notice, Refused refusal, Instant endedAt) {
    return switch (refusal.kind()) {
      case CHANNEL -> rerouted(memory, notice, refusal.reason(), endedAt);
      case ROOT ->
          changed(
              memory.unrooted(notice.thread()),
              notice.id(),
              attempts -> after(attempts, refusal, endedAt));
      case TRANSIENT, AMBIGUOUS, CONTENT, CONFIGURATION, PRIORITY ->
          changed(memory, notice.id(), attempts -> after(attempts, refusal, endedAt));
    };
  }

  /**
   * The channel of a notice cannot be told: its whole thread goes to the default one and begins
   * anew there. It stays in hand, for it is tried there at once. What may be in the old channel
   * already is to be looked for there first, so it stays; and where another pass has moved the
   * thread before, nothing is left to do.
   */
  static Memory rerouted(Memory memory, Notice notice, String reason, Instant endedAt) {
    Destination from = notice.address().destination();
    return memory
        .withOutbox(
            memory.outbox().stream()
                .map(other -> isWith(other, notice) ? moved(other, notice, reason, endedAt) : other)
                .toList())
        .changing(
            notice.thread(),
            incident ->
                incident.destination().isSameChannel(from)
                    ? incident.having(from.instead()).having(incident.root().lost())
                    : incident);
  }

  private static boolean isWith(Notice other, Notice notice) {
    return other.thread().equals(notice.thread())
        && other.address().destination().isSameChannel(notice.address().destination());
  }

  private static Notice moved(Notice notice, Notice refused, String reason, Instant endedAt) {
    Attempts attempts =
        notice.id().equals(refused.id())
            ? notice.attempts().elsewhere(reason, endedAt)
            : notice.attempts();
    return attempts.doubtful() ? notice : notice.with(attempts).instead();
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

  private static Attempts after(Attempts attempts, Refused refusal, Instant endedAt) {
    int count = attempts.count() + 1;
    Duration asked = refusal.retryAfter();
    Duration wait =
        switch (refusal.kind()) {
          case TRANSIENT -> longer(backoff(count), asked);
          case AMBIGUOUS -> longer(longer(SETTLED, backoff(count)), asked);
          case CONTENT, PRIORITY -> attempts.form() == PLAIN ? LONGEST_WAIT : Duration.ZERO;
          case CHANNEL, ROOT -> Duration.ZERO;
          case CONFIGURATION -> LONGEST_WAIT;
        };
    boolean doubtful = refusal.kind() == Delivery.Refusal.AMBIGUOUS;
    return new Attempts(
        count,
        endedAt.plus(wait),
        Instant.EPOCH,
        doubtful ? endedAt : null,
        attempts.form().without(refusal.kind()),
        Attempts.withTrouble(attempts.troubles(), refusal.reason(), endedAt));
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
