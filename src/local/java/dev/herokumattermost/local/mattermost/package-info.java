/** A simulated Mattermost: channels in memory, and the API and webhooks of a server over HTTP. */
@NullMarked
package dev.herokumattermost.local.mattermost;

import org.jspecify.annotations.NullMarked;
