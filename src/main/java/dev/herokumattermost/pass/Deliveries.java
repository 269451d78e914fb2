package dev.herokumattermost.pass;

import dev.herokumattermost.message.RootWording;
import dev.herokumattermost.message.Wording;
import dev.herokumattermost.pass.Saves.Change;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Delivery.Told;
import dev.herokumattermost.watch.Dispatch;
import dev.herokumattermost.watch.Incident;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Tells what lies in the outboxes. What was told is recorded before the next thing is, so that a
 * pass that dies leaves at most one post in doubt.
 */
final class Deliveries {
  private static final Duration PER_POST = Duration.ofSeconds(8);
  private static final Duration TOO_LATE = Duration.ofSeconds(2);

  /** The full post, then without what was refused, then without its root. */
  private static final int TRIES_AT_ONCE = 4;

  private final Channel channel;
  private final Saves saves;
  private final InstantSource clock;
  private final Deadline deadline;
  private final List<NoticeId> posted = new ArrayList<>();
  private final List<Letter> letters = new ArrayList<>();
  private final List<String> troubles;
  private boolean closed;

  Deliveries(
      Channel channel, Saves saves, InstantSource clock, Deadline deadline, List<String> troubles) {
    this.channel = channel;
    this.saves = saves;
    this.clock = clock;
    this.deadline = deadline;
    this.troubles = troubles;
  }

  List<NoticeId> posted() {
    return posted;
  }

  /** What was given up in this pass. */
  List<Letter> letters() {
    return letters;
  }

  /**
   * Tells an app's notices that this pass has leased, and shows on the first posts how the
   * incidents stand.
   *
   * @return the memory as it is now
   */
  Memory deliver(Memory saved, Leases leases) throws InterruptedException {
    Memory memory = saved;
    Memory stored = saved;
    Change unsaved = Change.NONE;
    var blocked = new HashSet<String>();
    for (NoticeId id : leases.notices()) {
      Notice notice = Dispatch.find(memory, id).orElse(null);
      if (notice == null) {
        continue;
      }
      Step step = blocked.contains(notice.thread()) ? Step.waiting(notice) : step(memory, notice);
      unsaved = unsaved.then(step.change());
      memory = step.change().step().apply(memory);
      if (step.told()) {
        posted.add(id);
        Optional<Memory> recorded = saves.record(memory, unsaved);
        if (recorded.isEmpty()) {
          return memory;
        }
        memory = recorded.get();
        stored = memory;
        unsaved = Change.NONE;
      } else {
        blocked.add(notice.thread());
      }
    }
    for (String id : leases.edits()) {
      Change edit = edit(memory, id);
      unsaved = unsaved.then(edit);
      memory = edit.step().apply(memory);
    }
    return memory.equals(stored) ? memory : saves.record(memory, unsaved).orElse(memory);
  }

  private Step step(Memory memory, Notice notice) throws InterruptedException {
    Step step = isOver() ? Step.waiting(notice) : tell(memory, notice);
    if (step.told() || !Dispatch.expired(notice, clock.instant())) {
      return step;
    }
    Notice asTried = Dispatch.find(step.change().step().apply(memory), notice.id()).orElseThrow();
    var letter = new Letter(memory.app(), asTried, clock.instant());
    letters.add(letter);
    troubles.add(notice.id() + " set aside: it could not be told for a day");
    return new Step(
        false, step.change().then(new Change(m -> Dispatch.setAside(m, notice), List.of(letter))));
  }

  private boolean isOver() {
    return closed || deadline.left().compareTo(TOO_LATE) < 0;
  }

  private Step tell(Memory before, Notice leased) throws InterruptedException {
    Change change = Change.NONE;
    if (leased.attempts().doubtful() && channel.canLook()) {
      switch (channel.find(leased, limit())) {
        case Lookup.Known<Optional<Posted>>(var found) -> {
          if (found.isPresent()) {
            return Step.told(leased, found.get());
          }
          change = Change.of(memory -> Dispatch.absent(memory, leased));
        }
        case Lookup.Unknown<Optional<Posted>>(_, var reason) -> {
          closed = true;
          return new Step(
              false,
              refused(
                  leased,
                  new Refused(Refusal.AMBIGUOUS, "could not look: " + reason, Duration.ZERO)));
        }
      }
    }
    for (int attempt = 1; attempt <= TRIES_AT_ONCE && !isOver(); attempt++) {
      Memory memory = change.step().apply(before);
      Notice notice = Dispatch.find(memory, leased.id()).orElseThrow();
      var post = new Wording(memory.app(), clock.instant()).post(notice);
      switch (channel.post(List.of(notice), post, memory.rootOf(notice.thread()), limit())) {
        case Told(var id) -> {
          return new Step(true, change.then(Step.told(notice, new Posted(id, false)).change()));
        }
        case Refused refusal -> {
          Instant endedAt = clock.instant();
          if (refusal.kind() == Refusal.AMBIGUOUS) {
            Optional<Posted> there = lookAgain(notice);
            if (there.isPresent()) {
              return new Step(true, change.then(Step.told(notice, there.get()).change()));
            }
          }
          change = change.then(refused(notice, refusal, endedAt));
          if (!worthAnotherTry(refusal.kind())) {
            return new Step(false, change);
          }
        }
      }
    }
    return new Step(false, change);
  }

  /**
   * Most posts whose answer was lost are in the channel by now. If it is not, it may still come:
   * then only time tells.
   */
  private Optional<Posted> lookAgain(Notice notice) throws InterruptedException {
    return channel.canLook()
            && deadline.left().compareTo(TOO_LATE) >= 0
            && channel.find(notice, limit()) instanceof Lookup.Known<Optional<Posted>>(var found)
        ? found
        : Optional.empty();
  }

  private Change refused(Notice notice, Refused refusal) {
    return refused(notice, refusal, clock.instant());
  }

  private Change refused(Notice notice, Refused refusal, Instant endedAt) {
    troubles.add(notice.id() + " not told: " + refusal.kind() + ", " + refusal.reason());
    return Change.of(memory -> Dispatch.refused(memory, notice, refusal, endedAt));
  }

  /** Shows on the first post how the incident stands now. */
  private Change edit(Memory memory, String id) throws InterruptedException {
    Incident incident =
        memory.incidents().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    if (incident == null) {
      return Change.NONE;
    }
    if (isOver() || !incident.root().post().isKnown()) {
      return Change.of(m -> Dispatch.editReleased(m, incident));
    }
    var post = new RootWording(clock.instant()).post(memory.app(), incident);
    var first = new NoticeId(incident.root().notice());
    return switch (channel.edit(incident.root().post(), first, post, limit())) {
      case Told _ -> Change.of(m -> Dispatch.edited(m, incident));
      case Refused refusal -> {
        troubles.add(incident.id() + " not updated: " + refusal.kind() + ", " + refusal.reason());
        worthAnotherTry(refusal.kind());
        Instant endedAt = clock.instant();
        yield Change.of(m -> Dispatch.notEdited(m, incident, refusal, endedAt));
      }
    };
  }

  /**
   * Tells the openings of many incidents in one post, if they are many.
   *
   * @return the memories as they are now
   */
  List<Memory> digest(List<Memory> saved, Leases.Of leases) throws InterruptedException {
    var digest = Digest.of(saved, leases);
    if (!digest.isWorthIt() || isOver()) {
      return saved;
    }
    Instant now = clock.instant();
    Change change =
        switch (channel.post(digest.notices(), digest.post(now), PostId.UNKNOWN, limit())) {
          case Told(var id) -> {
            posted.addAll(digest.notices().stream().map(Notice::id).toList());
            yield digest.told(new Posted(id, true));
          }
          case Refused refusal -> {
            troubles.add("digest not told: " + refusal.kind() + ", " + refusal.reason());
            worthAnotherTry(refusal.kind());
            yield digest.refused(refusal, clock.instant());
          }
        };
    var recorded = new ArrayList<Memory>();
    for (Memory memory : saved) {
      Memory changed = change.step().apply(memory);
      recorded.add(changed.equals(memory) ? memory : saves.record(changed, change).orElse(changed));
    }
    return recorded;
  }

  /** What refuses one post may accept another; what refuses the channel refuses them all. */
  private boolean worthAnotherTry(Refusal kind) {
    return switch (kind) {
      case CONTENT, ROOT, PRIORITY -> true;
      case TRANSIENT, AMBIGUOUS, CONFIGURATION -> {
        closed = true;
        yield false;
      }
    };
  }

  private Duration limit() {
    Duration left = deadline.left();
    return left.compareTo(PER_POST) < 0 ? left : PER_POST;
  }

  /** What one notice came to, as a change that can be made again to a newer memory. */
  private record Step(boolean told, Change change) {
    static Step told(Notice notice, Posted post) {
      return new Step(true, Change.of(memory -> Dispatch.told(memory, notice, post)));
    }

    static Step waiting(Notice notice) {
      return new Step(false, Change.of(memory -> Dispatch.released(memory, notice)));
    }
  }
}
