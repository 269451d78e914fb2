/** Compares two readings of an app, says which evidence is needed, and diagnoses the changes. */
@NullMarked
package dev.herokumattermost.detect;

import org.jspecify.annotations.NullMarked;
