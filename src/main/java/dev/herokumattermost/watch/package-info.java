/** What changed and what is worth telling: pure decisions over dynos, readings and memory. */
@NullMarked
package dev.herokumattermost.watch;

import org.jspecify.annotations.NullMarked;
