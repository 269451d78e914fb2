/** A Heroku of our own: a model driven by a clock, and the API's way of showing it over HTTP. */
@NullMarked
package dev.herokumattermost.local.heroku;

import org.jspecify.annotations.NullMarked;
