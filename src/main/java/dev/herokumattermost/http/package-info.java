/**
 * One bounded HTTP exchange and small JSON documents, as the clients of Heroku and Mattermost need
 * them.
 */
@NullMarked
package dev.herokumattermost.http;

import org.jspecify.annotations.NullMarked;
