/** SQS on this machine, and how Lambda takes messages from it. */
@NullMarked
package dev.herokumattermost.local.sqs;

import org.jspecify.annotations.NullMarked;
