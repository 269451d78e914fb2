package dev.herokumattermost.pass;

import dev.herokumattermost.message.Post;
import dev.herokumattermost.message.RootWording;
import dev.herokumattermost.pass.Saves.Change;
import dev.herokumattermost.watch.Address;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Destination;
import dev.herokumattermost.watch.Dispatch;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.Posted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The incidents that open in one pass for one channel, to be told in one post if they are many:
 * thirty posts at once bury the one that matters. The post carries the id of each notice, so that
 * each can be found by itself; what follows about an incident goes into the digest's thread.
 */
record Digest(List<Notice> notices, List<RootWording.Opened> opened) {
  /** More than so many incidents at once are told in one post. */
  static final int MOST_POSTS = 10;

  /** How many one post can name: each notice's id travels with it. */
  private static final int MOST = 500;

  /**
   * The channels that something opens for. The default one comes last: what another cannot be told
   * is told there.
   */
  static List<String> channels(List<Memory> memories, Leases.Of leases) {
    var channels = new TreeSet<String>(Comparator.reverseOrder());
    channels.add(Destination.DEFAULT.channel());
    for (Memory memory : memories) {
      leases.app(memory.app()).notices().stream()
          .flatMap(id -> Dispatch.find(memory, id).stream())
          .forEach(notice -> channels.add(notice.address().destination().channel()));
    }
    return List.copyOf(channels);
  }

  /** What opens for one channel. */
  static Digest of(List<Memory> memories, Leases.Of leases, String channel) {
    var notices = new ArrayList<Notice>();
    var opened = new ArrayList<RootWording.Opened>();
    for (Memory memory : memories) {
      for (var id : leases.app(memory.app()).notices()) {
        Notice notice = Dispatch.find(memory, id).orElse(null);
        if (notice != null
            && notices.size() < MOST
            && notice.address().destination().channel().equals(channel)
            && opens(memory, notice)
            && notice.news() instanceof Failed failed) {
          notices.add(notice);
          opened.add(new RootWording.Opened(memory.app(), failed, address(notice)));
        }
      }
    }
    return new Digest(notices, opened);
  }

  private static Address address(Notice notice) {
    return notice.attempts().form() == Attempts.Form.FULL
        ? notice.address()
        : notice.address().withoutPriority();
  }

  /** One that may be in the channel already has to be looked for first. */
  private static boolean opens(Memory memory, Notice notice) {
    return notice.news() instanceof Failed failed
        && failed.opens()
        && !notice.attempts().doubtful()
        && notice.attempts().form() != Attempts.Form.PLAIN
        && !memory.rootOf(notice).isKnown();
  }

  boolean isWorthIt() {
    return notices.size() > MOST_POSTS;
  }

  Destination destination() {
    return notices.getFirst().address().destination();
  }

  Post post(Instant now) {
    return new RootWording(now).digest(opened);
  }

  Change told(Posted posted) {
    return each((memory, notice) -> Dispatch.told(memory, notice, posted));
  }

  Change refused(Refused refusal, Instant endedAt) {
    return each((memory, notice) -> Dispatch.refused(memory, notice, refusal, endedAt));
  }

  private Change each(BiFunction<Memory, Notice, Memory> change) {
    return Change.of(
        memory -> {
          Memory next = memory;
          for (Notice notice : notices) {
            next = Dispatch.find(next, notice.id()).isPresent() ? change.apply(next, notice) : next;
          }
          return next;
        });
  }
}
