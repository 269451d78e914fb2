package dev.herokumattermost.local.heroku;

import java.time.Instant;

/** A crash that happened, whether or not it can still be seen in the list of dynos or the log. */
public record CrashRow(Instant at, String type, String dyno) {}
