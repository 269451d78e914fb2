/** A simulated Heroku: a model of its apps driven by a clock, and its API over HTTP. */
@NullMarked
package dev.herokumattermost.local.heroku;

import org.jspecify.annotations.NullMarked;
