/** Reads and writes records as JSON, by Jackson and without annotations on the records. */
@NullMarked
package dev.herokumattermost.json;

import org.jspecify.annotations.NullMarked;
