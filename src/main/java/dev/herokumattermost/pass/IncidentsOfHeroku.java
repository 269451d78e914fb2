package dev.herokumattermost.pass;

import dev.herokumattermost.detect.AccountOutage;
import dev.herokumattermost.detect.Comparison;
import dev.herokumattermost.detect.Diagnoser;
import dev.herokumattermost.detect.Diagnosis.Failed;
import dev.herokumattermost.detect.Evidence;
import dev.herokumattermost.dyno.AppName;
import dev.herokumattermost.dyno.HerokuIncident;
import dev.herokumattermost.dyno.Lookup.Known;
import dev.herokumattermost.incident.AppState;
import dev.herokumattermost.pass.AppFailure.Stage;
import dev.herokumattermost.pass.AppPass.Read;
import dev.herokumattermost.rules.Rules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks once a pass whether Heroku itself has an incident, if something fails that it can explain.
 */
final class IncidentsOfHeroku {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final HerokuStatus status;
  private final Deadline deadline;
  private final Rules rules;
  private final AppFailures failures;

  IncidentsOfHeroku(HerokuStatus status, Deadline deadline, Rules rules, AppFailures failures) {
    this.status = status;
    this.deadline = deadline;
    this.rules = rules;
    this.failures = failures;
  }

  /**
   * The open incidents; none if nothing fails, or Heroku does not answer.
   *
   * @param evidence of each app that was read
   */
  List<HerokuIncident> during(
      AccountOutage outage, List<Read> read, Map<AppName, Optional<Evidence>> evidence)
      throws InterruptedException {
    if (outage.example().isEmpty() && !anyFails(read, evidence)) {
      return List.of();
    }
    return failures
        .attempt(
            AppState.ACCOUNT,
            Stage.GATHER_EVIDENCE,
            () -> status.openIncidents(deadline.atMost(LONGEST)))
        .filter(Known.class::isInstance)
        .map(answer -> ((Known<List<HerokuIncident>>) answer).value())
        .orElse(List.of());
  }

  private boolean anyFails(List<Read> read, Map<AppName, Optional<Evidence>> evidence)
      throws InterruptedException {
    for (Read one : read) {
      Optional<Evidence> known = evidence.getOrDefault(one.app(), Optional.empty());
      if (one.comparison().isPresent()
          && known.isPresent()
          && fails(one, one.comparison().get(), known.get())) {
        return true;
      }
    }
    return false;
  }

  private boolean fails(Read read, Comparison comparison, Evidence evidence)
      throws InterruptedException {
    return !comparison.changes().isEmpty()
        && failures
            .attempt(
                read.app(),
                Stage.DECIDE,
                () ->
                    new Diagnoser(read.stored().state().previous(), comparison, evidence, rules)
                        .diagnose().stream()
                            .anyMatch(change -> change.diagnosis() instanceof Failed))
            .orElse(false);
  }

  /** The evidence with the incident that can explain why dynos fail. */
  static Map<AppName, Optional<Evidence>> added(
      List<HerokuIncident> open, Map<AppName, Optional<Evidence>> evidence) {
    Optional<HerokuIncident> ofApps = HerokuIncident.ofApps(open);
    if (ofApps.isEmpty()) {
      return evidence;
    }
    var more = new HashMap<AppName, Optional<Evidence>>();
    evidence.forEach(
        (app, known) -> more.put(app, known.map(one -> one.withHerokuIncident(ofApps))));
    return more;
  }
}
