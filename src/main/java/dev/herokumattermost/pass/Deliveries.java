package dev.herokumattermost.pass;

import dev.herokumattermost.message.Post;
import dev.herokumattermost.message.RootWording;
import dev.herokumattermost.message.Wording;
import dev.herokumattermost.pass.Saves.Change;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Delivery.Refusal;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Delivery.Told;
import dev.herokumattermost.watch.Destination;
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
import java.util.Set;

/**
 * Tells what lies in the outboxes. What was told is recorded before the next thing is, so that a
 * pass that dies leaves at most one post in doubt.
 */
final class Deliveries {
  /** The full post, then without what was refused, then without its root. */
  private static final int TRIES_AT_ONCE = 4;

  private final Channel channel;
  private final Saves saves;
  private final InstantSource clock;
  private final Gate gate;
  private final List<NoticeId> posted = new ArrayList<>();
  private final List<Letter> letters = new ArrayList<>();
  private final List<String> troubles;

  /** Apps of which the table does not have what was done; nothing more is done to them. */
  private final Set<AppName> unrecorded = new HashSet<>();

  Deliveries(
      Channel channel, Saves saves, InstantSource clock, Deadline deadline, List<String> troubles) {
    this.channel = channel;
    this.saves = saves;
    this.clock = clock;
    this.gate = new Gate(deadline);
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
    if (unrecorded.contains(saved.app())) {
      return saved;
    }
    var progress = new Progress(saved, saves);
    var blocked = new HashSet<String>();
    for (NoticeId id : leases.notices()) {
      if (!deliver(id, progress, blocked)) {
        return progress.memory();
      }
    }
    for (String id : leases.edits()) {
      progress.make(edit(progress.memory(), id));
    }
    progress.save();
    return progress.memory();
  }

  /**
   * Tells one. If its channel cannot be told, it is saved that it goes elsewhere before it does:
   * whoever looks for it later has to look there.
   *
   * @return whether the table has what was done, so that one may go on
   */
  private boolean deliver(NoticeId id, Progress progress, Set<String> blocked)
      throws InterruptedException {
    Notice notice = Dispatch.find(progress.memory(), id).orElse(null);
    if (notice == null) {
      return true;
    }
    Step step =
        blocked.contains(notice.thread()) ? Step.waiting(notice) : step(progress.memory(), notice);
    progress.make(step.change());
    return switch (step.end()) {
      case TOLD -> {
        posted.add(id);
        yield progress.save();
      }
      case MOVED -> progress.save() && deliver(id, progress, blocked);
      case WAITING -> {
        blocked.add(notice.thread());
        yield true;
      }
    };
  }

  private Step step(Memory memory, Notice notice) throws InterruptedException {
    Step step =
        gate.isShut(notice.address().destination()) ? Step.waiting(notice) : tell(memory, notice);
    if (step.end() != End.WAITING || !Dispatch.expired(notice, clock.instant())) {
      return step;
    }
    List<Notice> givenUp = Dispatch.givenUpWith(step.change().step().apply(memory), notice);
    List<Letter> ofThread =
        givenUp.stream().map(one -> new Letter(memory.app(), one, clock.instant())).toList();
    letters.addAll(ofThread);
    troubles.add(notice.id() + " set aside: it could not be told for a day");
    return Step.waiting(
        step.change().then(new Change(m -> Dispatch.setAside(m, givenUp), ofThread)));
  }

  private Step tell(Memory before, Notice leased) throws InterruptedException {
    Change change = Change.NONE;
    if (leased.attempts().doubtful() && channel.canLook()) {
      switch (channel.find(leased, gate.limit())) {
        case Lookup.Known<Optional<Posted>>(var found) -> {
          if (found.isPresent()) {
            return Step.told(leased, found.get(), change);
          }
          change = Change.of(memory -> Dispatch.absent(memory, leased));
        }
        case Lookup.Unknown<Optional<Posted>>(var gone, var reason)
            when gone && !leased.address().destination().isDefault() -> {
          return movedUnseen(leased, reason);
        }
        case Lookup.Unknown<Optional<Posted>>(_, var reason) -> {
          gate.shut(leased.address().destination());
          return Step.waiting(
              refused(
                  leased,
                  new Refused(Refusal.AMBIGUOUS, "could not look: " + reason, Duration.ZERO)));
        }
      }
    }
    Destination destination = leased.address().destination();
    for (int attempt = 1; attempt <= TRIES_AT_ONCE && !gate.isShut(destination); attempt++) {
      Memory memory = change.step().apply(before);
      Notice notice = Dispatch.find(memory, leased.id()).orElseThrow();
      var post = new Wording(memory.app(), clock.instant()).post(notice);
      PostId root = memory.rootOf(notice);
      switch (channel.post(List.of(notice), post, root, destination, gate.limit())) {
        case Told(var id) -> {
          return Step.told(notice, new Posted(id, false), change);
        }
        case Refused refusal -> {
          Instant endedAt = clock.instant();
          if (refusal.kind() == Refusal.AMBIGUOUS) {
            Optional<Posted> there = lookAgain(notice);
            if (there.isPresent()) {
              return Step.told(notice, there.get(), change);
            }
          }
          change = change.then(refused(notice, refusal, endedAt));
          if (refusal.kind() == Refusal.CHANNEL && !destination.isDefault()) {
            return new Step(End.MOVED, change);
          }
          if (!gate.isOpenAfter(refusal.kind(), destination)) {
            return Step.waiting(change);
          }
        }
      }
    }
    return Step.waiting(change);
  }

  /**
   * Its channel is gone, and with it whatever of it may be there: told in the default one, it is
   * read by those who can read it; left waiting for a look, by nobody.
   */
  private Step movedUnseen(Notice leased, String reason) {
    var gone = new Refused(Refusal.CHANNEL, "could not look: " + reason, Duration.ZERO);
    Change undoubted = Change.of(memory -> Dispatch.absent(memory, leased));
    return new Step(End.MOVED, undoubted.then(refused(leased, gone)));
  }

  /**
   * Most posts whose answer was lost are in the channel by now. If it is not, it may still come:
   * then only time tells.
   */
  private Optional<Posted> lookAgain(Notice notice) throws InterruptedException {
    return channel.canLook()
            && !gate.isLate()
            && channel.find(notice, gate.limit())
                instanceof Lookup.Known<Optional<Posted>>(var found)
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
    Destination destination = incident.destination();
    if (gate.isShut(destination) || !incident.root().post().isKnown()) {
      return Change.of(m -> Dispatch.editReleased(m, incident));
    }
    var post = new RootWording(clock.instant()).post(memory.app(), incident);
    var first = new NoticeId(incident.root().notice());
    return switch (channel.edit(incident.root().post(), first, post, destination, gate.limit())) {
      case Told _ -> Change.of(m -> Dispatch.edited(m, incident));
      case Refused refusal -> {
        troubles.add(incident.id() + " not updated: " + refusal.kind() + ", " + refusal.reason());
        gate.isOpenAfter(refusal.kind(), destination);
        Instant endedAt = clock.instant();
        yield Change.of(m -> Dispatch.notEdited(m, incident, refusal, endedAt));
      }
    };
  }

  /**
   * Tells the openings of many incidents in one post, if they are many for one channel.
   *
   * @return the memories as they are now
   */
  List<Memory> digest(List<Memory> saved, Leases.Of leases) throws InterruptedException {
    List<Memory> memories = saved;
    for (String channelName : Digest.channels(saved, leases)) {
      // What is told is gone by the second time; what was refused its priority is told without.
      for (int attempt = 1; attempt <= 2; attempt++) {
        List<Memory> sure =
            memories.stream().filter(memory -> !unrecorded.contains(memory.app())).toList();
        memories = digest(memories, Digest.of(sure, leases, channelName));
      }
    }
    return memories;
  }

  private List<Memory> digest(List<Memory> memories, Digest digest) throws InterruptedException {
    if (!digest.isWorthIt() || gate.isShut(digest.destination())) {
      return memories;
    }
    Post post = digest.post(clock.instant());
    Change change =
        switch (channel.post(
            digest.notices(), post, PostId.UNKNOWN, digest.destination(), gate.limit())) {
          case Told(var id) -> {
            posted.addAll(digest.notices().stream().map(Notice::id).toList());
            yield digest.told(new Posted(id, true));
          }
          case Refused refusal -> {
            troubles.add("digest not told: " + refusal.kind() + ", " + refusal.reason());
            gate.isOpenAfter(refusal.kind(), digest.destination());
            // That it is too long, for one, says nothing of what it tells: each is told by itself.
            yield refusal.kind() == Refusal.CONTENT
                ? Change.NONE
                : digest.refused(refusal, clock.instant());
          }
        };
    var recorded = new ArrayList<Memory>();
    for (Memory memory : memories) {
      var progress = new Progress(memory, saves);
      progress.make(change);
      if (!progress.save()) {
        unrecorded.add(memory.app());
      }
      recorded.add(progress.memory());
    }
    return recorded;
  }

  private enum End {
    TOLD,
    /** To be tried in the default channel. */
    MOVED,
    WAITING
  }

  /** What one notice came to, as a change that can be made again to a newer memory. */
  private record Step(End end, Change change) {
    static Step told(Notice notice, Posted post, Change before) {
      Change told = Change.of(memory -> Dispatch.told(memory, notice, post));
      return new Step(End.TOLD, before.then(told));
    }

    static Step waiting(Notice notice) {
      return waiting(Change.of(memory -> Dispatch.released(memory, notice)));
    }

    static Step waiting(Change change) {
      return new Step(End.WAITING, change);
    }
  }
}
