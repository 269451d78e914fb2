package dev.herokumattermost.watch;

/**
 * A post that is in the channel.
 *
 * @param shared whether it tells several notices at once
 */
public record Posted(PostId id, boolean shared) {}
