package dev.herokumattermost.incident;

import dev.herokumattermost.dyno.Release;

/** The release phase of an app's newest release failed, so the release never went live. */
public record ReleaseFailed(Release failed) implements AlertEvent {}
