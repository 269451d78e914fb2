package dev.herokumattermost.local.heroku;

import java.time.Instant;

/** A dyno as the model shows it; the state is Heroku's word. */
public record DynoRow(
    String id,
    String name,
    String type,
    String state,
    ReleaseRow release,
    Instant createdAt,
    Instant updatedAt,
    String size,
    String command) {}
