/** What Heroku says of an app: its dynos and their states, releases, log lines; one reading. */
@NullMarked
package dev.herokumattermost.dyno;

import org.jspecify.annotations.NullMarked;
