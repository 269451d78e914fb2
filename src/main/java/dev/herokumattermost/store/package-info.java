/** The DynamoDB table that keeps what is known of every app from one pass to the next. */
@NullMarked
package dev.herokumattermost.store;

import org.jspecify.annotations.NullMarked;
