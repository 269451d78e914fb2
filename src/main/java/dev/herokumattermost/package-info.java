/** The Lambda function: reads what to do, wires the parts, has it done, and writes the result. */
@NullMarked
package dev.herokumattermost;

import org.jspecify.annotations.NullMarked;
