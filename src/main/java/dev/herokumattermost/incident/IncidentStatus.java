package dev.herokumattermost.incident;

/** How an incident stands, as its root post shows it. */
public enum IncidentStatus {
  FAILING,
  /** All of its dynos are up, none long enough. */
  RECOVERING,
  RECOVERED,
  CLOSED;

  public static IncidentStatus of(Incident incident) {
    return switch (incident.phase()) {
      case Incident.Failing _ -> FAILING;
      case Incident.Recovering _ -> RECOVERING;
      case Incident.Ended(_, _, var why) -> why == null ? RECOVERED : CLOSED;
    };
  }
}
