package dev.herokumattermost.outbox;

/**
 * A post that is in the channel.
 *
 * @param shared whether it delivers several notifications at once
 */
public record ChannelPost(PostId id, boolean shared) {}
