/** Which apps an account has: what Heroku's lists said, what of it is believed, what is over. */
@NullMarked
package dev.herokumattermost.discovery;

import org.jspecify.annotations.NullMarked;
