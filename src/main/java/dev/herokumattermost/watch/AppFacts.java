package dev.herokumattermost.watch;

/**
 * What an app says of itself that bears on judging its dynos.
 *
 * @param maintenance whether maintenance mode is on; the dynos run on all the same
 * @param generation Heroku's word for the platform it runs on, {@code cedar} or {@code fir}; empty
 *     if it did not say
 */
public record AppFacts(boolean maintenance, String generation) {}
