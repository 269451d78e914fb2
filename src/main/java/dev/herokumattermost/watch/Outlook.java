package dev.herokumattermost.watch;

import dev.herokumattermost.watch.Reading.Blind;
import dev.herokumattermost.watch.Reading.Cause;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one pass saw of all apps together: a trouble that lies with the account, with Heroku or with
 * the way there is one trouble, however many apps it hides.
 *
 * @param wide a reading that shows the cause, if most apps are hidden by one
 */
public record Outlook(Optional<Blind> wide) {

  public static Outlook of(Collection<Reading> readings) {
    List<Blind> hidden =
        readings.stream()
            .filter(Blind.class::isInstance)
            .map(Blind.class::cast)
            .filter(blind -> mayBeWide(blind.cause(), readings.size()))
            .toList();
    if (hidden.size() * 2 <= readings.size()) {
      return new Outlook(Optional.empty());
    }
    var byCause = hidden.stream().collect(Collectors.groupingBy(Blind::cause));
    return new Outlook(
        byCause.values().stream()
            .filter(blinds -> blinds.getFirst().cause() != Cause.NOT_ATTEMPTED)
            .max(
                Comparator.<List<Blind>>comparingInt(List::size)
                    .thenComparing(blinds -> blinds.getFirst().cause()))
            .map(List::getFirst));
  }

  /** Whether this app is hidden by what hides most of them, so that it has no story of its own. */
  public boolean explains(Blind blind) {
    return wide.isPresent() && mayBeWide(blind.cause(), Integer.MAX_VALUE);
  }

  private static boolean mayBeWide(Cause cause, int apps) {
    return cause.accountWide()
        || cause == Cause.NOT_ATTEMPTED
        || (cause == Cause.FORBIDDEN && apps > 1);
  }
}
