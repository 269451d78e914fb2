package dev.herokumattermost.outbox;

/** Mattermost's id of a post. An incoming webhook never learns it. */
public record PostId(String value) {
  public PostId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the id of a post is empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
