/** Fetches the secrets that the settings name from where AWS keeps them. */
@NullMarked
package dev.herokumattermost.secrets;

import org.jspecify.annotations.NullMarked;
