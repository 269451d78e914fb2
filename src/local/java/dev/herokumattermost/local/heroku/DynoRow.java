package dev.herokumattermost.local.heroku;

import java.time.Instant;

/** One instance of a dyno; the state is Heroku's word. */
public record DynoRow(
    String id,
    String name,
    String type,
    String state,
    ReleaseRow release,
    Instant createdAt,
    Instant updatedAt,
    String size,
    String command) {
  DynoRow in(String other) {
    return new DynoRow(id, name, type, other, release, createdAt, updatedAt, size, command);
  }
}
