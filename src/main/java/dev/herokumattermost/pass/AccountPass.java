package dev.herokumattermost.pass;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.LogLine;
import dev.herokumattermost.dyno.Lookup;
import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.incident.VisibilityTransition;
import dev.herokumattermost.outbox.StoredApp;
import dev.herokumattermost.rules.Rule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a round says of the account itself: whether most apps cannot be read for one cause, and
 * whether the token can read logs.
 *
 * @param account as it is known
 * @param readings of all apps of the round
 * @param rule for everything that no other rule is for
 * @param pendingPostIds gives an id for each new notification that cannot be guessed
 */
record AccountPass(
    StoredApp account,
    AccountOutage outage,
    List<Reading> readings,
    Rule rule,
    Supplier<String> pendingPostIds) {

  /**
   * The account after a round.
   *
   * @param evidence what was asked about the apps
   * @param incidents of Heroku itself that are open
   */
  StoredApp after(
      Collection<Optional<Evidence>> evidence, List<HerokuIncident> incidents, Instant now) {
    VisibilityTransition read =
        outage
            .example()
            .map(blind -> outage(blind, explained(), now))
            .orElseGet(() -> VisibilityTransition.readSucceeded(account.state(), now));
    VisibilityTransition visibility =
        HerokuIncident.ofReading(incidents).map(read::during).orElse(read);
    StoredApp next = account.after(visibility, now, pendingPostIds);
    List<Lookup<List<LogLine>>> logs =
        evidence.stream().flatMap(Optional::stream).map(Evidence::log).toList();
    boolean readable = logs.stream().anyMatch(Lookup.Known.class::isInstance);
    Optional<String> refusal =
        logs.stream()
            .flatMap(
                log ->
                    log instanceof Lookup.Unknown<List<LogLine>>(var forbidden, var reason)
                            && forbidden
                        ? Stream.of(reason)
                        : Stream.empty())
            .findFirst();
    if (readable || refusal.isPresent()) {
      Optional<String> forbidden = readable ? Optional.empty() : refusal;
      next =
          next.after(
              VisibilityTransition.logsAsked(next.state(), forbidden, now), now, pendingPostIds);
    }
    return next.tidiedAfter(account, now);
  }

  private VisibilityTransition outage(Blind blind, List<AppName> apps, Instant now) {
    return apps.size() == readings.size()
        ? VisibilityTransition.allReadsFailed(account.state(), blind, apps, rule, now)
        : VisibilityTransition.readFailed(account.state(), blind, apps, now);
  }

  private List<AppName> explained() {
    return readings.stream()
        .filter(reading -> reading instanceof Blind blind && outage.explains(blind))
        .map(Reading::app)
        .toList();
  }
}
