/** Which apps, process types and states alert, where, how loudly and after what time. */
@NullMarked
package dev.herokumattermost.rules;

import org.jspecify.annotations.NullMarked;
