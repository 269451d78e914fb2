/** An HTTP server for the simulators, which can also answer wrongly or not at all. */
@NullMarked
package dev.herokumattermost.local.http;

import org.jspecify.annotations.NullMarked;
