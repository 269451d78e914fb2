/** Work for other invocations of the function, by SQS. */
@NullMarked
package dev.herokumattermost.queue;

import org.jspecify.annotations.NullMarked;
