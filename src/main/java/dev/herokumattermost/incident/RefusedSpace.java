package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.SpaceName;
import java.time.Instant;

/**
 * A Private Space whose apps are read one by one for a while, because its list could not be used.
 *
 * @param since when the list was first of no use
 * @param askAgainAt when the list is tried again
 * @param why for people, without secrets
 */
public record RefusedSpace(SpaceName space, Instant since, Instant askAgainAt, String why) {}
