package dev.herokumattermost.local.heroku;

import java.time.Instant;

/** How many dynos of one process type an app is scaled to. */
public record FormationRow(
    String id,
    String type,
    int quantity,
    String size,
    String command,
    Instant createdAt,
    Instant updatedAt) {

  FormationRow with(int dynos, String dynoSize, Instant now) {
    return new FormationRow(id, type, dynos, dynoSize, command, createdAt, now);
  }
}
