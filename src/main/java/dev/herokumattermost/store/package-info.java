/** The DynamoDB table, which keeps the state and the outbox of each app between passes. */
@NullMarked
package dev.herokumattermost.store;

import org.jspecify.annotations.NullMarked;
