/** Mattermost's two ways in, a bot's token and an incoming webhook, and what their errors mean. */
@NullMarked
package dev.herokumattermost.mattermost;

import org.jspecify.annotations.NullMarked;
