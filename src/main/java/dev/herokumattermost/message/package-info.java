/** A notice put into words: pure, and safe to show whatever a name or a log contains. */
@NullMarked
package dev.herokumattermost.message;

import org.jspecify.annotations.NullMarked;
