package dev.herokumattermost.pass;

import dev.herokumattermost.message.Wording;
import dev.herokumattermost.pass.Memories.NotSaved;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Delivery.Told;
import dev.herokumattermost.watch.Dispatch;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Tells what lies in the outboxes. What was told is recorded before the next thing is, so that a
 * pass that dies leaves at most one notice in doubt.
 */
final class Deliveries {
  private static final Duration PER_POST = Duration.ofSeconds(8);
  private static final Duration TOO_LATE = Duration.ofSeconds(2);

  /** The full post, then without what was refused, then without its root. */
  private static final int TRIES_AT_ONCE = 3;

  private static final int SAVES = 3;

  private final Channel channel;
  private final Memories memories;
  private final InstantSource clock;
  private final Deadline deadline;
  private final List<NoticeId> posted = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private boolean closed;

  Deliveries(Channel channel, Memories memories, InstantSource clock, Deadline deadline) {
    this.channel = channel;
    this.memories = memories;
    this.clock = clock;
    this.deadline = deadline;
  }

  List<NoticeId> posted() {
    return posted;
  }

  List<String> troubles() {
    return troubles;
  }

  /**
   * Tells an app's notices that this pass has leased.
   *
   * @return the memory as it is now
   */
  Memory deliver(Memory saved, List<NoticeId> leased) throws InterruptedException {
    Memory memory = saved;
    UnaryOperator<Memory> unsaved = UnaryOperator.identity();
    var blocked = new HashSet<String>();
    for (NoticeId id : leased) {
      Notice notice = Dispatch.find(memory, id).orElse(null);
      if (notice == null) {
        continue;
      }
      boolean wait =
          closed || blocked.contains(notice.thread()) || deadline.left().compareTo(TOO_LATE) < 0;
      var step = wait ? Step.waiting(notice) : tell(memory, notice);
      unsaved = then(unsaved, step.change());
      memory = step.change().apply(memory);
      if (step.told()) {
        posted.add(id);
        Optional<Memory> recorded = record(memory, unsaved);
        if (recorded.isEmpty()) {
          return memory;
        }
        memory = recorded.get();
        unsaved = UnaryOperator.identity();
      } else {
        blocked.add(notice.thread());
      }
    }
    return blocked.isEmpty() ? memory : record(memory, unsaved).orElse(memory);
  }

  /**
   * Saves what was done. If another pass has written the app meanwhile, the same is done to what it
   * wrote: a post that is in the channel must not be forgotten.
   *
   * @return empty if it could not be saved; then the lease runs out, and the next pass looks first
   */
  private Optional<Memory> record(Memory changed, UnaryOperator<Memory> change) {
    Memory next = changed;
    try {
      for (int save = 1; save <= SAVES; save++) {
        Optional<Memory> saved = memories.save(next);
        if (saved.isPresent()) {
          return saved;
        }
        Memory fresh = memories.load().get(changed.app());
        if (fresh == null) {
          break;
        }
        next = change.apply(fresh);
      }
      troubles.add(changed.app() + ": what was told could not be recorded, others write it too");
    } catch (NotSaved failure) {
      troubles.add(
          changed.app() + ": what was told could not be recorded: " + failure.getMessage());
    }
    return Optional.empty();
  }

  private Step tell(Memory before, Notice leased) throws InterruptedException {
    UnaryOperator<Memory> change = UnaryOperator.identity();
    if (leased.attempts().doubtful() && channel.canLook()) {
      switch (channel.find(leased, limit())) {
        case Lookup.Known<Optional<PostId>>(var post) -> {
          if (post.isPresent()) {
            return Step.told(leased, post.get());
          }
          change = memory -> Dispatch.absent(memory, leased);
        }
        case Lookup.Unknown<Optional<PostId>>(_, var reason) -> {
          closed = true;
          return refused(
              leased, new Refused(Refusal.AMBIGUOUS, "could not look: " + reason, Duration.ZERO));
        }
      }
    }
    for (int attempt = 1; attempt <= TRIES_AT_ONCE; attempt++) {
      Memory memory = change.apply(before);
      Notice notice = Dispatch.find(memory, leased.id()).orElseThrow();
      var post = new Wording(memory.app(), clock.instant()).post(notice);
      switch (channel.post(notice, post, memory.rootOf(notice.thread()), limit())) {
        case Told(var id) -> {
          return new Step(true, then(change, Step.told(notice, id).change()));
        }
        case Refused refusal -> {
          change = then(change, refused(notice, refusal).change());
          if (!worthAnotherTry(refusal.kind())) {
            return new Step(false, change);
          }
        }
      }
    }
    return new Step(false, change);
  }

  private Step refused(Notice notice, Refused refusal) {
    Instant at = clock.instant();
    troubles.add(notice.id() + " not told: " + refusal.kind() + ", " + refusal.reason());
    return new Step(false, memory -> Dispatch.refused(memory, notice, refusal, at));
  }

  private static UnaryOperator<Memory> then(
      UnaryOperator<Memory> first, UnaryOperator<Memory> second) {
    return memory -> second.apply(first.apply(memory));
  }

  /** What one notice came to, as a change that can be made again to a newer memory. */
  private record Step(boolean told, UnaryOperator<Memory> change) {
    static Step told(Notice notice, PostId post) {
      return new Step(true, memory -> Dispatch.told(memory, notice, post));
    }

    static Step waiting(Notice notice) {
      return new Step(false, memory -> Dispatch.released(memory, notice));
    }
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
}
