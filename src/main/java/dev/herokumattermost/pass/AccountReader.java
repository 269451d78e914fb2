package dev.herokumattermost.pass;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.dyno.SpaceReading;
import dev.herokumattermost.dyno.SpaceReading.Listed;
import dev.herokumattermost.dyno.SpaceReading.Unlisted;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.RefusedSpaces;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.rules.ReadingPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the apps of an account with few calls: those of a Private Space by one, the others by one
 * each, in turn where there are not calls enough.
 */
final class AccountReader {
  /** A dyno this new may have come between the list of its space and the call of its app. */
  private static final Duration JUST_CAME = Duration.ofSeconds(10);

  private final Heroku heroku;
  private final ReadingOptions options;
  private final BoundedParallelism parallel;
  private final Deadline deadline;
  private final AppFailures failures;
  private final Map<AppName, StoredApp> stored;
  private final Instant now;

  /** Apps of which their space's list shows no dynos. */
  private final Map<AppName, Listed> leftOut = new TreeMap<>();

  private final List<Reading> readings = new ArrayList<>();
  private final Map<SpaceName, SpaceOutcome> outcomes = new TreeMap<>();

  AccountReader(
      Heroku heroku,
      ReadingOptions options,
      BoundedParallelism parallel,
      Deadline deadline,
      AppFailures failures,
      Map<AppName, StoredApp> stored) {
    this.heroku = heroku;
    this.options = options;
    this.parallel = parallel;
    this.deadline = deadline;
    this.failures = failures;
    this.stored = stored;
    this.now = deadline.clock().instant();
  }

  /** What came of asking for the list of a space. */
  sealed interface SpaceOutcome {
    /** Its apps were read by it. */
    record Used() implements SpaceOutcome {}

    /** Its apps were read one by one in this pass; the next one asks for the list again. */
    record Missed(String why) implements SpaceOutcome {}

    /** Its apps are read one by one for a while. */
    record OfNoUse(String why) implements SpaceOutcome {}
  }

  /**
   * What was read.
   *
   * @param readings of the apps that were looked at, in order of name
   * @param plan of the apps that took a call each
   * @param spaces what came of each list that was asked for
   */
  record Result(List<Reading> readings, ReadingPlan plan, Map<SpaceName, SpaceOutcome> spaces) {}

  Result read(Collection<AppName> apps) throws InterruptedException {
    Map<SpaceName, List<AppName>> bySpace = spacesToAsk(apps);
    Set<AppName> single = new TreeSet<>(apps);
    bySpace.values().forEach(single::removeAll);
    List<SpaceName> spaces = List.copyOf(bySpace.keySet());
    List<SpaceReading> lists =
        parallel.map(
            spaces,
            space -> heroku.space(space, deadline),
            (space, failure) ->
                new Unlisted(
                    space, Reading.Cause.NOT_PROCESSED, failure.getClass().getSimpleName()));
    for (SpaceReading list : lists) {
      single.addAll(without(list, bySpace.getOrDefault(list.space(), List.of())));
    }
    ReadingPlan plan =
        ReadingPlan.of(single, spaces.size(), options.budget(), options.tick().orElse(now));
    var reader = new AppReader(heroku, deadline);
    readings.addAll(
        parallel.map(
            plan.apps(app -> isDoubtful(app) || isUnsettled(app)),
            app ->
                failures.of(app).<Reading>map(AppFailure::blind).orElseGet(() -> reader.read(app)),
            (app, failure) -> failures.add(app, Stage.READ, failure).blind()));
    readings.forEach(this::judge);
    return new Result(List.copyOf(readings), plan, outcomes);
  }

  /** A list is worth its call if it shows two apps or more. */
  private Map<SpaceName, List<AppName>> spacesToAsk(Collection<AppName> apps) {
    RefusedSpaces refused = of(AppState.ACCOUNT).state().spacesRefused();
    Map<SpaceName, List<AppName>> bySpace =
        apps.stream()
            .filter(options.spaces()::containsKey)
            .collect(groupingBy(app -> options.spaces().get(app), TreeMap::new, toList()));
    bySpace.values().removeIf(its -> its.size() < 2);
    bySpace.keySet().removeIf(space -> refused.isRefused(space, now));
    return bySpace;
  }

  /** Takes the readings out of a space's list; the apps that are left need a call of their own. */
  private List<AppName> without(SpaceReading list, List<AppName> apps) {
    return switch (list) {
      case Listed listed -> {
        outcomes.put(listed.space(), new SpaceOutcome.Used());
        var left = new ArrayList<AppName>();
        for (AppName app : apps) {
          Optional<Reading> reading = reading(app, listed);
          reading.ifPresentOrElse(readings::add, () -> left.add(app));
        }
        yield left;
      }
      case Unlisted unlisted when unlisted.concernsEveryCall() -> {
        apps.forEach(app -> readings.add(new Blind(app, unlisted.cause(), unlisted.detail())));
        yield List.of();
      }
      case Unlisted unlisted -> {
        outcomes.put(
            unlisted.space(),
            unlisted.mayPass()
                ? new SpaceOutcome.Missed(unlisted.detail())
                : new SpaceOutcome.OfNoUse(unlisted.detail()));
        yield apps;
      }
    };
  }

  /**
   * What a list shows of an app. That an app is not there, or has no dynos, is not taken for scaled
   * to zero: its own call says whether it is, when its turn comes, or at once if it had dynos.
   */
  private Optional<Reading> reading(AppName app, Listed listed) {
    Optional<AppFailure> failure = failures.of(app);
    if (failure.isPresent()) {
      return failure.map(AppFailure::blind);
    }
    var dynos = listed.apps().get(app);
    if (dynos == null || dynos.isEmpty()) {
      leftOut.put(app, listed);
      return Optional.empty();
    }
    return Optional.of(new Reading.Dynos(app, listed.at(), dynos));
  }

  /** A list that leaves out an app with dynos is of no use. */
  private void judge(Reading reading) {
    Listed listed = leftOut.get(reading.app());
    if (listed != null
        && reading instanceof Reading.Dynos dynos
        && dynos.dynos().stream()
            .anyMatch(dyno -> dyno.createdAt().plus(JUST_CAME).isBefore(listed.at()))) {
      outcomes.put(
          listed.space(), new SpaceOutcome.OfNoUse("it leaves out dynos of " + reading.app()));
    }
  }

  /** Whether either its dynos are gone, or the list of its space is wrong. */
  private boolean isDoubtful(AppName app) {
    return leftOut.containsKey(app) && hadDynos(app);
  }

  private boolean hadDynos(AppName app) {
    return !of(app).state().dynos().isEmpty();
  }

  private boolean isUnsettled(AppName app) {
    return of(app).state().isUnsettled(now);
  }

  private StoredApp of(AppName app) {
    return stored.getOrDefault(app, StoredApp.unknown(app));
  }
}
