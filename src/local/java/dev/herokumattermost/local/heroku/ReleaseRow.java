package dev.herokumattermost.local.heroku;

import java.time.Instant;

/** One release; the slug is empty if it has no code. */
public record ReleaseRow(
    String id,
    int version,
    String description,
    String author,
    String slug,
    boolean current,
    Instant createdAt) {

  ReleaseRow replaced() {
    return new ReleaseRow(id, version, description, author, slug, false, createdAt);
  }
}
