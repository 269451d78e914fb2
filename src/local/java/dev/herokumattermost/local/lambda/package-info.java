/** Lambda on this machine: its runtime API, and how it starts a function in Java. */
@NullMarked
package dev.herokumattermost.local.lambda;

import org.jspecify.annotations.NullMarked;
