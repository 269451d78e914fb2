package dev.herokumattermost.simulation;

import dev.herokumattermost.message.Post;
import dev.herokumattermost.pass.Channel;
import dev.herokumattermost.pass.Memories;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.Delivery;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.Lookup;
import dev.herokumattermost.watch.Lookup.Known;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import dev.herokumattermost.watch.PostId;
import dev.herokumattermost.watch.Posted;
import dev.herokumattermost.watch.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The rules of delivery, each broken on purpose, to show that the simulation would notice. */
final class Sabotages {
  private Sabotages() {}

  /** Passes do not see that another has a notice in hand. */
  record Leaseless(Memories table) implements Memories {
    @Override
    public Map<AppName, Memory> load() {
      var free = new TreeMap<AppName, Memory>();
      table.load().forEach((app, memory) -> free.put(app, changed(memory, Leaseless::released)));
      return free;
    }

    private static Notice released(Notice notice) {
      Attempts old = notice.attempts();
      return new Notice(
          notice.id(),
          notice.thread(),
          notice.news(),
          notice.address(),
          notice.at(),
          notice.pendingPostId(),
          new Attempts(
              old.count(),
              old.nextAt(),
              Instant.EPOCH,
              old.doubtfulSince(),
              old.form(),
              old.troubles()));
    }

    @Override
    public Optional<Memory> save(Memory memory, List<Letter> letters) throws NotSaved {
      return table.save(memory, letters);
    }

    @Override
    public int reads() {
      return table.reads();
    }

    @Override
    public int writes() {
      return table.writes();
    }
  }

  /** Takes every doubtful notice for absent. */
  record Blindfolded(Channel chat) implements Channel {
    @Override
    public Lookup<Optional<Posted>> find(Notice notice, Duration within) {
      return new Known<>(Optional.empty());
    }

    @Override
    public Delivery post(
        List<Notice> notices, Post post, PostId root, Destination destination, Duration within)
        throws InterruptedException {
      return chat.post(notices, post, root, destination, within);
    }

    @Override
    public Delivery edit(
        PostId root, NoticeId first, Post post, Destination destination, Duration within)
        throws InterruptedException {
      return chat.edit(root, first, post, destination, within);
    }

    @Override
    public Lookup<List<Reaction>> reactions(PostId post, Duration within)
        throws InterruptedException {
      return chat.reactions(post, within);
    }

    @Override
    public Lookup<String> nameOf(String user, Duration within) throws InterruptedException {
      return chat.nameOf(user, within);
    }

    @Override
    public boolean canLook() {
      return true;
    }
  }

  /** Keeps the first save of an app for later, and so posts what nobody could remember. */
  static final class LateSaver implements Memories {
    /** What a pass is about to tell. */
    static final Predicate<Notice> IN_HAND =
        notice -> !notice.attempts().leasedUntil().equals(Instant.EPOCH);

    /** What a pass is about to tell in another channel than it was meant for. */
    static final Predicate<Notice> MOVED =
        IN_HAND.and(notice -> !notice.address().destination().unreachable().isEmpty());

    private final Memories table;
    private final Predicate<Notice> late;
    private final Map<AppName, Memory> kept = new TreeMap<>();

    LateSaver(Memories table, Predicate<Notice> late) {
      this.table = table;
      this.late = late;
    }

    @Override
    public Map<AppName, Memory> load() {
      return table.load();
    }

    @Override
    public Optional<Memory> save(Memory memory, List<Letter> letters) throws NotSaved {
      if (memory.outbox().stream().anyMatch(late) && !kept.containsKey(memory.app())) {
        kept.put(memory.app(), memory);
        return Optional.of(memory.withRevision(memory.revision() + 1));
      }
      return kept.containsKey(memory.app())
          ? table.save(memory.withRevision(memory.revision() - 1), letters)
          : table.save(memory, letters);
    }

    @Override
    public int reads() {
      return table.reads();
    }

    @Override
    public int writes() {
      return table.writes();
    }
  }

  /** Takes a notice out of the stored outbox as soon as it is in hand. */
  record Hasty(Memories table) implements Memories {
    @Override
    public Map<AppName, Memory> load() {
      return table.load();
    }

    @Override
    public Optional<Memory> save(Memory memory, List<Letter> letters) throws NotSaved {
      var kept =
          memory.outbox().stream()
              .filter(notice -> notice.attempts().leasedUntil().equals(Instant.EPOCH))
              .toList();
      return table
          .save(withOutbox(memory, kept), letters)
          .map(saved -> withOutbox(saved, memory.outbox()));
    }

    @Override
    public int reads() {
      return table.reads();
    }

    @Override
    public int writes() {
      return table.writes();
    }
  }

  private static Memory changed(Memory memory, UnaryOperator<Notice> change) {
    return withOutbox(memory, memory.outbox().stream().map(change).toList());
  }

  private static Memory withOutbox(Memory memory, List<Notice> outbox) {
    return new Memory(
        memory.app(),
        memory.revision(),
        memory.seen(),
        memory.dynos(),
        memory.crashes(),
        memory.incidents(),
        outbox,
        memory.sight());
  }
}
