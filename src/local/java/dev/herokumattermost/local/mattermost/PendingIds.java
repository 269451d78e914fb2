package dev.herokumattermost.local.mattermost;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server knows of {@code pending_post_id}s, in memory: posts that share one within 30
 * seconds are one post.
 */
public final class PendingIds {
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Map<String, Known> known = new HashMap<>();

  /** The post under an id; empty while it is not stored yet. */
  private record Known(Optional<String> post, Instant until) {}

  public PendingIds(InstantSource clock) {
    this.clock = clock;
  }

  /** The post that is stored under an id. */
  public Optional<String> post(String pendingId) {
    return known(pendingId).flatMap(Known::post);
  }

  /** Whether a post under an id has begun and is not stored yet. */
  public boolean isInFlight(String pendingId) {
    return known(pendingId).filter(one -> one.post().isEmpty()).isPresent();
  }

  public synchronized void begun(String pendingId) {
    known.put(pendingId, new Known(Optional.empty(), clock.instant().plus(KEPT)));
  }

  public synchronized void stored(String pendingId, String postId) {
    known.put(pendingId, new Known(Optional.of(postId), clock.instant().plus(KEPT)));
  }

  /** As after a restart of the server. */
  public synchronized void clear() {
    known.clear();
  }

  private synchronized Optional<Known> known(String pendingId) {
    return Optional.ofNullable(known.get(pendingId))
        .filter(one -> clock.instant().isBefore(one.until()));
  }
}
