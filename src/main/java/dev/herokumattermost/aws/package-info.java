/** How AWS's services are called, whichever they are. */
@NullMarked
package dev.herokumattermost.aws;

import org.jspecify.annotations.NullMarked;
