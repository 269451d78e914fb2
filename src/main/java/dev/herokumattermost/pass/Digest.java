package dev.herokumattermost.pass;

import dev.herokumattermost.message.Post;
import dev.herokumattermost.message.RootWording;
import dev.herokumattermost.pass.Saves.Change;
import dev.herokumattermost.watch.Attempts;
import dev.herokumattermost.watch.Delivery.Refused;
import dev.herokumattermost.watch.Dispatch;
import dev.herokumattermost.watch.Memory;
import dev.herokumattermost.watch.News.Failed;
import dev.herokumattermost.watch.Notice;
import dev.herokumattermost.watch.Posted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The incidents that open in one pass, to be told in one post if they are many: thirty posts at
 * once bury the one that matters. The post carries the id of each notice, so that each can be found
 * by itself; what follows about an incident goes into the digest's thread.
 */
record Digest(List<Notice> notices, List<RootWording.Opened> opened) {
  /** More than so many incidents at once are told in one post. */
  static final int MOST_POSTS = 10;

  /** How many one post can name: each notice's id travels with it. */
  private static final int MOST = 500;

  static Digest of(List<Memory> memories, Leases.Of leases) {
    var notices = new ArrayList<Notice>();
    var opened = new ArrayList<RootWording.Opened>();
    for (Memory memory : memories) {
      for (var id : leases.app(memory.app()).notices()) {
        Notice notice = Dispatch.find(memory, id).orElse(null);
        if (notice != null
            && notices.size() < MOST
            && opens(memory, notice)
            && notice.news() instanceof Failed failed) {
          notices.add(notice);
          opened.add(new RootWording.Opened(memory.app(), failed, notice.address()));
        }
      }
    }
    return new Digest(notices, opened);
  }

  /** One that may be in the channel already has to be looked for first. */
  private static boolean opens(Memory memory, Notice notice) {
    return notice.news() instanceof Failed failed
        && failed.opens()
        && !notice.attempts().doubtful()
        && notice.attempts().form() == Attempts.Form.FULL
        && !memory.rootOf(notice.thread()).isKnown();
  }

  boolean isWorthIt() {
    return notices.size() > MOST_POSTS;
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
