/** The live page: what it shows, what can be clicked, and the server that it comes from. */
@NullMarked
package dev.herokumattermost.local.page;

import org.jspecify.annotations.NullMarked;
