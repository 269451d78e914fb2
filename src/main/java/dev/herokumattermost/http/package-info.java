/** One HTTP request and how it ends, within limits of time and size. */
@NullMarked
package dev.herokumattermost.http;

import org.jspecify.annotations.NullMarked;
