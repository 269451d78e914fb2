package dev.herokumattermost.watch;

import java.time.Instant;

/**
 * One thing to tell. It lies in the outbox until Mattermost has it.
 *
 * @param id stable: judging the same reading twice gives the same id
 * @param thread the incident, or the loss of sight, that it belongs to
 * @param news what to tell
 * @param address where it is told, and how loudly
 * @param at when it was judged, by our clock
 * @param pendingPostId unguessable; lets Mattermost recognize a repeat
 */
public record Notice(
    NoticeId id,
    String thread,
    News news,
    Address address,
    Instant at,
    String pendingPostId,
    Attempts attempts) {

  Notice with(Attempts newAttempts) {
    return new Notice(id, thread, news, address, at, pendingPostId, newAttempts);
  }

  /** The same, to be told elsewhere or otherwise. */
  Notice to(Address other) {
    return new Notice(id, thread, news, other, at, pendingPostId, attempts);
  }

  /**
   * The same in the default channel, as another post: Mattermost would take one with the same
   * pending id for a repeat, and show the one in the old channel.
   */
  Notice instead() {
    Address other = address.in(address.destination().instead());
    return new Notice(id, thread, news, other, at, pendingPostId + ".instead", attempts);
  }

  Notice telling(News otherNews) {
    return new Notice(id, thread, otherNews, address, at, pendingPostId, attempts);
  }

  /** It never reveals the pending post id, which would let somebody else claim the post. */
  @Override
  public String toString() {
    return "Notice[" + id + ", " + news.getClass().getSimpleName() + ", " + attempts + "]";
  }
}
