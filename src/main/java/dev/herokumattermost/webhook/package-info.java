/**
 * Heroku's webhooks: which requests are theirs, what they say, and which an app should have. Pure
 * but for their JSON.
 */
@NullMarked
package dev.herokumattermost.webhook;

import org.jspecify.annotations.NullMarked;
