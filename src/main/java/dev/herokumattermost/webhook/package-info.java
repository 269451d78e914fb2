/** Heroku's webhooks: which requests are theirs, and what they say. Pure but for their JSON. */
@NullMarked
package dev.herokumattermost.webhook;

import org.jspecify.annotations.NullMarked;
