/** A post as it looks in Mattermost, for the picture in the documentation. */
package dev.herokumattermost.local.picture;
