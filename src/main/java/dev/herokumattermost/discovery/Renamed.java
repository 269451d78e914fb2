package dev.herokumattermost.discovery;

import dev.herokumattermost.dyno.AppName;

/** An app got another name. */
public record Renamed(AppName from, AppName to) {}
