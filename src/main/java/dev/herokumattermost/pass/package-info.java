/** The order of a pass: one app, all apps of one account, and the delivery of notifications. */
@NullMarked
package dev.herokumattermost.pass;

import org.jspecify.annotations.NullMarked;
