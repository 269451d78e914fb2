/** Delivers posts to Mattermost, by a bot or an incoming webhook, and reads what it answers. */
@NullMarked
package dev.herokumattermost.mattermost;

import org.jspecify.annotations.NullMarked;
