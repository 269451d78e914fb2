/** Puts an event or an incident into words: a post of safe Markdown that is not too long. */
@NullMarked
package dev.herokumattermost.wording;

import org.jspecify.annotations.NullMarked;
