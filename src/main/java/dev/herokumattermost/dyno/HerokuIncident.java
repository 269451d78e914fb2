package dev.herokumattermost.dyno;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An incident of Heroku itself, open when it was read, as Heroku's status page reports it.
 *
 * @param title in Heroku's words
 * @param link its page; null if Heroku gave none that may be followed
 * @param since when Heroku reported it
 * @param systems what it concerns, such as {@code Apps}
 * @param regions as Heroku tags it
 */
public record HerokuIncident(
    String title,
    @Nullable String link,
    Instant since,
    List<String> systems,
    List<String> regions) {
  private static final String APPS = "Apps";

  /** Heroku counts its API among them. */
  private static final String TOOLS = "Tools";

  public HerokuIncident {
    systems = List.copyOf(systems);
    regions = List.copyOf(regions);
  }

  /** The newest that can make dynos fail. */
  public static Optional<HerokuIncident> ofApps(List<HerokuIncident> open) {
    return newest(open.stream().filter(one -> one.concerns(APPS)).toList());
  }

  /** The newest that can keep apps from being read; one of apps before one of the API. */
  public static Optional<HerokuIncident> ofReading(List<HerokuIncident> open) {
    return ofApps(open).or(() -> newest(open.stream().filter(one -> one.concerns(TOOLS)).toList()));
  }

  private static Optional<HerokuIncident> newest(List<HerokuIncident> some) {
    return some.stream().max(Comparator.comparing(HerokuIncident::since));
  }

  private boolean concerns(String system) {
    return systems.stream().anyMatch(system::equalsIgnoreCase);
  }
}
