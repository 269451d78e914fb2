package dev.herokumattermost.incident;

/** How an incident stands, as its root post shows it. */
public enum IncidentStatus {
  /** Dynos restarted, and why is not known; it stays that way when they are steady. */
  WARNING,
  FAILING,
  /** All of its dynos are up, none long enough. */
  RECOVERING,
  RECOVERED,
  CLOSED;

  public static IncidentStatus of(Incident incident) {
    if (incident.isWarning()) {
      return WARNING;
    }
    return switch (incident.phase()) {
      case Incident.Failing _ -> FAILING;
      case Incident.Recovering _ -> RECOVERING;
      case Incident.Ended(_, _, var why, _) -> why == null ? RECOVERED : CLOSED;
    };
  }
}
