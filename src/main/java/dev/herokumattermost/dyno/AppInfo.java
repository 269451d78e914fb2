package dev.herokumattermost.dyno;

/**
 * What Heroku says of an app itself.
 *
 * @param maintenance whether maintenance mode is on; the dynos keep running all the same
 * @param generation Heroku's word for the platform that the app runs on, {@code cedar} or {@code
 *     fir}; empty if Heroku did not say
 */
public record AppInfo(boolean maintenance, String generation) {}
