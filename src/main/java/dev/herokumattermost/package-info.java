/** The Lambda function: settings in, parts wired, one pass, a report out. */
@NullMarked
package dev.herokumattermost;

import org.jspecify.annotations.NullMarked;
