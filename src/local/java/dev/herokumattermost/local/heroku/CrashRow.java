package dev.herokumattermost.local.heroku;

import java.time.Instant;

/** A crash that really happened, whether or not anything of it can still be seen. */
public record CrashRow(Instant at, String type, String dyno) {}
