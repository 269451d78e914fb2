package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.pass.AppDiscovery.Mode;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The apps of a round.
 *
 * @param read those to read now
 * @param spaces the Private Space of each app that lies in one
 */
record RoundApps(WatchedApps watched, Collection<AppName> read, Map<AppName, SpaceName> spaces) {

  /** Says which apps a round is about. */
  interface Source {
    /** Those that are known before the table is loaded. */
    Collection<AppName> beforehand();

    RoundApps among(StateStore.Loaded loaded) throws InterruptedException;
  }

  /**
   * Apps that are named.
   *
   * @param watched all that the account watches
   * @param read those to read now
   * @param spaces the Private Space of each app that lies in one
   */
  record Named(Set<AppName> watched, Collection<AppName> read, Map<AppName, SpaceName> spaces)
      implements Source {
    /** The apps of a space are read by its list, once the table says whether that is of use. */
    @Override
    public Collection<AppName> beforehand() {
      return read.stream().anyMatch(spaces::containsKey) ? List.of() : read;
    }

    @Override
    public RoundApps among(StateStore.Loaded loaded) {
      return new RoundApps(WatchedApps.named(watched, loaded.apps()), read, spaces);
    }
  }

  /** Apps that are found out. */
  record Found(
      AppDiscovery discovery,
      Deadline deadline,
      BoundedParallelism parallel,
      InstantSource clock,
      Mode mode)
      implements Source {
    @Override
    public Collection<AppName> beforehand() {
      return List.of();
    }

    @Override
    public RoundApps among(StateStore.Loaded loaded) throws InterruptedException {
      WatchedApps found = discovery.watched(loaded, deadline, parallel, clock.instant(), mode);
      return new RoundApps(found, found.apps(), ListedApp.spaces(found.listed()));
    }
  }
}
