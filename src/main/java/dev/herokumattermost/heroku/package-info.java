/** A client of the Heroku Platform API, as far as a watcher of dynos needs it. */
@NullMarked
package dev.herokumattermost.heroku;

import org.jspecify.annotations.NullMarked;
