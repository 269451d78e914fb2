package dev.herokumattermost.watch;

import java.time.Instant;

/**
 * A person's answer to a post in one picture.
 *
 * @param user Mattermost's id of the person
 * @param emoji its name without colons, such as {@code eyes}
 * @param at by Mattermost's clock
 */
public record Reaction(String user, String emoji, Instant at) {}
