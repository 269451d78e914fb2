package dev.herokumattermost.incident;

import dev.herokumattermost.rules.Route;

/**
 * An event that somebody is to be notified of.
 *
 * @param thread the incident, or the loss of visibility, that the event belongs to
 * @param route where the rules want it, and how loudly
 */
public record RaisedEvent(String thread, AlertEvent event, Route route) {}
