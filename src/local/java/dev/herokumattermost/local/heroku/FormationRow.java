package dev.herokumattermost.local.heroku;

import java.time.Instant;

/** What an app wants of one process type. */
public record FormationRow(
    String id,
    String type,
    int quantity,
    String size,
    String command,
    Instant createdAt,
    Instant updatedAt) {

  FormationRow wanting(int dynos, String dynoSize, Instant now) {
    return new FormationRow(id, type, dynos, dynoSize, command, createdAt, now);
  }
}
