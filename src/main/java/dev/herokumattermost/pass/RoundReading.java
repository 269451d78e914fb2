package dev.herokumattermost.pass;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.incident.Visibility;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.pass.Report.Coverage;
import dev.herokumattermost.rules.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a round has read of its apps. In place of apps that could not be found out stands the
 * account.
 *
 * @param apps all that the round was to read, whose turn it is not yet included
 */
record RoundReading(
    WatchedApps watched, AccountReading.Result result, List<AppName> apps, AccountOutage outage) {
  static RoundReading of(RoundApps round, AccountReading.Result ofApps) {
    WatchedApps watched = round.watched();
    AccountReading.Result result = ofApps.and(watched.undiscovered());
    List<AppName> apps =
        Stream.concat(round.read().stream(), watched.undiscovered().map(Blind::app).stream())
            .toList();
    boolean known = state(watched, AppState.ACCOUNT).visibility() instanceof Visibility.Blind;
    int least = known ? 1 : Math.min(apps.size(), Thresholds.LEAST_OF_AN_OUTAGE);
    return new RoundReading(watched, result, apps, AccountOutage.of(result.readings(), least));
  }

  /**
   * How closely the apps are watched.
   *
   * @param period from one pass to the next
   */
  Coverage coverage(Duration period) {
    List<AppState> unread = unread();
    return new Coverage(
        apps.size(),
        result.plan().turns(),
        result.plan().lookEvery(period),
        isAnyVisible(unread),
        (int) unread.stream().filter(one -> one.visibility() instanceof Visibility.Blind).count());
  }

  /** The apps whose turn it was not, as they are known. */
  private List<AppState> unread() {
    Set<AppName> read = result.readings().stream().map(Reading::app).collect(Collectors.toSet());
    return apps.stream()
        .filter(app -> !read.contains(app))
        .map(app -> state(watched, app))
        .toList();
  }

  /** An app whose turn it was not counts as it is known, unless an outage concerns all. */
  private boolean isAnyVisible(List<AppState> unread) {
    return result.readings().stream().anyMatch(Reading.Dynos.class::isInstance)
        || (outage.example().isEmpty()
            && unread.stream()
                .anyMatch(app -> app.everRead() && app.visibility() instanceof Visibility.Visible));
  }

  private static AppState state(WatchedApps watched, AppName app) {
    return watched.stored().getOrDefault(app, StoredApp.unknown(app)).state();
  }
}
