/** A Mattermost server that keeps its channels in memory, true to the real one where it matters. */
@NullMarked
package dev.herokumattermost.local.mattermost;

import org.jspecify.annotations.NullMarked;
