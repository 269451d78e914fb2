package dev.herokumattermost.outbox;

import dev.herokumattermost.discovery.KnownApps;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import java.util.Optional;

/** Where it is kept between passes which apps an account has. */
public interface DiscoveryStore {

  /**
   * What is kept.
   *
   * @param revision counts the writes; a write names the one that it replaces. Zero: never written
   */
  record Kept(long revision, KnownApps apps) {}

  /**
   * What is known; empty if nothing was ever written.
   *
   * @throws RuntimeException if it cannot be had
   */
  Optional<Kept> loadKnownApps();

  /**
   * Saves which apps are known in place of what it was made from, and what that means for the apps'
   * own states with it: all of it or nothing.
   *
   * @param changes apps whose items are written, each in place of its revision, or removed, if they
   *     still have it; and what has ended
   * @return what is kept now; empty if another pass was first, and nothing was saved
   * @throws NotSaved if nothing was saved, or nobody can tell
   */
  Optional<Kept> save(Kept next, DiscoveredStates changes) throws NotSaved;
}
