/**
 * Tries out everything that a pass needs, and says in plain words what is wrong and how to fix it.
 */
@NullMarked
package dev.herokumattermost.doctor;

import org.jspecify.annotations.NullMarked;
