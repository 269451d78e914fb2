package dev.herokumattermost.dyno;

import java.time.Instant;
import java.util.Locale;

/**
 * A release of an app: a deploy, a config change, an add-on change or a rollback.
 *
 * @param description Heroku's words, such as {@code Deploy e32d4630}; untrusted text
 * @param author who made it, usually an e-mail address; untrusted text, may be empty
 * @param eligibleForRollback whether Heroku would roll back to it
 * @param code Heroku's name of the code that it runs: the slug's id, on Fir those of the artifacts;
 *     empty if Heroku named none. A release with the code of the one before changed something else
 */
public record Release(
    int version,
    String description,
    String author,
    Instant createdAt,
    Status status,
    boolean eligibleForRollback,
    String code) {
  public Release {
    Plausible.time(createdAt);
  }

  /** One that went live, and of which no more is known. */
  public Release(int version, String description, String author, Instant createdAt) {
    this(version, description, author, createdAt, Status.SUCCEEDED, true, "");
  }

  /**
   * How far a release came. One with a release phase is pending while that runs, and never goes
   * live if it fails.
   *
   * @see <a href="https://devcenter.heroku.com/articles/platform-api-reference#release">Release</a>
   */
  public enum Status {
    SUCCEEDED,
    FAILED,
    PENDING,
    EXPIRED,
    /** A word that is not known here. */
    OTHER;

    /** Of Heroku's word; one that says nothing has no release phase, and went live. */
    public static Status of(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "", "succeeded" -> SUCCEEDED;
        case "failed" -> FAILED;
        case "pending" -> PENDING;
        case "expired" -> EXPIRED;
        default -> OTHER;
      };
    }
  }

  public boolean wentLive() {
    return status == Status.SUCCEEDED;
  }
}
