package dev.herokumattermost.dyno;

import java.time.Instant;

/**
 * A release of an app: a deploy, a config change, an add-on change or a rollback.
 *
 * @param description Heroku's words, such as {@code Deploy e32d4630}; untrusted text
 * @param author who made it, usually an e-mail address; untrusted text, may be empty
 */
public record Release(int version, String description, String author, Instant createdAt) {
  public Release {
    Plausible.time(createdAt);
  }
}
