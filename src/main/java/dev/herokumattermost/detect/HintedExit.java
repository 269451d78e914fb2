package dev.herokumattermost.detect;

import dev.herokumattermost.dyno.DynoId;
import dev.herokumattermost.dyno.DynoState;

/**
 * How the process of a dyno ended, as a webhook told it.
 *
 * @param state what the dyno changed to then
 */
public record HintedExit(DynoId dyno, DynoState state, int status) {}
