/** One pass: load, read, compare, gather evidence, judge, save, deliver, report. */
@NullMarked
package dev.herokumattermost.pass;

import org.jspecify.annotations.NullMarked;
