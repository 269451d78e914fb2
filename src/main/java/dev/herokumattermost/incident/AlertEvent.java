package dev.herokumattermost.incident;

/** Something that a notification reports, as facts. The words are chosen when it is delivered. */
public sealed interface AlertEvent
    permits IncidentEvent, ReleaseFailed, VisibilityEvent, WeeklyReport {}
