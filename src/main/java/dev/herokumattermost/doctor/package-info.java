/** Tries out everything a pass needs, and says in plain words what is wrong and how to mend it. */
@NullMarked
package dev.herokumattermost.doctor;

import org.jspecify.annotations.NullMarked;
