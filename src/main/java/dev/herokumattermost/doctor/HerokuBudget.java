package dev.herokumattermost.doctor;

import dev.herokumattermost.rules.CallBudget;
import dev.herokumattermost.rules.Thresholds;
import java.util.OptionalInt;

/** How closely the apps can be watched with the calls that may be made. */
final class HerokuBudget {
  private static final String NAME = "heroku budget";

  private HerokuBudget() {}

  /**
   * @param apps how many take a call each
   * @param lists how many calls of each pass list the apps of a Private Space
   * @param left calls of the account; empty if Heroku has not said so
   */
  static Check check(CallBudget budget, int apps, int lists, OptionalInt left) {
    int turns = budget.turns(apps, lists);
    String now = left.isPresent() ? "; " + left.getAsInt() + " left now" : "";
    String seen =
        "each app is looked at every %d min with at most %d calls an hour%s"
            .formatted(budget.period().multipliedBy(turns).toMinutes(), budget.callsPerHour(), now);
    if (left.isPresent() && left.getAsInt() < Thresholds.CALLS_KEPT_FOR_READING) {
      return Check.warning(
          NAME, seen, "find out who else uses the account up: under 500, alerts lack the reason");
    }
    return turns > 1
        ? Check.warning(
            NAME,
            seen,
            "%d apps do not fit into each pass: raise CALLS_PER_HOUR if nobody else uses the Heroku"
                    .formatted(apps)
                + " account, or spread the apps over several accounts")
        : Check.ok(NAME, seen);
  }
}
