package dev.herokumattermost.watch;

/** Mattermost's id of a post. An incoming webhook never learns it. */
public record PostId(String value) {
  /** Of a post that is in the channel but whose id cannot be known. */
  public static final PostId UNKNOWN = new PostId("");

  public boolean isKnown() {
    return !value.isEmpty();
  }
}
