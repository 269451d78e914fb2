package dev.herokumattermost.pass;

import dev.herokumattermost.discovery.AppAnswer;
import dev.herokumattermost.discovery.Discovered;
import dev.herokumattermost.discovery.EarlierAccounts;
import dev.herokumattermost.discovery.KnownApps;
import dev.herokumattermost.discovery.ListAnswer;
import dev.herokumattermost.discovery.Listing;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Visibility;
import dev.herokumattermost.outbox.DiscoveredStates;
import dev.herokumattermost.outbox.DiscoveryStore;
import dev.herokumattermost.outbox.DiscoveryStore.Kept;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StateStore.Loaded;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.AppList;
import dev.herokumattermost.rules.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds out which apps an account has: asks Heroku at the first pass and every ten minutes, and
 * goes by what is known in between. What cannot be found out leaves things as they were.
 *
 * @param selection which apps are wanted
 * @param lists Heroku's
 * @param known where it is kept which apps there are
 * @param states where the states of the apps are kept
 * @param earlier tells what the accounts before this one watch
 */
public record AppDiscovery(
    Selection selection,
    AppLists lists,
    DiscoveryStore known,
    StateStore states,
    Supplier<EarlierAccounts> earlier) {

  /** Whether what is discovered is saved. */
  enum Mode {
    SAVED,
    REHEARSED
  }

  /**
   * The apps of the account.
   *
   * @param loaded what is kept of each app
   * @param deadline when asking must be over
   * @param now by our clock
   */
  WatchedApps watched(
      Loaded loaded, Deadline deadline, BoundedParallelism parallel, Instant now, Mode mode)
      throws InterruptedException {
    Kept kept = known.loadKnownApps().orElseGet(() -> new Kept(0, KnownApps.none(selection)));
    var pass = new Pass(kept, loaded, now);
    if (!kept.apps().isDue(selection, now) && !isAppMissing(kept.apps(), loaded.apps())) {
      return pass.asKnown();
    }
    try {
      return pass.asking(deadline, parallel, mode);
    } catch (RuntimeException failure) {
      return pass.asKnownDespite(failure);
    }
  }

  /** Whether a read of an app has failed lately: it may be gone, or have another name. */
  private static boolean isAppMissing(KnownApps known, Map<AppName, StoredApp> stored) {
    return known.apps().stream()
        .map(app -> stored.get(app.name()))
        .anyMatch(
            app ->
                app != null
                    && app.state().visibility() instanceof Visibility.Blind blind
                    && !blind.reported());
  }

  /** The discovery of one pass. */
  private final class Pass {
    private final Kept kept;
    private final Loaded loaded;
    private final Instant now;
    private final List<String> troubles = new ArrayList<>();

    Pass(Kept kept, Loaded loaded, Instant now) {
      this.kept = kept;
      this.loaded = loaded;
      this.now = now;
    }

    WatchedApps asKnown() {
      return watched(kept.apps(), loaded.apps(), Optional.empty());
    }

    /** What the message of an unknown exception repeats nobody knows, so it is not told. */
    WatchedApps asKnownDespite(RuntimeException failure) {
      troubles.add("the apps were not discovered: " + failure.getClass().getSimpleName());
      return asKnown();
    }

    WatchedApps asking(Deadline deadline, BoundedParallelism parallel, Mode mode)
        throws InterruptedException {
      Map<AppList, ListAnswer> answers = ask(deadline, parallel);
      Listing listing = Listing.of(kept.apps(), selection, earlier.get(), answers);
      Discovered discovered = listing.after(lookUp(listing, deadline, parallel), now);
      troubles.addAll(discovered.troubles());
      var changes = DiscoveredStates.of(discovered, concerned(discovered), now);
      if (mode == Mode.SAVED && !save(discovered.next(), changes)) {
        return asKnown();
      }
      return watched(
          discovered.next(),
          changes.appliedTo(loaded.apps()),
          undiscovered(discovered.next(), answers));
    }

    private Map<AppList, ListAnswer> ask(Deadline deadline, BoundedParallelism parallel)
        throws InterruptedException {
      List<AppList> wanted = selection.lists().stream().sorted(AppList.ORDER).toList();
      return parallel.byItem(
          wanted,
          list -> lists.list(list, deadline),
          (_, failure) ->
              new ListAnswer.Failed(Cause.NOT_PROCESSED, failure.getClass().getSimpleName()));
    }

    private Map<AppId, AppAnswer> lookUp(
        Listing listing, Deadline deadline, BoundedParallelism parallel)
        throws InterruptedException {
      List<AppId> wanted = listing.toLookUp().stream().map(ListedApp::id).toList();
      return parallel.byItem(
          wanted,
          id -> lists.app(id, deadline),
          (_, failure) -> new AppAnswer.Failed(failure.getClass().getSimpleName()));
    }

    /** As they lie in the table now; what was loaded for the pass may lag behind. */
    private Map<AppName, StoredApp> concerned(Discovered discovered) {
      var apps = new HashMap<AppName, StoredApp>();
      for (AppName name : DiscoveredStates.concerned(discovered)) {
        if (!loaded.unreadable().containsKey(name)) {
          states.load(name).ifPresent(app -> apps.put(name, app));
        }
      }
      return apps;
    }

    /** Saves what changed, or that Heroku was asked; what can wait for that is not written. */
    private boolean save(KnownApps next, DiscoveredStates changes) {
      boolean sameAgain = next.isSameAs(kept.apps()) && next.askAgainAt() == null;
      if (changes.isNothing() && sameAgain) {
        return true;
      }
      try {
        boolean saved = known.save(new Kept(kept.revision(), next), changes).isPresent();
        if (!saved) {
          troubles.add("which apps there are was not saved: another pass was first");
        }
        return saved;
      } catch (NotSaved failure) {
        troubles.add("which apps there are was not saved: " + failure.getMessage());
        return false;
      }
    }

    /** An app that waits for another account may have been watched by this one all along. */
    private Set<AppName> undecided(KnownApps apps, Set<AppName> stored) {
      return apps.isOfAll(selection)
          ? apps.waiting().keySet().stream().map(AppName::new).collect(Collectors.toSet())
          : stored;
    }

    private Optional<Blind> undiscovered(KnownApps next, Map<AppList, ListAnswer> answers) {
      if (!next.watched(selection).isEmpty()) {
        return Optional.empty();
      }
      return answers.values().stream()
          .flatMap(
              answer ->
                  answer instanceof ListAnswer.Failed(var cause, var detail)
                      ? Optional.of(new Blind(AppState.ACCOUNT, cause, detail)).stream()
                      : Optional.<Blind>empty().stream())
          .findFirst();
    }

    private WatchedApps watched(
        KnownApps apps, Map<AppName, StoredApp> stored, Optional<Blind> undiscovered) {
      return new WatchedApps(
          apps.watched(selection),
          undecided(apps, stored.keySet()),
          apps.apps(),
          stored,
          undiscovered,
          troubles,
          apps.suspicious(now).stream()
              .map(entry -> entry + " has matched no app for an hour or longer")
              .toList());
    }
  }
}
