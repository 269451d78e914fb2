package dev.herokumattermost.doctor;

import dev.herokumattermost.rules.Thresholds;
import java.util.OptionalInt;

/** What watching costs of the calls that Heroku gives an account. */
final class HerokuBudget {
  private static final String NAME = "heroku budget";
  private static final int CALLS_AN_HOUR = 4500;

  private HerokuBudget() {}

  /**
   * The schedule is not known here, so two usual ones are counted.
   *
   * @param apps how many are watched, each one call a pass
   * @param left calls of the account; empty if Heroku has not said so
   */
  static Check check(int apps, OptionalInt left) {
    String now = left.isPresent() ? "; " + left.getAsInt() + " left now" : "";
    String seen =
        "%s an hour by a pass every 2 minutes, %s every minute, of 4500%s"
            .formatted(share(apps * 30L), share(apps * 60L), now);
    if (apps * 30L > CALLS_AN_HOUR) {
      return Check.failed(
          NAME, seen, "watch fewer apps with this token, or run less often than every 2 minutes");
    }
    if (left.isPresent() && left.getAsInt() < Thresholds.CALLS_KEPT_FOR_READING) {
      return Check.warning(
          NAME, seen, "find out who else uses the account up: under 500, alerts lack the reason");
    }
    return apps * 60L > CALLS_AN_HOUR / 2
        ? Check.warning(
            NAME, seen, "give the watch a Heroku account of its own; do not run it every minute")
        : Check.ok(NAME, seen);
  }

  private static String share(long calls) {
    return "%d calls (%d %%)".formatted(calls, Math.ceilDiv(calls * 100, CALLS_AN_HOUR));
  }
}
