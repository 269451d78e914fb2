package dev.herokumattermost.local.heroku;

import java.time.Instant;

/** One release; the slug is empty if it has no code, and the status is Heroku's word. */
public record ReleaseRow(
    String id,
    int version,
    String description,
    String author,
    String slug,
    String status,
    boolean current,
    Instant createdAt) {

  ReleaseRow replaced() {
    return new ReleaseRow(id, version, description, author, slug, status, false, createdAt);
  }

  public boolean wentLive() {
    return status.equals("succeeded");
  }

  /** Heroku rolls back to what has code and went live. */
  public boolean eligibleForRollback() {
    return wentLive() && !slug.isEmpty();
  }
}
