package dev.herokumattermost.pass;

import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.SpaceName;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.rules.ReadingPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the apps of an account with few calls: those of a Private Space by one, the others by one
 * each, in turn where there are not calls enough. Closing it ends what is not read yet.
 */
final class AccountReading implements AutoCloseable {
  private final Heroku heroku;
  private final ReadingOptions options;
  private final BoundedParallelism parallel;
  private final Deadline deadline;
  private final AppFailures failures;
  private final Instant tick;
  private final ReadingQueue queue;

  AccountReading(
      Heroku heroku,
      ReadingOptions options,
      BoundedParallelism parallel,
      Deadline deadline,
      AppFailures failures) {
    this.heroku = heroku;
    this.options = options;
    this.parallel = parallel;
    this.deadline = deadline;
    this.failures = failures;
    this.tick = options.tick().orElseGet(deadline.clock()::instant);
    var reader = new AppReader(heroku, deadline);
    this.queue = new ReadingQueue(parallel, app -> read(app, reader));
  }

  private Reading read(AppName app, AppReader reader) throws InterruptedException {
    Optional<Reading> reading =
        failures.of(app).isPresent()
            ? Optional.empty()
            : failures.attempt(app, Stage.READ, () -> reader.read(app));
    return reading.orElseGet(() -> failures.of(app).orElseThrow().blind());
  }

  /**
   * What was read.
   *
   * @param readings of the apps that were looked at
   * @param plan of the apps that took a call each
   * @param spaces what came of each list that was asked for
   */
  record Result(
      List<Reading> readings, ReadingPlan plan, Map<SpaceName, SpaceLists.Outcome> spaces) {
    /** With the reason why it is not known which apps there are, if there is one. */
    Result and(Optional<Reading.Blind> undiscovered) {
      return new Result(
          Stream.concat(readings.stream(), undiscovered.stream()).toList(), plan, spaces);
    }
  }

  /**
   * Begins with apps that are known before the table is loaded, so that the calls go out meanwhile.
   *
   * @param apps all that take a call each, or none
   */
  void begin(Collection<AppName> apps) {
    queue.begin(ReadingPlan.of(apps, 0, options.budget(), tick).inTurn());
  }

  /**
   * Reads the apps.
   *
   * @param spaces the Private Space of each app that lies in one
   * @param stored what the table holds of them
   * @param discovering how many calls it took to find out which apps there are
   */
  Result read(
      Collection<AppName> apps,
      Map<AppName, SpaceName> spaces,
      Map<AppName, StoredApp> stored,
      int discovering)
      throws InterruptedException {
    SpaceLists lists = SpaceLists.read(apps, spaces, stored, heroku, parallel, deadline);
    var single = new TreeSet<>(apps);
    single.removeAll(lists.readings().keySet());
    ReadingPlan plan = ReadingPlan.of(single, lists.calls(), discovering, options.budget(), tick);
    Instant now = deadline.clock().instant();
    Predicate<AppName> cannotWait =
        app -> {
          StoredApp known = stored.getOrDefault(app, StoredApp.unknown(app));
          boolean doubtful = lists.leftOut().containsKey(app) && !known.state().dynos().isEmpty();
          return doubtful || known.state().isUnsettled(now);
        };
    List<Reading> ownCalls = queue.finish(plan.apps(cannotWait));
    var readings = new ArrayList<Reading>();
    lists.readings().values().forEach(reading -> readings.add(unlessFailed(reading)));
    ownCalls.forEach(reading -> readings.add(unlessFailed(reading)));
    return new Result(List.copyOf(readings), plan, lists.judgedBy(ownCalls));
  }

  /** What is kept of an app may be found unreadable after the app was read. */
  private Reading unlessFailed(Reading reading) {
    return failures.of(reading.app()).<Reading>map(AppFailure::blind).orElse(reading);
  }

  @Override
  public void close() {
    queue.close();
  }
}
