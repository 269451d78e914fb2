package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.Reading;
import dev.herokumattermost.dyno.Reading.Blind;
import dev.herokumattermost.dyno.Reading.Cause;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A failure to read that lies with the account, with Heroku or with the network, and not with one
 * app. It is one outage, however many apps cannot be read because of it.
 *
 * @param example a failed reading that shows the cause, if most apps cannot be read for one cause
 */
public record AccountOutage(Optional<Blind> example) {
  /** Of one app it may be the app's; of most apps it is the account's. */
  private static final Set<Cause> OF_ACCOUNT_OR_APP =
      EnumSet.of(Cause.FORBIDDEN, Cause.SUSPENDED, Cause.ADDRESS_REFUSED, Cause.SSO_REQUIRED);

  /** The outage that readings of all apps show. */
  public static AccountOutage of(Collection<Reading> readings) {
    return of(readings, 1);
  }

  /**
   * The outage that readings of some apps show. Those of a few apps show none unless the token
   * itself is refused: what befalls one app would look like an outage in a pass that reads only it.
   *
   * @param least how many readings it takes
   */
  public static AccountOutage of(Collection<Reading> readings, int least) {
    boolean few = readings.size() < least;
    List<Blind> failed =
        readings.stream()
            .filter(Blind.class::isInstance)
            .map(Blind.class::cast)
            .filter(blind -> canConcernAll(blind.cause(), readings.size()))
            .filter(blind -> !few || blind.cause().ofTheToken())
            .toList();
    if (failed.size() * 2 <= readings.size()) {
      return new AccountOutage(Optional.empty());
    }
    var byCause = failed.stream().collect(Collectors.groupingBy(Blind::cause));
    return new AccountOutage(
        byCause.values().stream()
            .filter(blinds -> blinds.getFirst().cause() != Cause.NOT_ATTEMPTED)
            .max(
                Comparator.<List<Blind>>comparingInt(List::size)
                    .thenComparing(blinds -> blinds.getFirst().cause()))
            .map(List::getFirst));
  }

  /**
   * Whether this outage explains why an app could not be read, so that nothing is said of the app.
   */
  public boolean explains(Blind blind) {
    return example.isPresent() && canConcernAll(blind.cause(), Integer.MAX_VALUE);
  }

  private static boolean canConcernAll(Cause cause, int apps) {
    return cause.accountWide()
        || cause == Cause.NOT_ATTEMPTED
        || (OF_ACCOUNT_OR_APP.contains(cause) && apps > 1);
  }
}
