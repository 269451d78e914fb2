/** Markdown as HTML: as Mattermost shows posts, and as the project's own pages. */
@NullMarked
package dev.herokumattermost.local.markdown;

import org.jspecify.annotations.NullMarked;
