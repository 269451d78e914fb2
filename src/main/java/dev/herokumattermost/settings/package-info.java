/** The environment and watch.yaml, checked whole, with every problem reported at once. */
@NullMarked
package dev.herokumattermost.settings;

import org.jspecify.annotations.NullMarked;
