/** Notifications until Mattermost has them: what is due, what a refusal means, dead letters. */
@NullMarked
package dev.herokumattermost.outbox;

import org.jspecify.annotations.NullMarked;
