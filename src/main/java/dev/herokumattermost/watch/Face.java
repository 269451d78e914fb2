package dev.herokumattermost.watch;

import dev.herokumattermost.watch.Attention.Person;
import java.util.List;
import java.util.stream.Collectors;

/** How an incident stands, as its first post shows it: two equal faces need no edit. */
public enum Face {
  FAILING,
  /** All of its dynos are up, none long enough. */
  RECOVERING,
  RECOVERED,
  CLOSED;

  public static Face of(Incident incident) {
    Incident.End end = incident.end();
    if (end != null) {
      return end.why() == null ? RECOVERED : CLOSED;
    }
    return incident.recovering() ? RECOVERING : FAILING;
  }

  /** Everything that the first post shows of an incident and that may change, in one text. */
  static String shown(Incident incident) {
    return "%s %s %d %d %s %s %s"
        .formatted(
            of(incident),
            incident.troubleSince(),
            incident.patients().size(),
            incident.crashes(),
            incident.looping() ? "loop" : "-",
            names(incident.attention().acknowledgedBy()),
            names(incident.attention().mutedBy()));
  }

  private static String names(List<Person> people) {
    return people.stream().map(Person::id).collect(Collectors.joining(",", "[", "]"));
  }
}
