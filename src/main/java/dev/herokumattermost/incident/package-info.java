/** The state of an app with its incidents, the step to its next state, and the events of it. */
@NullMarked
package dev.herokumattermost.incident;

import org.jspecify.annotations.NullMarked;
