package dev.herokumattermost.simulation;

import dev.herokumattermost.discovery.AppAnswer;
import dev.herokumattermost.discovery.ListAnswer;
import dev.herokumattermost.dyno.AppId;
import dev.herokumattermost.dyno.ListedApp;
import dev.herokumattermost.dyno.Reading.Cause;
import dev.herokumattermost.outbox.DiscoveredStates;
import dev.herokumattermost.outbox.DiscoveryStore;
import dev.herokumattermost.outbox.StateStore;
import dev.herokumattermost.outbox.StateStore.NotSaved;
import dev.herokumattermost.pass.AppLists;
import dev.herokumattermost.pass.Deadline;
import dev.herokumattermost.rules.AppList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The rules of discovery, each broken on purpose, to show that the simulation would notice. */
final class EstateSabotages {
  private EstateSabotages() {}

  /** Rules of the house that can be broken on purpose. */
  enum Breach {
    BUDGET_IGNORED,
    STALE_TICKS_OBEYED,
    ONE_PARTITION_FOR_ALL_STATES,
    EARLIER_ACCOUNTS_IGNORED,
    DEAD_WORKERS_COUNTED
  }

  /** How the rules are broken. */
  record Sabotage(
      Set<Breach> breaches,
      UnaryOperator<AppLists> lists,
      UnaryOperator<StateStore> states,
      UnaryOperator<DiscoveryStore> known) {
    static final Sabotage NONE = of();

    static Sabotage of(Breach... breaches) {
      return new Sabotage(
          Set.of(breaches),
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          UnaryOperator.identity());
    }

    static Sabotage ofLists(UnaryOperator<AppLists> lists) {
      return new Sabotage(Set.of(), lists, UnaryOperator.identity(), UnaryOperator.identity());
    }

    static Sabotage ofStates(UnaryOperator<StateStore> states) {
      return new Sabotage(Set.of(), UnaryOperator.identity(), states, UnaryOperator.identity());
    }

    static Sabotage ofKnown(UnaryOperator<DiscoveryStore> known) {
      return new Sabotage(Set.of(), UnaryOperator.identity(), UnaryOperator.identity(), known);
    }

    boolean breaks(Breach rule) {
      return breaches.contains(rule);
    }
  }

  /** Takes what failed for an answer: there are no apps, and this one is gone. */
  record Believing(AppLists lists) implements AppLists {
    @Override
    public ListAnswer list(AppList list, Deadline deadline) {
      return lists.list(list, deadline) instanceof ListAnswer.Listed listed
          ? listed
          : new ListAnswer.Listed(List.of());
    }

    @Override
    public AppAnswer app(AppId id, Deadline deadline) {
      return lists.app(id, deadline) instanceof AppAnswer.Found found
          ? found
          : new AppAnswer.Gone();
    }
  }

  /** Takes an app for gone because a list lacks it, without asking for the app itself. */
  record Hasty(AppLists lists) implements AppLists {
    @Override
    public ListAnswer list(AppList list, Deadline deadline) {
      return lists.list(list, deadline);
    }

    @Override
    public AppAnswer app(AppId id, Deadline deadline) {
      return new AppAnswer.Gone();
    }
  }

  /** Goes by the names of apps alone, so that one with another name is another app. */
  record ByName(AppLists lists) implements AppLists {
    @Override
    public ListAnswer list(AppList list, Deadline deadline) {
      return lists.list(list, deadline) instanceof ListAnswer.Listed(var apps)
          ? new ListAnswer.Listed(apps.stream().map(ByName::named).toList())
          : new ListAnswer.Failed(Cause.TIMED_OUT, "made up");
    }

    @Override
    public AppAnswer app(AppId id, Deadline deadline) {
      return lists.list(new AppList.Everything(), deadline) instanceof ListAnswer.Listed(var apps)
          ? apps.stream()
              .map(ByName::named)
              .filter(app -> app.id().equals(id))
              .findFirst()
              .<AppAnswer>map(AppAnswer.Found::new)
              .orElseGet(AppAnswer.Gone::new)
          : new AppAnswer.Failed("made up");
    }

    private static ListedApp named(ListedApp app) {
      return new ListedApp(
          new AppId(app.name().value()),
          app.name(),
          app.team(),
          app.space(),
          app.stages(),
          app.archived());
    }
  }

  /** Takes the apps of one round for all that there are. */
  record OfOneRound(DiscoveryStore known) implements DiscoveryStore {
    @Override
    public Optional<Kept> loadKnownApps() {
      return known
          .loadKnownApps()
          .map(
              kept ->
                  new Kept(
                      kept.revision(),
                      kept.apps().withApps(kept.apps().apps().stream().skip(1).toList())));
    }

    @Override
    public Optional<Kept> save(Kept next, DiscoveredStates changes) throws NotSaved {
      return known.save(next, changes);
    }
  }
}
