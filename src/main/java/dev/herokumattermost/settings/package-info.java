/** The environment and watch.yaml, checked whole, and the secrets they name. */
@NullMarked
package dev.herokumattermost.settings;

import org.jspecify.annotations.NullMarked;
