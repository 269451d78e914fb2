/** DynamoDB in this process, for tests and the local run. */
@NullMarked
package dev.herokumattermost.local.dynamodb;

import org.jspecify.annotations.NullMarked;
