package dev.herokumattermost.outbox;

import java.util.regex.Pattern;

/** Mattermost's id of a post. An incoming webhook never learns it. */
public record PostId(String value) {
  /** Mattermost's are of 26 letters and digits; the id becomes a part of an address. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public PostId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("no id of a post");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
