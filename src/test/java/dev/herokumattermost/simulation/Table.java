package dev.herokumattermost.simulation;

import dev.herokumattermost.pass.Memories;
import dev.herokumattermost.simulation.World.Broken;
import dev.herokumattermost.watch.AppName;
import dev.herokumattermost.watch.Letter;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.News;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.NoticeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A DynamoDB table: writes are conditional on the revision, reads may be stale, and either may fail
 * before or after its effect. It sees to it that no notice is dropped.
 */
final class Table implements Memories {
  private final World world;
  private final Chat chat;
  private final Map<AppName, Memory> items = new TreeMap<>();
  private final Map<AppName, Memory> before = new HashMap<>();
  private final Set<NoticeId> everWaiting = new LinkedHashSet<>();
  private final Set<NoticeId> toldWithAnother = new LinkedHashSet<>();
  private final List<Letter> letters = new ArrayList<>();
  private int writes;

  Table(World world, Chat chat) {
    this.world = world;
    this.chat = chat;
  }

  @Override
  public Map<AppName, Memory> load() {
    world.step("load");
    if (world.happens(60)) {
      throw new IllegalStateException("the table does not answer");
    }
    var seen = new TreeMap<>(items);
    for (AppName app : items.keySet()) {
      if (before.containsKey(app) && world.happens(15)) {
        seen.put(app, before.get(app));
      }
    }
    return seen;
  }

  @Override
  public Optional<Memory> save(Memory memory, List<Letter> set) throws NotSaved {
    world.step("save " + memory.app());
    if (world.happens(40)) {
      world.note("not saved " + memory.app());
      throw new NotSaved("throttled", new IllegalStateException());
    }
    writes++;
    Memory known = items.get(memory.app());
    if (memory.revision() != (known == null ? 0 : known.revision())) {
      return Optional.empty();
    }
    Memory saved = memory.withRevision(memory.revision() + 1);
    replace(known, saved, set);
    world.step("saved " + memory.app());
    if (world.happens(40)) {
      world.note("saved " + memory.app() + ", but the answer is lost");
      throw new NotSaved("no answer", new IllegalStateException());
    }
    return Optional.of(saved);
  }

  private void replace(Memory known, Memory saved, List<Letter> set) {
    if (known != null) {
      before.put(saved.app(), known);
      for (Notice notice : known.outbox()) {
        if (!holds(saved, notice.id())) {
          checkNotLost(notice, saved, set);
          chat.recorded(notice.id());
        }
      }
    }
    items.put(saved.app(), saved);
    if (known == null || !known.outbox().equals(saved.outbox())) {
      world.note(saved.app() + " waits: " + saved.outbox().stream().map(Notice::id).toList());
    }
    letters.addAll(set);
    saved.outbox().forEach(notice -> everWaiting.add(notice.id()));
  }

  private void checkNotLost(Notice notice, Memory saved, List<Letter> set) {
    boolean aside = set.stream().anyMatch(letter -> letter.notice().id().equals(notice.id()));
    boolean withAnother =
        saved.outbox().stream()
            .anyMatch(
                other ->
                    other.thread().equals(notice.thread()) && other.news() instanceof News.Over);
    if (withAnother) {
      toldWithAnother.add(notice.id());
    } else if (!aside && !chat.everHeld(notice.id())) {
      throw new Broken("lost: " + notice.id() + " left the outbox and is not in the channel");
    }
  }

  private static boolean holds(Memory memory, NoticeId id) {
    return memory.outbox().stream().anyMatch(notice -> notice.id().equals(id));
  }

  /** Letters are put back by hand. */
  Map<AppName, Memory> items() {
    return items;
  }

  List<Letter> letters() {
    return letters;
  }

  /** Every notice that ever was to be told by itself. */
  List<NoticeId> toBeTold() {
    return everWaiting.stream()
        .filter(id -> !toldWithAnother.contains(id))
        .filter(id -> letters.stream().noneMatch(letter -> letter.notice().id().equals(id)))
        .toList();
  }

  @Override
  public int reads() {
    return 0;
  }

  @Override
  public int writes() {
    return writes;
  }
}
